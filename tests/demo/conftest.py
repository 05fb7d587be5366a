"""Harrowmere, loaded once: it takes thousands of acts."""

import shutil

import psycopg
import pytest
from django.db import connection, transaction
from django.test import override_settings

from tests import server
from tests.fixtures import QUICK_HASHERS, point_django_at
from watchbook.demo.harrowmere import load_harrowmere, load_the_rest
from watchbook.foi.models import Request
from watchbook.machine.failure import Failure
from watchbook.machine.locking import exclusive

LOADED = (
    server.HOME.home / "harrowmere"
)  # by one worker for all: its files, and the name of a copy of its database


@pytest.fixture(scope="session")
def standing(django_db_setup, django_db_blocker, tmp_path_factory):
    """The council, committed, so that PostgreSQL has seen that every row has its event; its database and its files."""
    files = tmp_path_factory.mktemp("harrowmere") / "files"
    with server.fresh_database() as name, django_db_blocker.unblock():
        with exclusive(server.HOME.home / "harrowmere.lock"):
            if not (LOADED.exists() and _copied(name, files)):
                _load(name, files)
        yield name, files


def _copied(name, files):
    """Put a copy of what another worker loaded in the place of a database, unless it went with that worker."""
    try:
        server.make_anew(name, template=(LOADED / "database").read_text())
    except (Failure, psycopg.Error):
        server.make_anew(name)
        return False
    shutil.copytree(LOADED / "files", files)
    return True


def _load(name, files):
    """Load it, and leave a copy for the other workers; its name has it dropped after this worker."""
    before = connection.settings_dict["NAME"]
    point_django_at(name)
    with override_settings(FILES_FOLDER=files, PASSWORD_HASHERS=QUICK_HASHERS):
        load_harrowmere()
        load_the_rest()
    point_django_at(before)
    shutil.rmtree(LOADED, ignore_errors=True)
    shutil.copytree(files, LOADED / "files")
    server.create_from_template(server.admin(), name=f"{name}_harrowmere", template=name)
    (LOADED / "database").write_text(f"{name}_harrowmere")


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
