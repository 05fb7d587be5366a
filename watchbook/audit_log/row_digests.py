"""Rows as their events left them: each table has a trigger that commits what became of a row, and all can be recomputed.

    content = the row as JSON by the names of its columns, without what changes by no act (`passing`)
    digest  = SHA-256 of that; none for a row that is gone
    rows_after = SHA-256 over the event's lines "table id digest" (or "gone"), in order; a field of the event's leaf

Envelopes are taken as their ciphertext, so a digest says nothing of what lies in them, and no rotation of keys changes it.
A digest of before a column was added holds where that column is empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.models import RowDigest, SealedLog
from watchbook.audit_log.record import Actor, Kind, record

AS_COMMITTED = "SET LOCAL \"TimeZone\" = 'UTC'; SET LOCAL bytea_output = 'hex'; SET LOCAL \"IntervalStyle\" = 'postgres'; SET LOCAL extra_float_digits = 1"
TRIGGER = """
    CREATE CONSTRAINT TRIGGER row_digest AFTER INSERT OR UPDATE OR DELETE ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_log_row_changed({arguments})
"""
# For a table whose acts record their events before they write: its rows are committed with the statement that writes them.
AT_ONCE = """
    CREATE TRIGGER row_digest AFTER INSERT ON {table} REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_rows_written('{subject}', 'id');
    CREATE TRIGGER row_digest_changed AFTER UPDATE ON {table} REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_rows_written('{subject}', 'id');
    CREATE TRIGGER row_digest_gone AFTER DELETE ON {table} REFERENCING OLD TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_rows_written('{subject}', 'id');
"""
WITHOUT_TRIGGER = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname = 'row_digest')
"""
CONTENT = "pg_catalog.to_jsonb(one)"
LINES = """
    SELECT number, row_table, row_id, digest FROM audit_log_rowdigest
    WHERE number BETWEEN %s AND %s ORDER BY number, row_table, row_id
"""
UNVOUCHED = """
    INSERT INTO audit_log_rowdigest (row_table, row_id, number, digest)
    SELECT %(table)s, "{key}"::text, %(number)s, sha256(convert_to({content}::text, 'UTF8')) FROM "{table}" AS one
    {vouched}
"""
VOUCHED = Kind(
    "row_digests.begun",
    fields=("tables", "number_of_rows"),
    says=_("The audit log began to cover the records that were already in the register."),
)


@dataclass(frozen=True)
class VouchedTable:
    """A table whose rows are committed: about which row its events are (a column), its key, and what changes by no act.

    With "" as `subject` any event of the act will do. Rows without a subject are not committed, and where rows `pass`
    they go without an event. Of a table that is written `at_once` the statement itself wants the event, not the commit.
    """

    table: str
    subject: str = "id"
    key: str = "id"
    key_type: str = "uuid"
    passing: tuple[str, ...] = ()
    passes: bool = False
    at_once: bool = False

    def content(self) -> str:
        """The row's content as SQL."""
        if not self.passing:
            return CONTENT
        return f"public.audit_log_content({CONTENT}, ARRAY{list(self.passing)})"

    def trigger(self) -> str:
        """The trigger that commits its rows, as SQL."""
        if self.at_once:
            return AT_ONCE.format(table=self.table, subject=self.subject)
        told = (self.subject, self.key, f"{{{','.join(self.passing)}}}", "passes" if self.passes else "")
        return TRIGGER.format(table=self.table, arguments=", ".join(f"'{one}'" for one in told))

    def asked(self, query: str) -> str:
        """A query with this table's names in it."""
        vouched = f"{self.subject} IS NOT NULL" if self.subject not in {"", "id"} else ""
        return query.format(
            table=self.table,
            key=self.key,
            key_type=self.key_type,
            content=self.content(),
            vouched=f"WHERE {vouched}" if vouched else "",
            and_vouched=f"AND {vouched}" if vouched else "",
        )


_beside: list[VouchedTable] = [
    VouchedTable("audit_log_registercounter", subject="", key="register", key_type="text")
]
_passing: dict[str, tuple[str, ...]] = {}


def vouch_for(table: VouchedTable) -> None:
    """Commit the rows of a table that has no `needs_event` of its own, such as one of a library."""
    _beside.append(table)


def pass_over(table: str, *columns: str) -> None:
    """Leave these columns of a table out of what is committed: they change by no act."""
    _passing[table] = columns


def tables() -> list[VouchedTable]:
    """Every table whose rows are committed, by name."""
    found = [
        VouchedTable(
            model._meta.db_table, subject=guard.subject, passing=_passing.get(model._meta.db_table, ())
        )
        for model in apps.get_models()
        for guard in getattr(model._meta, "triggers", [])
        if guard.name == "needs_event" and model._meta.app_label != "audit_log"
    ]
    return sorted([*found, *_beside], key=lambda one: one.table)


def install() -> list[VouchedTable]:
    """Put the trigger on each table that is there and has none yet, as the tables' owner; gives those tables."""
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_TRIGGER)
        without = {name for (name,) in cursor.fetchall()}
        fresh = [one for one in tables() if one.table in without]
        for one in fresh:
            cursor.execute(one.trigger())
    return fresh


def begin() -> None:
    """Commit the rows of every table from here on, and in one event those that were there before."""
    with transaction.atomic():
        fresh = install()
        by = (
            get_user_model()._default_manager.filter(is_system=True).only("pk").first()
        )  # columns may come later
        # Once, on the day of the upgrade: else whoever takes the trigger away could have what they changed vouched for.
        if by is not None and not RowDigest.objects.exists():
            vouch(fresh, by=by, at=timezone.now())


class CommitRows(Operation):
    """The last step of a migration that adds tables: the rows of every table are committed from here on. No model is drawn for it."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The triggers are no part of it."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Put the trigger on each table that is there and has none yet."""
        begin()

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """A trigger goes with its table, or with the function that it calls."""

    def describe(self) -> str:
        """Say what the migration does here."""
        return "Commit the rows of the tables"


@transaction.atomic
def vouch(fresh: Sequence[VouchedTable], *, by: Actor, at: Any) -> int:
    """Commit the rows that tables held before they had the trigger, in one event; gives how many. Within a transaction."""
    with connection.cursor() as cursor:
        counts = {one.table: _count(cursor, one) for one in fresh}
        if not any(counts.values()):
            return 0
        event = record(
            VOUCHED, subject=SealedLog.objects.get(), by=by, at=at,
            tables=sum(1 for many in counts.values() if many), number_of_rows=sum(counts.values()),
        )  # fmt: skip
        cursor.execute(AS_COMMITTED)
        for one in fresh:
            cursor.execute(one.asked(UNVOUCHED), {"table": one.table, "number": event.number})
    return sum(counts.values())


def _count(cursor: Any, one: VouchedTable) -> int:
    cursor.execute(one.asked('SELECT count(*) FROM "{table}" AS one {vouched}'))
    return int(cursor.fetchone()[0])


def rows_of(numbers: Sequence[int]) -> Mapping[int, bytes]:
    """The digest of all rows of each of these events that has any, by its number."""
    if not numbers:
        return {}
    wanted, digests = set(numbers), dict[int, bytes]()
    with connection.chunked_cursor() as cursor:
        cursor.execute(LINES, [min(numbers), max(numbers)])
        for number, own in groupby(cursor, key=itemgetter(0)):
            if number in wanted:
                digests[number] = _digest_of(own)
    return digests


def _digest_of(rows: Iterable[tuple[int, str, str, bytes | None]]) -> bytes:
    """The digest of an event's rows, read one by one: there may be any number of them."""
    whole, between = sha256(), ""
    for _number, table, row, digest in rows:
        whole.update(f"{between}{table} {row} {bytes(digest).hex() if digest else 'gone'}".encode())
        between = "\n"
    return whole.digest()
