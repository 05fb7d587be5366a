"""Disposal by sets: what goes with things of one table, found by queries, and taken many at once: the one way by which rows go.

A part's `disposal` declares what goes as data (`GOES`) and takes `dispose` from `disposing`. Whoever takes many asks
for legal holds first; the database asks again for each row and each key.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import PROTECT, F, Model, ProtectedError

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Actor, Fact, Kind, own, record_all
from watchbook.files import removal
from watchbook.keys import destruction
from watchbook.keys.envelope import Enveloped
from watchbook.keys.models import BlindIndexEntry

type Rows = Sequence[Any]
type WhyNot = Callable[[Rows, Collection[UUID]], Mapping[UUID, str]]


@dataclass(frozen=True)
class Going:
    """A declaration of what goes of one table: things, or what goes with a thing of another.

    `kind` is the event about each row; what has none is told by the event of what it goes with. `by` are the columns that
    name what it goes with, by the columns `of` there. `parts` go before it, in their order. `told` are the facts of the
    event that are no columns of the row: how many rows of a table go with it, or a path to a column; None stands for
    everything that goes. `files` are the columns with the names of files, which lie in clear unless `are_files_sealed`, and
    `earlier` the column that names the version before this one, which goes too. `why_not` says of rows why they stay, given
    what else goes. `empties` does what is done instead of deleting. `keeps_line` says of things on a day whether the law
    wants their line kept: then each row with a `line` stays, with these columns emptied, and with none of what lay under its key.
    """

    table: type[Model]
    kind: Kind | None = None
    by: tuple[str, ...] = ()
    of: tuple[str, ...] = ("pk",)
    parts: tuple["Going", ...] = ()
    told: Mapping[str, type[Model] | str | None] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    are_files_sealed: bool = False
    earlier: str = ""
    why_not: WhyNot = lambda _rows, _besides: {}
    empties: Callable[[Rows], None] | None = None
    keeps_line: Callable[[Rows, date], Collection[UUID]] = lambda _rows, _on: ()
    line: Mapping[str, Any] | None = None

    @property
    def has_key(self) -> bool:
        """Whether each row has a key of its own: what it holds, or what its events say of people, lies under it."""
        return self.kind is not None and (
            not issubclass(self.table, Enveloped) or self.table.ends_with[0] == "pk"
        )

    @property
    def rows(self) -> Any:
        """The rows of the table, each with what it goes with and the facts that its event tells by a path."""
        paths = {f"told_{name}": F(path) for name, path in self.told.items() if isinstance(path, str)}
        paths |= {f"by_{place}": F(path) for place, path in enumerate(self.by)}
        return self.table._base_manager.annotate(**paths)


@dataclass
class Gathered:
    """Things with all that goes with them, in the order in which it can go; and why others of those asked for stay."""

    going: Going
    rows: list[tuple[Going, list[Any]]] = field(default_factory=list)
    thing_of: dict[UUID, UUID] = field(default_factory=dict)
    counts: Counter[tuple[UUID, type[Model] | None]] = field(default_factory=Counter)
    refused: dict[UUID, str] = field(default_factory=dict)

    def keys(self) -> dict[UUID, set[UUID]]:
        """The items whose keys end, by the thing with which they go."""
        found: dict[UUID, set[UUID]] = defaultdict(set)
        for going, rows in self.rows:
            for row in rows if going.has_key else ():
                found[self.thing_of[row.pk]].add(row.pk)
        return found

    def files(self) -> dict[UUID, set[str]]:
        """The names of the files that are removed, by the thing with which they go."""
        found: dict[UUID, set[str]] = defaultdict(set)
        for going, rows in self.rows:
            for row in rows if going.files else ():
                found[self.thing_of[row.pk]] |= {name for one in going.files if (name := getattr(row, one))}
        return found

    def without(self, things: Collection[UUID]) -> "Gathered":
        """The same without these things."""
        rows = [
            (going, [row for row in rows if self.thing_of[row.pk] not in things]) for going, rows in self.rows
        ]
        left = {row: thing for row, thing in self.thing_of.items() if thing not in things}
        return Gathered(self.going, rows, left, self.counts)


def gather(
    going: Going, things: Collection[UUID], *, besides: Collection[UUID] = (), is_locked: bool = False
) -> Gathered:
    """Find what goes with these things; a few queries for each table. What is not there any more has nothing that goes."""
    found = Gathered(going)
    rows = list(_asked(going, is_locked=is_locked).filter(pk__among=things))
    found.refused = dict(going.why_not(rows, besides))
    rows = [row for row in rows if row.pk not in found.refused]
    found.thing_of = {row.pk: row.pk for row in rows}
    earlier = rows
    while earlier := _earlier(going, earlier, found):
        rows += earlier
    for part in going.parts:
        _gather(part, rows, found, is_locked=is_locked)
    versions = [row for part, others in found.rows for row in others if part.table is going.table]
    found.rows = [(part, others) for part, others in found.rows if part.table is not going.table]
    found.rows.append((going, rows + versions))
    return found


def _asked(going: Going, *, is_locked: bool) -> Any:
    return going.rows.select_for_update(of=("self",)) if is_locked else going.rows


def _earlier(going: Going, rows: Rows, found: Gathered) -> list[Any]:
    """The version before each of these, by a column of a register whose entries have no name."""
    if not going.earlier:
        return []
    newer = {before: row.pk for row in rows if (before := getattr(row, going.earlier))}
    before = list(going.rows.filter(pk__among=newer))
    for row in before:
        found.thing_of[row.pk] = thing = found.thing_of[newer[row.pk]]
        found.counts[thing, None] += 1
    return before


def _gather(part: Going, owners: Rows, found: Gathered, *, is_locked: bool) -> None:
    """Add the rows that go with these; each once, also where two things name it."""
    named = {tuple(getattr(row, column) for column in part.of): row.pk for row in owners}
    first = f"{part.by[0]}__among"
    rows = []
    for row in (
        _asked(part, is_locked=is_locked).filter(**{first: {name[0] for name in named}}) if named else ()
    ):
        owner = named.get(tuple(getattr(row, f"by_{place}") for place in range(len(part.by))))
        if owner is None:
            continue
        found.counts[owner, part.table] += 1
        if row.pk not in found.thing_of:
            found.thing_of[row.pk] = thing = found.thing_of[owner]
            found.counts[thing, None] += 1
            rows.append(row)
    for one in part.parts:
        _gather(one, rows, found, is_locked=is_locked)
    found.rows.append((part, rows))


@transaction.atomic
def take(gathered: Gathered, *, by: Actor, at: datetime) -> None:
    """Take what was gathered: an event about each row, keys and files ordered to go at the commit, then the rows."""
    told = (
        {row.pk: _facts(gathered.going, row, gathered) for row in gathered.rows[-1][1]}
        if gathered.rows
        else {}
    )
    for going, rows in gathered.rows:
        if going.kind and rows:
            record_all(
                going.kind,
                {row.pk: _told(going, row, gathered, told) for row in rows},
                table=going.table,
                by=by,
                at=at,
            )
    destruction.at_commit(*(key for keys in gathered.keys().values() for key in keys))
    indexed = [row.pk for going, rows in gathered.rows for row in rows if issubclass(going.table, Enveloped)]
    _delete(BlindIndexEntry, BlindIndexEntry.objects.filter(item__among=indexed).values_list("pk", flat=True))
    things = gathered.rows[-1][1] if gathered.rows else []
    left = frozenset(gathered.going.keeps_line(things, london_day(at)))
    for going, rows in gathered.rows:
        if going.empties:
            going.empties(rows)
            continue
        lines = {row.pk for row in rows if going.line is not None and gathered.thing_of[row.pk] in left}
        if lines:
            going.table._base_manager.filter(pk__in=lines).update(**going.line or {})
        for level in _levels(going.table, [row for row in rows if row.pk not in lines]):
            _delete(going.table, level)
    removal.at_commit(*(name for names in gathered.files().values() for name in names))


def _delete(table: type[Model], keys: Collection[UUID]) -> None:
    """Delete rows by one statement. Raises ProtectedError while a row that is kept names one of them: a query for each table.

    The database asks again at the commit. Where rows of another table go with theirs, Django takes them along.
    """
    rows, keys = table._base_manager, list(keys)
    relations: list[Any] = [one for one in table._meta.related_objects if one.related_model is not table]
    if any(one.on_delete is not PROTECT for one in relations if one.field.db_constraint):
        rows.filter(pk__among=keys).delete()
        return
    for one in relations:
        kept = one.related_model._base_manager.filter(**{f"{one.field.name}__among": keys})
        if one.field.db_constraint and keys and (first := kept.first()):
            raise ProtectedError(one.related_model._meta.label, {first})
    rows.filter(pk__among=keys)._raw_delete(rows.db)


def _told(
    going: Going, row: Any, gathered: Gathered, told: Mapping[UUID, Mapping[str, Fact]]
) -> Mapping[str, Fact]:
    """The facts of the event about a row: its own, or those of the thing where both are told by one kind."""
    if going.kind is gathered.going.kind:
        return told[gathered.thing_of[row.pk]]
    return _facts(going, row, gathered)


def _facts(going: Going, row: Any, gathered: Gathered) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for name in going.kind.fields if going.kind else ():
        if name not in going.told:
            facts[name] = own(row, name)
        elif isinstance(source := going.told[name], str):
            facts[name] = getattr(row, f"told_{name}")
        else:
            facts[name] = gathered.counts[row.pk, source] + (source is None)
    return facts


def _levels(table: type[Model], rows: Rows) -> Iterator[list[UUID]]:
    """The rows in sets that can go one after the other: what another row of the same table names goes after that."""
    names = [one.attname for one in table._meta.concrete_fields if one.related_model is table]
    left = {row.pk: row for row in rows}
    while left:
        named = {getattr(row, name) for row in left.values() for name in names}
        level = [key for key in left if key not in named] or list(left)
        yield level
        for key in level:
            del left[key]


@transaction.atomic
def _dispose(goes: tuple[Going, ...], row_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take one thing of whichever of these tables has it. Raises WrongState where it must stay."""
    *others, last = goes
    going = next((one for one in others if one.table._base_manager.filter(pk=row_id).exists()), last)
    gathered = gather(going, [row_id], is_locked=True)
    if gathered.refused:
        raise WrongState(gathered.refused[row_id])
    if row_id not in gathered.thing_of:
        raise going.table.DoesNotExist  # type: ignore[attr-defined]  # Django's, on every model
    take(gathered, by=by, at=at)


def disposing(goes: tuple[Going, ...]) -> Callable[..., None]:
    """The `dispose` of a part: one thing of its own, `dispose(row_id, by=…, at=…)`."""
    return partial(_dispose, goes)
