"""Fixtures that stand on Django: the database as the app role, the council, the people."""

import itertools
import os
import secrets
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import compiled, server
from tests.council import a_council, bring_about, fall, stand
from tests.open_keys import keep_open
from tests.people import People
from watchbook.config.environment import Environment
from watchbook.keys.keyring import the_keyring

OF_WORKER = []  # the name of its database, while it has one
ASKED = itertools.count(1)  # tests that asked a database
TESTS_A_DATABASE = 150
QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# This worker's, in memory: each file is written through, for which a disk takes longer than the act.
FILES = Path(os.environ["WATCHBOOK_CAPTURE_FOLDER"]) / "files-of-tests" / secrets.token_hex(8)
# Said here and not by fixtures, of which each costs every test.
settings.FILES_FOLDER, settings.FILES_S3 = FILES, {}
settings.PASSWORD_HASHERS = QUICK_HASHERS  # the real hasher is made to take long
settings.TEMPLATES[0]["OPTIONS"]["bytecode_cache"] = compiled.kept_in(server.HOME)
keep_open(settings.KEY_FOLDERS)


def pytest_itemcollected(item):
    """Mark what asks the database, pages among it: `make check` leaves it to `make test`."""
    if "django_db_setup" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.database)


def point_django_at(name, *, role="app"):
    """Turn Django's one connection to a database of the test server, as the app role or another."""
    connection.close()
    fall()
    environment = Environment.read(os.environ | server.variables(name) | {"WATCHBOOK_DATABASE_ROLE": role})
    defaults = {
        key: connection.settings_dict[key] for key in ("ATOMIC_REQUESTS", "AUTOCOMMIT", "TIME_ZONE", "TEST")
    }
    settings.ENVIRONMENT = environment  # commands given in this process look there for their server
    connection.settings_dict = (
        {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "PORT": "", "PASSWORD": "", "OPTIONS": {}}
        | defaults
        | environment.database(settings.PLACES, settings.DATABASE_ROLES)
    )


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item):
    """Remove the test's files; make the worker's database anew now and then, since what was undone slows every question."""
    if FILES.exists():
        shutil.rmtree(FILES, ignore_errors=True)
    if item.get_closest_marker("database") and next(ASKED) % TESTS_A_DATABASE == 0 and OF_WORKER:
        connection.close()
        fall()
        server.make_anew(*OF_WORKER)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, keyring):
    """One migrated database a worker; pytest-django's own would be made as the wrong role."""
    with server.fresh_database() as name, django_db_blocker.unblock():
        before, settings_before = settings.ENVIRONMENT, connection.settings_dict
        point_django_at(name)
        OF_WORKER.append(name)
        bring_about()
        yield name
        OF_WORKER.clear()
        connection.close()
        fall()
        settings.ENVIRONMENT, connection.settings_dict = before, settings_before


@pytest.fixture(scope="session")
def keyring():
    """One key store for all workers and the services that they start."""
    the_keyring().begin()


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """A database of its own in which acts commit for real; its name."""
    with server.fresh_database() as name, django_db_blocker.unblock():
        point_django_at(name)
        yield name
        point_django_at(django_db_setup)


@pytest.fixture
def as_owner(committed):
    """Straight to SQL as the owner of the tables."""
    with server.as_database_role("owner", database=committed) as sql:
        yield sql


@pytest.fixture
def as_app(committed):
    """Straight to SQL as the app role."""
    with server.as_database_role("app", database=committed) as sql:
        yield sql


@pytest.fixture
def council_of_file(request, django_db_setup, django_db_blocker):
    """The council stands where a test asks for the cast, and no trace of it where it does not."""
    with django_db_blocker.unblock():
        if "people" in request.fixturenames:
            stand(request.path)
        else:
            fall()


@pytest.fixture
def _django_db_helper(council_of_file, _django_db_helper):
    """pytest-django's transaction of a test, within that of what stands."""


@pytest.fixture
def people(db):
    """The cast, in a transaction that is undone."""
    return People(a_council())


@pytest.fixture
def committed_people(committed):
    """The cast, committed for real."""
    return People(a_council())


@pytest.fixture
def files_folder():
    """Where a test keeps its files: its first file makes it, and nothing of another test lies in it."""
    return FILES
