"""An index that leaves rows out is told, though its definition is as the release has it."""

import pytest

from tests import server
from tests.audit_log.test_sign import as_superuser
from watchbook.machine import indexes_verified
from watchbook.machine.connection import value_of


def found(database, **since):
    with server.as_database_role("app", database=database) as connection:
        return list(indexes_verified.problems(connection, **since))


def emptied(name, *, database):
    with server.as_database_role("app", database=database) as connection:
        definition = value_of(connection, "SELECT pg_get_indexdef(%s::regclass)", name)
    as_superuser(
        f"DROP INDEX {name}",
        f"{definition} WHERE false",
        "SET allow_system_table_mods = on",
        f"UPDATE pg_index SET indpred = NULL WHERE indexrelid = '{name}'::regclass",
        database=database,
    )


@pytest.mark.parametrize("name", ["event_of_subject", "event_by_number"])
def test_an_emptied_index_that_says_it_has_every_row_is_told(committed, committed_people, name):
    assert found(committed) == []
    with server.as_database_role("app", database=committed) as connection:
        since = value_of(connection, "SELECT pg_snapshot_xmin(pg_current_snapshot())::xid::text")
    emptied(name, database=committed)
    said = f"The index {name} of audit_log_event finds 0 of "
    assert any(one.startswith(said) for one in found(committed))
    assert any(one.startswith(said) for one in found(committed, since=since))


def test_a_later_run_reads_only_what_was_changed_since(committed, committed_people):
    emptied("event_of_subject", database=committed)
    with server.as_database_role("app", database=committed) as connection:
        since = value_of(connection, "SELECT pg_current_xact_id()::xid::text")
    assert found(committed, since=since) == []
