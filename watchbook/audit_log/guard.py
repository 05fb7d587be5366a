"""Guards in PostgreSQL itself: no act without its event, no changed log, no moved clock (docs/explanation/integrity.md#no-row-without-its-event).

Each is a trigger declared beside the model and carried by its migrations. The functions they call are in migration
0002 of this part, so that one place says what the rule is. All hold for the app role and for anyone who goes straight
to SQL, save the owner of the tables and a superuser.
"""

from typing import Any

import pgtrigger
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger import compiler

REFUSE = """
            PERFORM audit_log_refuse_change(TG_TABLE_NAME::text);
            RETURN NULL;
        """


class GuardSql(compiler.UpsertTriggerSql):
    """The trigger's SQL without pgtrigger's way out: with it, any session could `SET pgtrigger.ignore` and pass."""

    def get_template(self) -> str:
        """Function, then trigger; the search path is fixed so that no temporary table can stand in for ours."""
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS TRIGGER
            LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
                BEGIN
                    {func}
                END;
            $$;
            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid} {when} {operation} ON {table} {timing}
                FOR EACH {level} {condition} EXECUTE FUNCTION {execute};
            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class Guard(pgtrigger.Trigger):
    """A trigger that nobody can ignore. Unless it says otherwise it acts before each row and refuses."""

    when = pgtrigger.Before
    func = REFUSE

    def compile(self, model: models.Model) -> compiler.Trigger:
        """As migrations carry it."""
        return compiler.Trigger(
            name=self.name,
            sql=GuardSql(
                pgid=self.get_pgid(model),
                func=self.render_func(model),
                table=model._meta.db_table,
                constraint="CONSTRAINT" if self.timing else "",
                when=self.when,
                operation=self.operation,
                timing=f"DEFERRABLE INITIALLY {self.timing}" if self.timing else "",
                level=self.level,
                condition=self.render_condition(model),
                execute=self.render_execute(model),
            ),
        )


class NeedsEvent(Guard):
    """A guard that asks for an event, and about what: also what `row_digests` commits the row under."""

    def __init__(self, *, subject: str, **given: Any) -> None:
        super().__init__(**given)
        self.subject = subject


def needs_event(*, subject: str = "id", only: tuple[str, ...] = ()) -> Guard:
    """No commit of this row without an event about its subject in the same transaction (deferred to commit).

    `subject` is the column that holds the event's subject: the row itself, or the row it is a part of.
    `only` limits updates to those columns, where a library writes the others (a password's hash).
    """
    update = _update_of(*only) if only else pgtrigger.Update
    return NeedsEvent(
        subject=subject,
        name="needs_event",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | update | pgtrigger.Delete,
        timing=pgtrigger.Deferred,
        func=f"""
            PERFORM audit_log_require_event(
                TG_TABLE_NAME::text, CASE WHEN TG_OP = 'DELETE' THEN OLD.{subject} ELSE NEW.{subject} END
            );
            RETURN NULL;
        """,
    )


def needs_event_of(own: str, *others: str, column: str) -> Guard:
    """No new value of a column without an event about the row: of its own kind by the row itself, or of another kind by anybody."""
    names = ", ".join(f"'{kind}'" for kind in others)
    return Guard(
        name=f"{column}_needs_event",
        when=pgtrigger.After,
        operation=_update_of(column),
        timing=pgtrigger.Deferred,
        func=f"""
            IF OLD.{column} IS DISTINCT FROM NEW.{column} THEN
                PERFORM audit_log_require_event(TG_TABLE_NAME::text, NEW.id, ARRAY['{own}'], ARRAY[{names}]);
            END IF;
            RETURN NULL;
        """,
    )


def needs_event_by(*kinds: str, column: str) -> Guard:
    """Refuse a row, or a new value of a column, that names a person without an event of one of these kinds about that person."""
    names = ", ".join(f"'{kind}'" for kind in kinds)
    return Guard(
        name=f"{column.removesuffix('_id')}_needs_event",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | _update_of(column),
        timing=pgtrigger.Deferred,
        func=f"""
            IF NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column} THEN
                PERFORM audit_log_require_event(TG_TABLE_NAME::text, NEW.{column}, ARRAY[{names}], ARRAY[]::text[]);
            END IF;
            RETURN NULL;
        """,
    )


def holds_at_commit(name: str, func: str, *, of: pgtrigger.Operation = pgtrigger.Insert) -> Guard:
    """Hold what is written against other rows once, at the commit, when all of them are there."""
    return Guard(name=name, when=pgtrigger.After, operation=of, timing=pgtrigger.Deferred, func=func)


def _update_of(*columns: str) -> pgtrigger.Operation:
    """An update that names one of these columns."""
    operation: pgtrigger.Operation = pgtrigger.UpdateOf(*columns)  # type: ignore[no-untyped-call]  # pgtrigger's
    return operation


def recorded_by_the_clock() -> Guard:
    """`recorded_at` is the database's clock; a loader may set it in demo and test mode only, and nobody moves it."""
    return Guard(
        name="recorded_by_the_clock",
        operation=pgtrigger.Insert | _update_of("recorded_at"),
        func="""
            NEW.recorded_at := audit_log_recorded_at(
                NEW.recorded_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.recorded_at END
            );
            RETURN NEW;
        """,
    )


def never_changed(*fields: str) -> Guard:
    """These columns keep what was first written; a correction is a new version."""
    differs = " OR ".join(
        f'OLD."{{columns.{field}}}" IS DISTINCT FROM NEW."{{columns.{field}}}"' for field in fields
    )
    refuse = f"IF {differs} THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF; RETURN NEW;"
    return Guard(
        name="never_changed",
        operation=pgtrigger.Update,
        func=pgtrigger.Func(refuse),  # type: ignore[no-untyped-call]  # pgtrigger's
    )


def written_once() -> Guard:
    """A row of a register keeps every column as first written; a correction is a new row. Disposal may delete it."""
    return Guard(name="written_once", operation=pgtrigger.Update)


def written_once_or_emptied(*columns: str, item: str) -> Guard:
    """A row is written once, and emptied once: of its envelope and these columns, after its item's key was ordered to be destroyed.

    Every other column stays as it was: what the law wants kept without what is about people.
    """
    emptied = ", ".join(f"'{column}'" for column in ("envelope", *columns))
    return Guard(
        name="written_once",
        operation=pgtrigger.Update,
        func=f"""
            IF NEW.envelope <> ''::bytea OR EXISTS (
                SELECT FROM jsonb_each_text(to_jsonb(NEW)) WHERE key IN ({emptied}) AND value NOT IN ('', '\\x', '0')
            ) OR to_jsonb(NEW) - ARRAY[{emptied}] <> to_jsonb(OLD) - ARRAY[{emptied}]
                OR NOT EXISTS (SELECT FROM keys_keydestruction WHERE item = OLD.{item})
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """,  # noqa: S608  # names of ours
    )


def append_only() -> list[Guard]:
    """Rows are added and never updated, deleted or truncated, whoever asks."""
    return [Guard(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete), _never_truncated()]


def _never_truncated() -> Guard:
    return Guard(name="never_truncated", level=pgtrigger.Statement, operation=pgtrigger.Truncate)


def only_erased() -> list[Guard]:
    """An event's secret is never deleted and changes once: what is sealed in it goes, with an event about that."""
    deleted = Guard(name="never_deleted", operation=pgtrigger.Delete)
    erased = Guard(
        name="only_erased",
        operation=pgtrigger.Update,
        func="""
            IF OLD.event_id <> NEW.event_id OR OLD.seed <> NEW.seed OR OLD.hashes <> NEW.hashes
                OR octet_length(OLD.sealed) = 0 OR octet_length(NEW.sealed) <> 0
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """,
    )
    told = Guard(
        name="needs_event",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        timing=pgtrigger.Deferred,
        func="""
            PERFORM audit_log_require_event(TG_TABLE_NAME::text, NEW.event_id);
            RETURN NULL;
        """,
    )
    return [deleted, _never_truncated(), erased, told]


def only_by_its_act() -> list[Guard]:
    """Rows stay as the transaction of their event left them."""
    own = Guard(
        name="only_by_its_act",
        operation=pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF TG_OP = 'DELETE' OR (OLD.row_table, OLD.row_id, OLD.number) <> (NEW.row_table, NEW.row_id, NEW.number)
                OR NOT EXISTS (SELECT FROM audit_log_event WHERE number = OLD.number AND transaction = pg_current_xact_id())
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """,
    )
    return [own, _never_truncated()]


def only_grows(*, condition: str) -> list[Guard]:
    """Rows stay, and an update is taken only where the condition holds of OLD and NEW: what was there is still there."""
    grows = Guard(
        name="only_grows",
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'DELETE' OR NOT ({condition})
            THEN PERFORM audit_log_refuse_change(TG_TABLE_NAME::text); END IF;
            RETURN NEW;
        """,
    )
    return [grows, _never_truncated()]


class InstallGuards(Operation):
    """Install the guards that the tables of a part declare: the last step of the migration that makes them."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The tables declare them already."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create each trigger and its function."""
        for guard in _guards(app_label, to_state):
            schema_editor.execute(guard.install_sql, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop each trigger; its function goes with the role that owns it."""
        for guard in _guards(app_label, from_state):
            schema_editor.execute(guard.uninstall_sql, params=None)

    def describe(self) -> str:
        """Say what the migration does here."""
        return "Install the guards of the tables"


def _guards(app_label: str, state: ProjectState) -> list[compiler.Trigger]:
    return [
        guard
        for (label, _name), table in state.models.items()
        if label == app_label
        for guard in table.options.get("triggers", [])
    ]
