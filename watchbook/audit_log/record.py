"""Record what happened: the event, its secrets and its pending leaf, in the transaction of the act itself."""

import json
import secrets
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, Protocol
from uuid import UUID, uuid4

from django.db import connection, models, transaction
from django.utils.functional import Promise
from psycopg import Cursor
from psycopg.types.json import Jsonb

from watchbook.audit_log import personal_facts
from watchbook.audit_log.models import Event
from watchbook.audit_log.seal_wait import to_be_sealed
from watchbook.ledger import leaf as ledger
from watchbook.web import press

type Fact = ledger.Value | date | datetime | UUID

WRITE = """
    WITH event AS (
        INSERT INTO audit_log_event (id, name, subject_table, subject_id, by, at, fields)
        VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id, number, recorded_at, transaction
    ), secret AS (
        INSERT INTO audit_log_eventsecret (event_id, seed, hashes, sealed) SELECT id, %s, %s, %s FROM event
    ), pending AS (
        INSERT INTO audit_log_pending (event_id, parts, number, recorded_at) SELECT id, %b, number, recorded_at FROM event
    )
    SELECT number, recorded_at, transaction FROM event
"""
# The same for many events at once, in the order in which they are given.
WRITE_ALL = """
    WITH told AS (
        SELECT * FROM unnest(%b::uuid[], %b::uuid[], %b::text[], %b::bytea[], %b::text[], %b::bytea[],
            %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[]) WITH ORDINALITY
            AS told (id, subject_id, fields, seed, hashes, sealed, before, between_, after, recorded_salt, rows_salt, place)
    ), event AS (
        INSERT INTO audit_log_event (id, name, subject_table, subject_id, by, at, fields)
        SELECT id, %s, %s, subject_id, %s, %s, fields::jsonb FROM told ORDER BY place RETURNING id, number, recorded_at
    ), secret AS (
        INSERT INTO audit_log_eventsecret (event_id, seed, hashes, sealed)
        SELECT id, seed, hashes::jsonb, sealed FROM told
    )
    INSERT INTO audit_log_pending (event_id, parts, number, recorded_at)
    SELECT id, ARRAY[before, between_, after, recorded_salt, rows_salt], number, recorded_at FROM event JOIN told USING (id)
"""
AT_ONCE = 1000
# Committed with every event; the last two only once the database knows them (`audit_log_take`).
RECORDED_AT, ROWS = "recorded_at", "rows_after"
# The names of all fields, so that a receipt names its closed ones and no field can be committed twice.
NAMES = "field_names"
STANDING = frozenset(
    {"name", "subject_table", "subject_id", "by", "at", NAMES, RECORDED_AT, ROWS, personal_facts.SEALED}
)
KINDS: dict[str, "Kind"] = {}


class Actor(Protocol):
    """Whoever acts: only the id is ever written."""

    @property
    def id(self) -> UUID: ...  # a protocol's member says it by its name


class RecordedOutsideTransaction(RuntimeError):
    """An event may not be written where the act it tells of could commit without it."""


@dataclass(frozen=True)
class Kind:
    """A kind of event: `noun.past_verb`, its fields (absent ones are committed as null), which are personal.

    `says` is the sentence that a page shows for it, in the reader's language; it is no part of what is committed. `tells`
    makes one of the open fields, where they say more; where it has none, the page says `says`.
    `choices` are the words for the values of a field that is no column of the event's table. Of a grave one the page says
    "done" only once it is sealed, or that it is not yet (`middleware`).
    """

    name: str
    fields: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    says: str | Promise = ""
    is_grave: bool = False
    tells: Callable[[Mapping[str, Any]], str] | None = None
    choices: Mapping[str, Mapping[Any, object]] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if taken := STANDING & {*self.fields, *self.personal}:
            raise ValueError(f"{self.name} uses {', '.join(sorted(taken))}, which every event has already.")
        if self.name in KINDS:
            raise ValueError(f"The event {self.name} is declared twice.")
        KINDS[self.name] = self


def what_happened(event: Event) -> str:
    """An event as a page says it: its kind's sentence, or its name in words where no kind declares one any more."""
    kind = KINDS.get(event.name)
    if kind and kind.says:
        return (kind.tells(event.fields) if kind.tells else "") or str(kind.says)
    noun, _, verb = event.name.replace("_", " ").partition(".")
    return f"{noun.capitalize()}: {verb}"


def record(
    kind: Kind,
    event_id: UUID | None = None,
    /,
    *,
    subject: models.Model,
    by: Actor,
    at: datetime,
    **facts: Fact,
) -> Event:
    """Write one event about a row. Raises RecordedOutsideTransaction, or ValueError for a fact that is not the kind's.

    Its id is random, unless the signer must be able to tell by the id that it was there.
    """
    _check_recordable(kind)
    table = subject._meta.model
    told, values = _prepared(kind, facts, table=table, subject=subject.pk, by=by, at=at, event_id=event_id)
    event = Event(**told._asdict())
    _write(event, values)
    press.note()
    if kind.is_grave:
        transaction.on_commit(lambda: to_be_sealed(event.id))
    return event


def record_all(
    kind: Kind,
    told: Mapping[UUID, Mapping[str, Fact]],
    /,
    *,
    table: type[models.Model],
    by: Actor,
    at: datetime,
) -> None:
    """Write one event about each of many rows of a table, with the facts of each: as `record` does, in few statements."""
    _check_recordable(kind)
    subjects = list(told)
    for start in range(0, len(subjects), AT_ONCE):
        made = [
            _prepared(kind, told[subject], table=table, subject=subject, by=by, at=at)
            for subject in subjects[start : start + AT_ONCE]
        ]
        rows = [
            (one.id, one.subject_id, json.dumps(one.fields), seed, json.dumps(hashes), sealed, *parts)
            for one, (seed, hashes, sealed, parts) in made
        ]
        columns = [list(column) for column in zip(*rows, strict=True)]
        # The values go as they are: Django's own cursors would write each of them into the statement.
        with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
            cursor.execute(WRITE_ALL, [*columns, kind.name, table._meta.db_table, by.id, at])
    if subjects:
        press.note()
    if kind.is_grave and subjects:
        # The last of them stands for all: a checkpoint that covers it covers those before it.
        last = made[-1][0].id
        transaction.on_commit(lambda: to_be_sealed(last))


def record_row(kind: Kind, row: models.Model, /, *, by: Actor, at: datetime, **facts: Fact) -> Event:
    """Write one event about a row with the row's own values; `facts` are those it does not hold under the field's name."""
    facts = {name: own(row, name) for name in (*kind.fields, *kind.personal) if name not in facts} | facts
    return record(kind, subject=row, by=by, at=at, **facts)


def _check_recordable(kind: Kind) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RecordedOutsideTransaction(
            f"{kind.name} was recorded outside a transaction. Nothing was written."
        )


class _UnwrittenEvent(NamedTuple):
    """An event before it is written: of many at once no row of the table is made."""

    id: UUID
    name: str
    subject_table: str
    subject_id: UUID
    by: UUID
    at: datetime
    fields: dict[str, ledger.Value]


type _Secret = tuple[
    bytes, dict[str, str], bytes, list[bytes]
]  # seed, hashes, what is sealed, parts of the leaf


def _prepared(
    kind: Kind,
    facts: Mapping[str, Fact],
    *,
    table: type[models.Model],
    subject: UUID,
    by: Actor,
    at: datetime,
    event_id: UUID | None = None,
) -> tuple[_UnwrittenEvent, _Secret]:
    """Make an event and what is kept beside it."""
    if unknown := facts.keys() - set(kind.fields) - set(kind.personal):
        raise ValueError(f"{kind.name} has no field {', '.join(sorted(unknown))}.")
    told = {name: _plain(facts.get(name)) for name in kind.fields}
    personal = {name: _plain(facts.get(name)) for name in kind.personal}
    event = _UnwrittenEvent(event_id or uuid4(), kind.name, table._meta.db_table, subject, by.id, at, told)
    seed = secrets.token_bytes(ledger.SEED_BYTES)
    closed = personal_facts.close(personal, subject=subject, event=event.id)
    secret = dict(closed.hashes)
    if closed.sealed:
        secret[personal_facts.SEALED] = personal_facts.hash_of_sealed(closed.sealed, seed=seed)
    hashes = {name: digest.hex() for name, digest in secret.items()}
    given = _given(event) | event.fields
    every = {**ledger.field_hashes(given | {NAMES: _names(given, hashes)}, seed=seed), **secret}
    return event, (seed, hashes, closed.sealed, _parts(every, seed=seed))


def _write(event: Event, secret: _Secret) -> None:
    """Three rows by one statement and no shared lock: writers never wait for each other here."""
    seed, hashes, sealed, parts = secret
    values = (
        event.id, event.name, event.subject_table, event.subject_id, event.by, event.at, Jsonb(event.fields),
        seed, Jsonb(hashes), sealed, parts,
    )  # fmt: skip
    # The server plans it once for each connection; Django's own cursors would have it planned for every event.
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        written = cursor.execute(WRITE, values, prepare=True).fetchall()
    ((event.number, event.recorded_at, event.transaction),) = written
    event._state.adding, event._state.db = False, connection.alias


def _parts(hashes: Mapping[str, bytes], *, seed: bytes) -> list[bytes]:
    """Return what the leaf is made of besides the moment of recording and the rows: hashes before, between and after, and both salts."""
    names = sorted(hashes)
    before, between = bisect(names, RECORDED_AT), bisect(names, ROWS)
    groups = names[:before], names[before:between], names[between:]
    joined = [b"".join(hashes[name] for name in group) for group in groups]
    return [*joined, *ledger.salts(seed, (RECORDED_AT, ROWS)).values()]


def _names(*fields: Iterable[str]) -> list[str]:
    return sorted({NAMES, RECORDED_AT, ROWS, *chain.from_iterable(fields)})


def standing(event: Event, *, personal: Iterable[str], rows: bytes | None) -> dict[str, ledger.Value]:
    """Return what every event commits to besides its own fields: `rows` is the digest of what became of its rows.

    An event of before rows were committed has its commitment beside it and binds neither.
    """
    if event.commitment is not None:
        return _given(event)
    given = _given(event)
    later = {RECORDED_AT: _plain(event.recorded_at), ROWS: rows.hex() if rows else None}
    return given | later | {NAMES: _names(given, event.fields, personal)}


def _given(event: Event | _UnwrittenEvent) -> dict[str, ledger.Value]:
    return {
        "name": event.name,
        "subject_table": event.subject_table,
        "subject_id": str(event.subject_id),
        "by": str(event.by),
        "at": _plain(event.at),
    }


def own(row: models.Model, name: str) -> Fact:
    """Return what a row holds under a name; of another row it names, the id."""
    value = getattr(row, _columns(row._meta.model).get(name, name))
    if isinstance(value, (list, tuple, set, frozenset)):
        return [str(one) for one in value]
    return str(value) if isinstance(value, str) else value


@cache
def _columns(table: type[models.Model]) -> dict[str, str]:
    return {field.name: field.attname for field in table._meta.concrete_fields}


def _plain(fact: Fact) -> ledger.Value:
    """A fact as canonical JSON takes it: moments in UTC to the microsecond, days as ISO 8601, ids as text."""
    if isinstance(fact, datetime):
        return fact.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(fact, date):
        return fact.isoformat()
    return str(fact) if isinstance(fact, UUID) else fact
