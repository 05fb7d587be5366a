"""After a restore: what was deleted since the backup is deleted again, by the lists outside, before anybody is served.

Its keys are destroyed long since, so it can be read by nobody meanwhile; what comes back is rows in clear and ciphertext.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from watchbook.audit_log.record import Kind, record
from watchbook.audit_log.reference import pass_over
from watchbook.files import removal
from watchbook.files.disposal import gather, take
from watchbook.keys import destruction
from watchbook.keys.keyring import the_keyring
from watchbook.organisation.models import Authority, Person
from watchbook.retention.deletion import outside, restored
from watchbook.retention.deletion.carried_out_again import put_back, put_back_lost
from watchbook.retention.deletion.disposals import going_of
from watchbook.retention.deletion.list_pass import AT_ONCE, by_table, outcome_of
from watchbook.retention.deletion.permissions import may_carry_out_deletion
from watchbook.retention.due import Item, existing
from watchbook.retention.legal_hold import lock
from watchbook.retention.legal_hold.legal_hold import under_hold
from watchbook.retention.legal_hold.queries import why_held

MORE_THAN_LOST = 10_000  # numbers of a register that no restore of a few months can have lost; nobody knows how many it did
REPLAYED = Kind(
    "deletion.replayed",
    ("lists", "lost", "came_back", "deleted", "left", "entries_lost", "entries_unknown"),
    says=gettext_lazy(
        "After a restore, the records that had been deleted since the backup were deleted again."
    ),
    is_grave=True,
)


@dataclass
class Replayed:
    """A replay: what came back with a backup and was deleted again; how much of it today's keys could read; what is left, and why.

    `left_readable` is that part of what is left which today's keys still read: nobody may be served while there is any.
    `entries_lost` is how many signed entries the database lacks, `entries_unknown` that nobody knows: deletions without a list here
    may be among them.
    `lost` is how many lists are lost for good, as somebody said; `unchecked` is how many nobody could check, since the key store
    is older than their seal.
    """

    lists: int = 0
    lost: int = 0
    unchecked: int = 0
    came_back: int = 0
    readable: int = 0
    deleted: int = 0
    entries_lost: int = 0
    entries_unknown: bool = False
    left: list[str] = field(default_factory=list)
    left_readable: list[str] = field(default_factory=list)
    waiting: list[tuple[Item, str]] = field(default_factory=list)
    keys: set[UUID] = field(default_factory=set)
    files: set[str] = field(default_factory=set)


@transaction.atomic
def replay(
    *, by: Person, at: datetime, entries_lost: int | None = 0, signed: Mapping[int, str] | None = None
) -> Replayed:
    """Delete again whatever the lists outside name and the database has; the caller ends its keys and files. Raises ListChanged and ListMissing."""
    may_carry_out_deletion(by)
    found = Replayed(entries_lost=entries_lost or 0, entries_unknown=entries_lost is None)
    pass_over(MORE_THAN_LOST if found.entries_unknown else found.entries_lost)
    came_back: dict[Item, set[UUID]] = {}
    destroyed: dict[Item, set[UUID]] = {}
    for noted in outside.noted(signed or {}):
        found.lists += 1
        there = existing(item for item, _keys in noted.things)
        destroyed |= {item: set(map(UUID, keys)) for item, keys in noted.things}
        came_back |= {item: {item.id, *destroyed[item]} for item, _keys in noted.things if item.id in there}
        if put_back(noted, by=by, at=at):
            found.keys |= {UUID(key) for _item, keys in noted.things for key in keys}
    for reference in outside.lost_lists():
        put_back_lost(reference, by=by, at=at)
    found.unchecked = 0 if outside.are_sealed() else found.lists
    found.lost = len(outside.lost())
    found.came_back = len(came_back)
    usable = _usable({key for keys in came_back.values() for key in keys})
    found.readable = sum(not keys.isdisjoint(usable) for keys in came_back.values())
    refused = _take_all(list(came_back), found, by=by, at=at)
    found.keys |= _usable({key for item, keys in destroyed.items() if item not in refused for key in keys})
    for item, why in refused.items():
        found.waiting.append((item, why))
        found.left.append(line := f"{item.reference or item.id}: {why}")
        if not came_back[item].isdisjoint(usable):
            found.left_readable.append(line)
    told = {"lists": found.lists, "lost": found.lost, "came_back": found.came_back, "deleted": found.deleted}
    record(
        REPLAYED,
        subject=Authority.objects.get(),
        by=by,
        at=at,
        **told | {"entries_lost": found.entries_lost, "entries_unknown": found.entries_unknown},
        left=len(found.left),
    )
    return found


def _usable(keys: set[UUID]) -> set[UUID]:
    """Return those of these keys that a copy of the key store still has."""
    return {item for copy in the_keyring().copies for item in copy.wrapped(keys)} if keys else set()


def _take_all(waiting: list[Item], found: Replayed, *, by: Person, at: datetime) -> dict[Item, str]:
    """Take them table by table; what rests on another goes once that one went. Gives those that stay, each with the reason."""
    lock.wait_for_holds()
    held = {
        item: why
        for item, why in why_held({item.id for item in waiting}).items()
        if why != str(restored.WAITS)  # it was deleted already, whatever was lost since
    }
    refused = {item: str(under_hold(held[item.id])) for item in waiting if item.id in held}
    waiting = [item for item in waiting if item.id not in held]
    while waiting:
        stay: dict[Item, str] = {}
        for table, mine in by_table(waiting):
            for some in batched(mine, AT_ONCE):
                stay |= _take(table, some, found, by=by, at=at)
        if len(stay) == len(waiting):
            return refused | stay
        waiting = list(stay)
    return refused


def _take(table: str, items: Sequence[Item], found: Replayed, *, by: Person, at: datetime) -> dict[Item, str]:
    """Take so many at once; if the database refuses, half of them and then the others. Gives those that stay."""
    gathered = gather(going_of(table), [item.id for item in items], is_locked=True)
    stay = {item: gathered.refused[item.id] for item in items if item.id in gathered.refused}
    left = [item for item in items if item not in stay]
    try:
        with transaction.atomic(), destruction.ordered_here() as keys, removal.ordered_here() as files:
            take(gathered, by=by, at=at)
    except IntegrityError as refusal:
        if len(left) == 1:
            return stay | {left[0]: outcome_of(refusal)[1]}
        for some in (left[: len(left) // 2], left[len(left) // 2 :]):
            stay |= _take(table, some, found, by=by, at=at)
        return stay
    found.deleted += len(left)
    found.keys |= keys
    found.files |= files
    return stay
