"""The guards of tables: nothing under hold goes or is overwritten, and a hold begins and ends as the acts do it, whoever asks."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.migrations import RunSQL

TRIGGER = """
CREATE TRIGGER not_under_legal_hold BEFORE {when} ON {table}
FOR EACH ROW EXECUTE FUNCTION retention_refuse_held({columns});
"""
GONE = "DROP TRIGGER not_under_legal_hold ON {table};"
KEPT = """
CREATE TRIGGER not_overwritten BEFORE UPDATE ON {table}
FOR EACH ROW WHEN (({before}) IS DISTINCT FROM ({after})
    AND NOT (({at_work}) AND (OLD.envelope = ''::bytea OR NEW.envelope <> ''::bytea))) EXECUTE FUNCTION retention_refuse_overwriting({columns});
"""
NOT_KEPT = "DROP TRIGGER not_overwritten ON {table};"
BEGINS = """
CREATE TRIGGER hold_begins BEFORE {when} ON {table} FOR EACH ROW {condition}EXECUTE FUNCTION retention_begin_hold();
"""
NOT_BEGUN = "DROP TRIGGER hold_begins ON {table};"
TOLD = """
CREATE CONSTRAINT TRIGGER {name} AFTER {when} ON {table} DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW {condition}EXECUTE FUNCTION retention_require_kind({told});
"""
NOT_TOLD = "DROP TRIGGER {name} ON {table};"


class KeptContent(NamedTuple):
    """A table whose rows hold content that an update could destroy: where, by what a hold names the row, and while it is at work."""

    content: tuple[str, ...] = ("envelope",)
    columns: tuple[str, ...] = ("id",)
    at_work: str = "false"


class ToldBy(NamedTuple):
    """A change that can end a hold: the table, when, the kind of its event, the subject's column and the facts that must fit."""

    table: str
    when: str
    kind: str
    subject: str = "id"
    facts: tuple[str, ...] = ()
    condition: str = ""


def lies_in(tables: Mapping[str, tuple[str, ...]]) -> str:
    """The view of what lies in what: each table with the columns that name what its rows lie in."""
    links = (
        f"SELECT id, {column}, '{table}'::text FROM {table}"  # noqa: S608  # names of ours
        for table, columns in tables.items()
        for column in columns
    )
    view = "CREATE OR REPLACE VIEW retention_lies_in (item, container, of_table) AS\n    "
    return f"{view}{'\n    UNION ALL '.join(links)};\n"


def guard_holds(tables: Mapping[str, tuple[str, ...]], *, when: str = "DELETE") -> RunSQL:
    """Install the guard on tables, each with the columns that name what a hold may be on: ids and references."""
    made = [
        TRIGGER.format(when=when, table=table, columns=_quoted(columns)) for table, columns in tables.items()
    ]
    return RunSQL("".join(made), "".join(GONE.format(table=table) for table in tables))


def guard_content(tables: Mapping[str, KeptContent]) -> RunSQL:
    """Refuse to overwrite what rows under hold contain; what is still at work may be completed, but not emptied."""
    made = [
        KEPT.format(
            table=table,
            before=", ".join(f"OLD.{name}" for name in one.content),
            after=", ".join(f"NEW.{name}" for name in one.content),
            at_work=one.at_work,
            columns=_quoted(one.columns),
        )
        for table, one in tables.items()
    ]
    return RunSQL("".join(made), "".join(NOT_KEPT.format(table=table) for table in tables))


def guard_beginnings(tables: Mapping[str, tuple[str, str]]) -> RunSQL:
    """Take the lock alone where a row can begin a hold: each table with its operation and its condition."""
    made = [
        BEGINS.format(table=table, when=when, condition=_condition(condition))
        for table, (when, condition) in tables.items()
    ]
    return RunSQL("".join(made), "".join(NOT_BEGUN.format(table=table) for table in tables))


def guard_ends(changes: Iterable[ToldBy]) -> RunSQL:
    """Demand of each change that can end a hold the event of its own kind, about its own row."""
    made, undone = [], []
    for one in changes:
        name = one.kind.replace(".", "_")
        told = _quoted((one.subject, one.kind, *one.facts))
        made.append(
            TOLD.format(
                name=name, table=one.table, when=one.when, condition=_condition(one.condition), told=told
            )
        )
        undone.append(NOT_TOLD.format(name=name, table=one.table))
    return RunSQL("".join(made), "".join(undone))


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _condition(condition: str) -> str:
    return f"WHEN ({condition}) " if condition else ""
