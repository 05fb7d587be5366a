"""Each row held against what its newest event committed: what was changed, put in or taken out past the log is named.

All rows, or since an earlier run: then those that an event changed and those that any transaction wrote (PostgreSQL keeps
with each row which one did), and how many each table has. What was changed beneath PostgreSQL, in its files, only a run
over all rows finds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.apps import apps
from django.db import connection

from watchbook.audit_log.models import Event
from watchbook.audit_log.row_digests import AS_COMMITTED, VouchedTable, tables

NAMED = 20  # rows of a table that are named one by one
AT_ONCE = 5_000

NOW = """
    SELECT "{key}"::text COLLATE "C" AS row_id,
        pg_catalog.sha256(pg_catalog.convert_to({content}::text, 'UTF8')) AS digest
    FROM ONLY public."{table}" AS one
"""
DIFFERENT = """
    WITH kept AS (
        SELECT DISTINCT ON (row_id) row_id, number, digest FROM public.audit_log_rowdigest
        WHERE row_table = %(table)s ORDER BY row_id, number DESC
    ), now AS ({now} {vouched})
    SELECT row_id, number, kept.digest, now.digest FROM kept FULL JOIN now USING (row_id)
    WHERE kept.digest IS DISTINCT FROM now.digest
"""
SINCE = """
    WITH asked AS (
        SELECT DISTINCT row_id FROM public.audit_log_rowdigest WHERE row_table = %(table)s AND number > %(number)s
        UNION
        SELECT "{key}"::text FROM ONLY public."{table}" AS one
        WHERE pg_catalog.age(xmin) <= pg_catalog.age(%(xid)s::xid) {and_vouched}
    ), now AS ({now} WHERE "{key}" = ANY (ARRAY(SELECT row_id::{key_type} FROM asked)) {and_vouched})
    SELECT asked.row_id, kept.number, kept.digest, now.digest
    FROM asked LEFT JOIN now USING (row_id) LEFT JOIN LATERAL (
        SELECT number, digest FROM public.audit_log_rowdigest AS one
        WHERE one.row_table = %(table)s AND one.row_id = asked.row_id ORDER BY number DESC LIMIT 1
    ) AS kept ON true
    WHERE kept.digest IS DISTINCT FROM now.digest
"""
CHANGED = """
    SELECT count(*) FILTER (WHERE now_is) - count(*) FILTER (WHERE was) FROM (
        SELECT DISTINCT ON (row_id) digest IS NOT NULL AS now_is, COALESCE((
            SELECT digest IS NOT NULL FROM public.audit_log_rowdigest AS one
            WHERE one.row_table = %(table)s AND one.row_id = fresh.row_id AND one.number <= %(number)s
            ORDER BY number DESC LIMIT 1
        ), false) AS was
        FROM public.audit_log_rowdigest AS fresh WHERE row_table = %(table)s AND number > %(number)s
        ORDER BY row_id, number DESC
    ) AS changed
"""
# An act that was undone leaves a number that no event has; an event of before row digests commits none.
BY_NO_EVENT = """
    SELECT row_table, row_id, number FROM public.audit_log_rowdigest AS one
    WHERE {asked} NOT EXISTS (
        SELECT FROM public.audit_log_event AS event WHERE event.number = one.number AND event.commitment IS NULL
    ) ORDER BY number, row_table, row_id
"""
WRITTEN_SINCE = "pg_catalog.age(xmin) <= pg_catalog.age(%(xid)s::xid) AND"
COLUMNS = """
    SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum DESC
"""
# As the migration that adds a column leaves it in the rows of before.
EMPTY = """COALESCE("{name}"::text, '') IN ('', '{{{{}}}}', '[]', 'false', '0')"""
FIRST = "SELECT COALESCE(max(number), 0) FROM public.audit_log_event"


@dataclass(frozen=True)
class RowsVerified:
    """The end of a run over the rows: the newest event and transaction that it saw, and how many rows each table had."""

    number: int
    xid: str
    counts: Mapping[str, int]


def problems(since: RowsVerified | None = None) -> Iterator[str]:
    """Each row that is not as its newest event left it, as a sentence. Within one moment of the database."""
    with connection.cursor() as cursor:
        cursor.execute(AS_COMMITTED)
        yield from _by_no_event(cursor, since=since)
        for table in tables():
            yield from _of_table(cursor, table, since=since)


def _by_no_event(cursor: Any, *, since: RowsVerified | None) -> Iterator[str]:
    """Tell of digests that no event can have committed."""
    cursor.execute(
        BY_NO_EVENT.format(asked=WRITTEN_SINCE if since else ""), {"xid": since.xid} if since else None
    )
    found = cursor.fetchall()
    yield from (
        f"The digest of the row {row} of {table} was put in bypassing the audit log: no event with the number {number} commits it."
        for table, row, number in found[:NAMED]
    )
    if len(found) > NAMED:
        yield f"{len(found) - NAMED} more row digests were put in bypassing the audit log."


def verified() -> RowsVerified:
    """Return how far a run in this moment of the database comes."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({FIRST}), pg_snapshot_xmin(pg_current_snapshot())::xid::text")
        number, xid = cursor.fetchone()
        return RowsVerified(number, xid, {one.table: _count(cursor, one) for one in tables()})


def _of_table(cursor: Any, table: VouchedTable, *, since: RowsVerified | None) -> Iterator[str]:
    given: dict[str, Any] = {"table": table.table}
    if since is None:
        cursor.execute(table.asked(DIFFERENT.replace("{now}", NOW)), given)
    else:
        given |= {"number": since.number, "xid": since.xid}
        cursor.execute(table.asked(SINCE.replace("{now}", NOW)), given)
    found = [
        (row, number, kept and bytes(kept), now and bytes(now))
        for row, number, kept, now in cursor.fetchall()
    ]
    if table.passes:
        found = [one for one in found if one[3] is not None]
    differ = {row: kept for row, _number, kept, now in found if kept and now}
    as_before = _as_before(cursor, table, differ)
    found = [one for one in found if one[0] not in as_before]
    yield from (_said(table, *one) for one in found[:NAMED])
    if len(found) > NAMED:
        yield f"{len(found) - NAMED} more rows of {_called(table)} do not match the audit log."
    if since is not None and not table.passes and table.table in since.counts:
        yield from _counted(cursor, table, since=since)


def _counted(cursor: Any, table: VouchedTable, *, since: RowsVerified) -> Iterator[str]:
    """Tell that a table lost rows since, if events do not say so."""
    cursor.execute(CHANGED, {"table": table.table, "number": since.number})
    wanted = since.counts[table.table] + int(cursor.fetchone()[0])
    there = _count(cursor, table)
    if there < wanted:
        yield (
            f"{wanted - there} rows of {_called(table)} are missing and no event explains why: somebody deleted them, bypassing"
            " the audit log. `watchbook audit-log verify` names each."
        )


def _count(cursor: Any, table: VouchedTable) -> int:
    cursor.execute(table.asked('SELECT count(*) FROM ONLY public."{table}" AS one {vouched}'))
    return int(cursor.fetchone()[0])


def _as_before(cursor: Any, table: VouchedTable, differ: Mapping[str, bytes]) -> set[str]:
    """Of rows that differ, those that are as committed but for columns that came later and are empty in them."""
    if not differ:
        return set()
    cursor.execute(COLUMNS, [f'public."{table.table}"'])
    columns = [name for (name,) in cursor.fetchall()]
    same: set[str] = set()
    for batch in batched(differ, AT_ONCE):
        left = set(batch)
        for many in range(1, len(columns)):
            later = columns[:many]
            empty = " AND ".join(EMPTY.format(name=name) for name in later)
            content = f"({table.content()} - ARRAY[{', '.join(repr(name) for name in later)}])"
            query = NOW.replace("{content}", content) + f' WHERE "{{key}}"::text = ANY (%s) AND {empty}'
            cursor.execute(table.asked(query), [list(left)])
            rows = {row: bytes(digest) for row, digest in cursor.fetchall()}
            same |= {row for row, digest in rows.items() if digest == differ[row]}
            left = rows.keys() - same
            if not left:
                break
    return same


def _said(table: VouchedTable, row: str, number: int | None, kept: bytes | None, now: bytes | None) -> str:
    """Say what is wrong with a row, in plain words, with its page."""
    where = f"The row {row} of {_called(table)}{_page(table, row)}"
    if number is None:
        return f"{where} was added bypassing the audit log: it has no event."
    if now is None:
        return f"{where} is missing and no event explains why: somebody deleted it, bypassing the audit log. {_told(number)}"
    if kept is None:
        return f"{where} still exists, although an event records its deletion. {_told(number)}"
    return f"{where} does not match its newest event: somebody changed it, bypassing the audit log. {_told(number)}"


def _told(number: int) -> str:
    event = Event.objects.filter(number=number).first()
    if event is None:
        return f"Its newest event, number {number}, is missing too."
    return f"Its newest event is {event.id} ({event.name}), recorded on {event.recorded_at:%-d %B %Y}."


def _called(table: VouchedTable) -> str:
    return table.table


def _page(table: VouchedTable, row: str) -> str:
    """The address of the row's page, where it has one of its own."""
    for model in apps.get_models():
        if model._meta.db_table == table.table and hasattr(model, "get_absolute_url"):
            found = model._base_manager.filter(pk=row).first()
            return f" ({found.get_absolute_url()})" if found else ""
    return ""


def vouched_from() -> Sequence[str]:
    """Say from which day the log covers the rows that were there before."""
    told = Event.objects.filter(name="row_digests.begun").order_by("number")
    return [
        f"{one.fields['number_of_rows']} rows were recorded before {one.recorded_at:%-d %B %Y}, when the audit log began to cover"
        " rows. It cannot show whether they were changed before that day."
        for one in told
        if isinstance(one.fields, dict) and "number_of_rows" in one.fields
    ]
