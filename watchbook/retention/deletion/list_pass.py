"""A pass over the things of a list: holds and basis are asked for all of them at once, then they are taken in sets, table by table."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import batched
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.files import removal
from watchbook.files.disposal import Gathered, gather, take
from watchbook.keys import destruction
from watchbook.organisation.models import Person
from watchbook.retention.deletion.basis import why_not
from watchbook.retention.deletion.disposals import KeysAndFiles, going_of
from watchbook.retention.deletion.models import DeletionItem
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.due import Item
from watchbook.retention.legal_hold import lock
from watchbook.retention.legal_hold.legal_hold import UnderLegalHold, under_hold
from watchbook.retention.legal_hold.queries import why_held

AT_ONCE = 5000


@dataclass
class ListPass:
    """A pass over a list: what it took, and why it could not take the others, each by the thing's number."""

    taken: dict[int, KeysAndFiles] = field(default_factory=dict)
    refused: dict[int, tuple[ItemOutcome, str]] = field(default_factory=dict)


def to_go(things: list[DeletionItem]) -> ListPass:
    """Find what goes with each thing; what goes with two of them goes with the first.

    What its part keeps beside the others that go, stays. Holds were asked for just now, and they and the basis are asked
    for when the things go: only then is gone what rested on them.
    """
    found, besides = ListPass(), set[UUID]()
    for table, mine in by_table(things):
        for some in batched(mine, AT_ONCE):
            gathered = _gathered(table, some, {}, found, besides=besides)
            found.taken |= _taken(some, gathered, found, besides=besides)
            besides |= gathered.thing_of.keys()
    return found


def delete_all(things: list[DeletionItem], *, person: Person, moment: datetime) -> ListPass:
    """Delete each thing with what was written down; what rests on another of the list goes once that one went."""
    found, waiting = ListPass(), things
    lock.wait_for_holds()
    while waiting:
        found.refused = {}
        for table, mine in by_table(waiting):
            basis = why_not(mine, on=london_day(moment))
            kept = {number: WrongState(why) for number, why in basis.items()} | _held(mine)
            for some in batched(mine, AT_ONCE):
                _take(table, some, kept, found, by=person, at=moment)
        left = [one for one in waiting if one.number in found.refused]
        if len(left) == len(waiting):
            break
        waiting = left
    return found


def files_by_row(table: str, things: Collection[UUID]) -> Iterator[str]:
    """Name the files of what goes with these things of a table, each once for every row and column that names it."""
    for going, rows in gather(going_of(table), things).rows:
        for row in rows:
            yield from filter(None, (getattr(row, column) for column in going.files))


def _held(things: Sequence[DeletionItem]) -> dict[int, WrongState]:
    """Ask for holds on all of them at once; the caller has the lock, so none is placed from here on."""
    held = why_held({one.item for one in things})
    return {one.number: under_hold(held[one.item]) for one in things if one.item in held}


def by_table[Thing: (DeletionItem, Item)](things: list[Thing]) -> list[tuple[str, list[Thing]]]:
    """The things of each table, those that name others before them: nothing goes before what names it."""
    found: dict[str, list[Thing]] = {}
    for one in things:
        found.setdefault(one.table, []).append(one)
    return sorted(found.items(), key=lambda table: _depth(table[0]), reverse=True)


def in_order(things: Iterable[DeletionItem]) -> list[DeletionItem]:
    """The things of a list in the order in which they can go."""
    return [one for _table, mine in by_table(list(things)) for one in mine]


@cache
def _depth(table: str) -> int:
    """Return the length of the longest chain of tables that a table names, one after the other."""
    return _chain(apps.get_model(table), ())


def _chain(model: type[Model], before: tuple[type[Model], ...]) -> int:
    named = {one.related_model for one in model._meta.concrete_fields if one.related_model}
    others = named - {*before, model}
    return max((1 + _chain(one, (*before, model)) for one in others), default=0)


def _gathered(
    table: str,
    things: Sequence[DeletionItem],
    kept: Mapping[int, WrongState],
    found: ListPass,
    *,
    besides: Collection[UUID] = (),
    is_locked: bool = False,
) -> Gathered:
    """Gather what nothing keeps, and say why the others stay: a hold first, then what the part refuses, then the basis."""
    held = {one.item: one for one in things if isinstance(kept.get(one.number), UnderLegalHold)}
    others = {one.item: one for one in things if one.item not in held}
    gathered = gather(going_of(table), others.keys(), besides=besides, is_locked=is_locked)
    whys: dict[UUID, Exception] = {item: WrongState(why) for item, why in gathered.refused.items()}
    for item, one in (held | others).items():
        if why := whys.get(item) or kept.get(one.number):
            found.refused[one.number] = outcome_of(why)
    stay = {one.item for one in things if one.number in found.refused}
    return gathered.without(stay)


def _take(
    table: str,
    things: Sequence[DeletionItem],
    kept: Mapping[int, WrongState],
    found: ListPass,
    *,
    by: Person,
    at: datetime,
) -> None:
    """Take so many at once; if the database refuses, half of them and then the others, down to the one that it refuses."""
    gathered = _gathered(table, things, kept, found, is_locked=True)
    added = _added_since(things, gathered)
    found.refused |= {one.number: (ItemOutcome.REFUSED, _added()) for one in things if one.item in added}
    left = [one for one in things if one.number not in found.refused]
    try:
        with transaction.atomic(), destruction.ordered_here(), removal.ordered_here():
            take(gathered.without(added), by=by, at=at)
    except (ProtectedError, IntegrityError) as refusal:
        if len(left) == 1:
            found.refused[left[0].number] = outcome_of(refusal)
            return
        half = len(left) // 2
        for some in (left[:half], left[half:]):
            _take(table, some, kept, found, by=by, at=at)
        return
    found.taken |= _taken(left, gathered, found)


def _taken(
    things: Sequence[DeletionItem], gathered: Gathered, found: ListPass, *, besides: Collection[UUID] = ()
) -> dict[int, KeysAndFiles]:
    """Return what goes with each, by its number, save what goes with another."""
    keys, files = gathered.keys(), gathered.files()
    return {
        one.number: KeysAndFiles(
            frozenset(keys.get(one.item, set()).difference(besides)), frozenset(files.get(one.item, ()))
        )
        for one in things
        if one.number not in found.refused
    }


def _added_since(things: Sequence[DeletionItem], gathered: Gathered) -> set[UUID]:
    """Find those with which a key would go that was not written down."""
    keys = gathered.keys()
    written = {one.item: {UUID(key["item"]) for key in one.keys} for one in things}
    return {item for item, now in keys.items() if now - written[item]}


def _added() -> str:
    return _(
        "You cannot delete this record yet: something was added to it after its keys were listed. Propose the deletion again."
    )


def outcome_of(refusal: Exception) -> tuple[ItemOutcome, str]:
    """Say what became of a thing that was refused: by a rule, by what rests on it, or by the guard of what is held in it."""
    if isinstance(refusal, ProtectedError):
        return ItemOutcome.REFUSED, _(
            "You cannot delete this record: another record, which is kept, depends on it. Delete the other record first, once it is due."
        )
    if isinstance(refusal, IntegrityError):
        return ItemOutcome.HELD, _(
            "You cannot delete this record: another record inside it is under legal hold or held by a request. Open the other record to see the hold or the "
            "request."
        )
    return ItemOutcome.HELD if isinstance(refusal, UnderLegalHold) else ItemOutcome.REFUSED, str(refusal)[
        :500
    ]
