"""Fixtures of every test: the database as the app role, the council, the people."""

import os

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import server
from tests.council import a_council
from tests.people import People
from watchbook.config.environment import Environment
from watchbook.keys.keyring import the_keyring

# Machines are shared: how long an example took says nothing about what is tested.
# As many examples as Hypothesis takes by itself in `make proof` (TESTS_EVERY_ROW=1), half as many in `make test`.
EXAMPLES = 100 if os.environ.get("TESTS_EVERY_ROW") else 50
hypothesis_settings.register_profile(
    "watchbook", deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("watchbook")

QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Random as they are, but first the longest, then the journeys together: a worker then needs one browser.

    No line counts as tested because a journey passed it: what each does is asserted elsewhere, and counting costs half
    as much again.
    """
    is_journey = {item: item.path.parent.name == "journeys" for item in items}
    for journey in (item for item in items if is_journey[item]):
        journey.add_marker(pytest.mark.no_cover)
    items.sort(key=lambda item: (not is_journey[item] and "slow" not in item.keywords, is_journey[item]))


def point_django_at(name, *, role="app"):
    """Turn Django's one connection to a database of the test server, as the app role or another."""
    connection.close()
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


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """One migrated database a worker; pytest-django's own would be made as the wrong role."""
    with server.fresh_database() as name, django_db_blocker.unblock():
        before, settings_before = settings.ENVIRONMENT, connection.settings_dict
        point_django_at(name)
        yield name
        connection.close()
        settings.ENVIRONMENT, connection.settings_dict = before, settings_before


@pytest.fixture(scope="session", autouse=True)
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
def people(db):
    """The cast, in a transaction that is undone."""
    return People(a_council())


@pytest.fixture
def committed_people(committed):
    """The cast, committed for real."""
    return People(a_council())


@pytest.fixture(autouse=True)
def files_folder(tmp_path, settings):
    """Every test keeps its files in a folder of its own."""
    settings.FILES_FOLDER, settings.FILES_S3 = tmp_path / "files", {}
    return settings.FILES_FOLDER


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """The real hasher is made to take long."""
    settings.PASSWORD_HASHERS = QUICK_HASHERS
