"""Harrowmere, loaded once a worker: it takes thousands of acts."""

import pytest
from django.db import transaction
from django.test import override_settings

from tests import server
from tests.fixtures import QUICK_HASHERS, point_django_at
from watchbook.demo.harrowmere import load_harrowmere, load_the_rest
from watchbook.foi.models import Request


@pytest.fixture(scope="session")
def standing(django_db_setup, django_db_blocker, tmp_path_factory):
    """The council, committed, so that PostgreSQL has seen that every row has its event; its database and its files."""
    files = tmp_path_factory.mktemp("harrowmere")
    with server.fresh_database() as name, django_db_blocker.unblock():
        point_django_at(name)
        with override_settings(FILES_FOLDER=files, PASSWORD_HASHERS=QUICK_HASHERS):
            load_harrowmere()
            load_the_rest()
        point_django_at(django_db_setup)
        yield name, files


@pytest.fixture
def loaded(standing, settings, django_db_setup, django_db_blocker):
    """Its newest request, the nine questions; what a test changes is undone."""
    database, settings.FILES_FOLDER = standing
    with django_db_blocker.unblock():
        point_django_at(database)
        with transaction.atomic():
            yield Request.objects.latest("reference")
            transaction.set_rollback(True)
        point_django_at(django_db_setup)
