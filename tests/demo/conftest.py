"""Harrowmere, loaded once: it takes thousands of acts."""

import shutil

import psycopg
import pytest
from django.db import connection, transaction
from django.test import override_settings

from tests import server
from tests.fixtures import QUICK_HASHERS, point_django_at
from watchbook.demo import harrowmere
from watchbook.foi.models import Request
from watchbook.machine.failure import Failure
from watchbook.machine.locking import exclusive

# By one worker for all, of each stage its files and the name of a copy of its database.
LOADED = server.HOME.home / "harrowmere"
BEGUN, WHOLE = "begun", "whole"  # a load broken off before the first answer, and one that came to its end


@pytest.fixture(scope="session")
def standing(django_db_setup, django_db_blocker, tmp_path_factory):
    """The council, committed, so that PostgreSQL has seen that every row has its event; its database and its files."""
    files = tmp_path_factory.mktemp("harrowmere") / "files"
    with server.fresh_database() as name, django_db_blocker.unblock():
        with exclusive(server.HOME.home / "harrowmere.lock"):
            if not _copied(WHOLE, name, files):
                _load(name, files)
        yield name, files


@pytest.fixture
def begun(standing, committed, settings, tmp_path):
    """The council as a load leaves it that is broken off before the first answer; committed."""
    settings.FILES_FOLDER = tmp_path / "files"
    connection.close()
    if not _copied(BEGUN, committed, settings.FILES_FOLDER):
        harrowmere._load_people_and_registers()


def _copied(stage, name, files):
    """Put a copy of what a worker loaded in the place of a database, unless it went with that worker."""
    kept = LOADED / stage
    if not kept.exists():
        return False
    try:
        server.make_anew(name, template=(kept / "database").read_text())
    except (Failure, psycopg.Error):
        server.make_anew(name)
        return False
    shutil.copytree(kept / "files", files)
    return True


def _load(name, files):
    """Load it, and leave a copy of each stage for all workers."""
    before = connection.settings_dict["NAME"]
    shutil.rmtree(LOADED, ignore_errors=True)
    with override_settings(FILES_FOLDER=files, PASSWORD_HASHERS=QUICK_HASHERS):
        point_django_at(name)
        harrowmere._load_people_and_registers()
        _keep(BEGUN, name, files)
        harrowmere.load_harrowmere()
        harrowmere.load_the_rest()
    point_django_at(before)
    _keep(WHOLE, name, files)


def _keep(stage, name, files):
    """Leave a copy; its name has it dropped after this worker."""
    connection.close()
    shutil.copytree(files, LOADED / stage / "files")
    server.create_from_template(server.admin(), name=f"{name}_{stage}", template=name)
    (LOADED / stage / "database").write_text(f"{name}_{stage}")


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
