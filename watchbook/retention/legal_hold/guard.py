"""The guard of a table whose rows can be deleted: none of what is under legal hold goes, whoever asks."""

from collections.abc import Mapping

from django.db.migrations import RunSQL

TRIGGER = """
CREATE TRIGGER not_under_legal_hold BEFORE {when} ON {table}
FOR EACH ROW EXECUTE FUNCTION retention_refuse_held({columns});
"""
GONE = "DROP TRIGGER not_under_legal_hold ON {table};"


def guard_holds(tables: Mapping[str, tuple[str, ...]], *, when: str = "DELETE") -> RunSQL:
    """Install the guard on tables, each with the columns that name what a hold may be on: ids and references."""
    made = [
        TRIGGER.format(when=when, table=table, columns=", ".join(f"'{name}'" for name in columns))
        for table, columns in tables.items()
    ]
    return RunSQL("".join(made), "".join(GONE.format(table=table) for table in tables))
