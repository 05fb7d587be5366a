"""A register with thirty copies of everything, made once for the tests that read its lists."""

from typing import NamedTuple

import pytest
from django.test import override_settings

from tests import server
from tests.council import a_council
from tests.fixtures import point_django_at
from tests.lists.crawled import addressed
from tests.lists.many import multiply, read_as_the_first
from tests.people import People

COPIES = 30


class Register(NamedTuple):
    """A register: its database, its cast, and the path of every address that can show a list, by its name."""

    database: str
    people: People
    paths: dict[str, str]


@pytest.fixture(scope="session")
def copied(django_db_setup, django_db_blocker, tmp_path_factory):
    """The register, committed, and its files."""
    files = tmp_path_factory.mktemp("lists") / "files"
    with server.fresh_database() as name, django_db_blocker.unblock():
        point_django_at(name)
        people = People(a_council())
        with override_settings(FILES_FOLDER=files):
            paths = addressed(people)
        multiply(name, copies=COPIES)
        point_django_at(django_db_setup)
        yield Register(name, people, paths), files


@pytest.fixture
def filled(copied, settings, django_db_setup, django_db_blocker):
    """The register, whose lists every test finds in its database."""
    register, settings.FILES_FOLDER = copied
    with django_db_blocker.unblock():
        point_django_at(register.database)
        with read_as_the_first():
            yield register
        point_django_at(django_db_setup)
