"""A database is for one thing, whatever WATCHBOOK_MODE says."""

import pytest
from django.core.checks import registry

from watchbook.audit_log.installation import mode_is_the_databases


def test_a_database_of_its_own_mode_is_served(db):
    assert mode_is_the_databases(databases=["default"]) == []


@pytest.mark.parametrize("mode", ["production", "demo"])
def test_a_database_of_another_mode_is_refused(db, settings, mode):
    settings.MODE = mode
    [error] = mode_is_the_databases(databases=["default"])
    assert error.id == "audit_log.E001"
    assert error.msg == f"This database is for test, and WATCHBOOK_MODE says {mode}. Nothing was started."


def test_without_databases_nothing_is_asked(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert mode_is_the_databases(databases=None) == mode_is_the_databases() == []


def test_before_the_first_migration_it_is_silent(db, monkeypatch):
    from watchbook.audit_log.installation import connections

    monkeypatch.setattr(type(connections["default"].introspection), "table_names", lambda self: [])
    assert mode_is_the_databases(databases=["default"]) == []


def test_django_asks_it_of_itself():
    assert mode_is_the_databases in registry.registry.get_checks()
