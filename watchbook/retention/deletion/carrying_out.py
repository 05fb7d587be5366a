"""Carrying out what two people agreed, step by step; each step may be done twice, so that a killed worker costs nothing.

Holds are asked; what goes is written down; rows are deleted; the list is noted outside; keys are destroyed in both copies
and files removed, so that nothing can be read here (T0); keys are rotated, so that nobody can open what lay under one
(T1); the last backup falls out (T2).
"""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.queries import event_named
from watchbook.audit_log.record import Fact, Kind, record_row
from watchbook.keys import rotation
from watchbook.keys.copies import Copy
from watchbook.keys.keyring import the_keyring
from watchbook.keys.sealed_under import envelopes_under, wrapped_hashes
from watchbook.organisation.models import Person
from watchbook.retention.deletion import closed_lists
from watchbook.retention.deletion.certificate_body import digest
from watchbook.retention.deletion.item_rows import keys_of_items, tell, waiting, with_the_others, write
from watchbook.retention.deletion.list_pass import ListPass, delete_all, to_go
from watchbook.retention.deletion.models import DeletionItem, DeletionList
from watchbook.retention.deletion.permissions import may_carry_out_deletion
from watchbook.retention.deletion.states import ItemOutcome, ListState, check_move
from watchbook.retention.due import Item, existing
from watchbook.retention.legal_hold.queries import why_held

CERTIFICATE = "certificate_sha256"  # of its body, as it stands at that end
HOLD_CHECKED = Kind(
    "deletion.hold_checked",
    ("reference",),  # without counts: they could tell that a question holds a protected record
    says=gettext_lazy("Legal holds on each record were checked."),
)
WRITTEN_DOWN = Kind(
    "deletion.keys_listed",
    ("reference",),
    says=gettext_lazy("The keys to be destroyed were listed."),
)
ROWS_DELETED = Kind(
    "deletion.rows_deleted",
    ("reference", "things"),
    says=gettext_lazy("The records were deleted, and the destruction of their keys was ordered."),
    is_grave=True,
)
NOTHING_DELETED = Kind(
    "deletion.nothing_deleted",
    ("reference", "kept"),
    says=gettext_lazy(
        "No record on the list was deleted: each was kept or had already been deleted. No key was destroyed."
    ),
)
UNREADABLE = Kind(
    "deletion.keys_destroyed",
    ("reference", "keys", "first_copy_at", "second_copy_at", CERTIFICATE),
    says=gettext_lazy(
        "The keys were destroyed in both copies of the key store: no record on the list can be read here any more."
    ),
    is_grave=True,
)
IRRECOVERABLE = Kind(
    "deletion.keys_replaced",
    ("reference", "key_version", "keeper", CERTIFICATE),
    says=gettext_lazy("The key-encryption key was replaced: nobody can open the encrypted data."),
    is_grave=True,
)
GONE = Kind(
    "deletion.completed",
    ("reference", "oldest_backup_at", CERTIFICATE),
    says=gettext_lazy("The last backup with the encrypted data has been deleted."),
    is_grave=True,
)


class OneStays(Exception):
    """A record of a list that goes as a whole stays: what was deleted before it is there again."""


@transaction.atomic
def check_hold(deletion_list: DeletionList, *, by: Person, at: datetime) -> DeletionList:
    """Set aside what is held: it stays, and the list says why to those who may know."""
    row = locked(deletion_list)
    may_carry_out_deletion(by)
    check_move(ListState(row.state), to=ListState.WRITTEN_DOWN)
    left = row.items.filter(outcome=ItemOutcome.WAITING)
    held = why_held(set(left.values_list("item", flat=True)))
    stay = list(left.filter(item__among=held)) if held else []
    for one in stay:
        one.outcome, one.why = ItemOutcome.HELD, held[one.item][:500]
    stay = with_the_others(row, stay, left)
    row.hold_checked_at = at
    row.save(force_update=True)
    record_row(HOLD_CHECKED, row, by=by, at=at)
    write(stay)
    return row


@transaction.atomic
def write_down(deletion_list: DeletionList, *, by: Person, at: datetime) -> DeletionList:
    """Write down each key that will go, with the hash of its wrapped form and of all that lies under it; what is not there went before."""
    row = locked(deletion_list)
    may_carry_out_deletion(by)
    check_move(ListState(row.state), to=ListState.WRITTEN_DOWN)
    things = waiting(row)
    there = existing(Item(one.table, one.item, "") for one in things)
    gone = [one for one in things if one.item not in there]
    for one in gone:
        one.outcome = ItemOutcome.GONE
    found = to_go(left := [one for one in things if one.item in there])
    every = {key for taken in found.taken.values() for key in taken.keys}
    wrapped, under = wrapped_hashes(every), envelopes_under(every)
    for one in left:
        tell(one, found, wrapped=wrapped, under=under)
    with_the_others(row, [one for one in left if one.outcome == ItemOutcome.REFUSED], left)
    _moved(WRITTEN_DOWN, row, ListState.WRITTEN_DOWN, by=by, at=at)
    write(things)
    return row


@transaction.atomic
def delete_some_rows(
    deletion_list: DeletionList, numbers: Collection[int], *, by: Person, at: datetime
) -> DeletionList:
    """Delete some of a long list, so that whoever places a hold waits for these alone; what is refused now is asked again at the end."""
    row = locked(deletion_list)
    may_carry_out_deletion(by)
    found = delete_all(waiting(row, numbers), person=by, moment=at)
    if found.taken:
        record_row(ROWS_DELETED, row, by=by, at=at, things=len(found.taken))
        row.items.filter(number__in=found.taken).update(outcome=ItemOutcome.DELETED)
    return row


@transaction.atomic
def delete_rows(deletion_list: DeletionList, *, by: Person, at: datetime) -> DeletionList:
    """Delete the rows of each thing, by the part that has them; what changed since it was written down stays."""
    row = locked(deletion_list)
    may_carry_out_deletion(by)
    things = waiting(row)
    found = _deleted(row, things, by=by, at=at)
    stay = [one for one in things if one.number in found.refused]
    for one in stay:
        (one.outcome, one.why), one.keys, one.files, one.clear = found.refused[one.number], [], [], None
    if found.taken or has_deleted(row):
        record_row(ROWS_DELETED, row, by=by, at=at, things=len(found.taken))
    else:
        _record_nothing_deleted(row, by=by, at=at)
    write(stay)
    row.items.filter(outcome=ItemOutcome.WAITING).update(outcome=ItemOutcome.DELETED)
    return row


@transaction.atomic
def record_nothing_deleted(deletion_list: DeletionList, *, by: Person, at: datetime) -> DeletionList:
    """Record once that a list ended of which every record was kept: it has no other end, and no certificate."""
    row = locked(deletion_list)
    may_carry_out_deletion(by)
    if event_named(NOTHING_DELETED.name, subject=row.id) is None:
        _record_nothing_deleted(row, by=by, at=at)
    return row


@transaction.atomic
def record_unreadable(deletion_list: DeletionList, *, by: Person, at: datetime) -> DeletionList:
    """Record that nothing of it can be read here (T0), once both copies of the key store say so: each at its own moment."""
    row = locked(deletion_list)
    may_carry_out_deletion(by)
    check_move(ListState(row.state), to=ListState.UNREADABLE)
    keys = keys_of(row)
    row.first_copy_at, row.second_copy_at = (_confirmed(copy, keys) for copy in the_keyring().copies)
    row.unreadable_at = row.second_copy_at
    return _ended(UNREADABLE, row, ListState.UNREADABLE, keys=len(keys), by=by, at=at)


@transaction.atomic
def record_irrecoverable(deletion_list: DeletionList, *, by: Person, at: datetime) -> DeletionList:
    """Record that nobody can read it (T1), once no version of the key-encryption key is left under which its keys lay."""
    row = locked(deletion_list)
    may_carry_out_deletion(by)
    check_move(ListState(row.state), to=ListState.IRRECOVERABLE)
    if not rotation.destroyed_for_good(*keys_of(row)):
        raise WrongState(
            _(
                "You cannot record this step of the deletion yet: the key version that protects the keys of this list is still kept. Run `watchbook keys rotate`."
            )
        )
    wrapping = the_keyring().wrapping
    row.irrecoverable_at, row.key_version, row.keeper = at, wrapping.oldest(), wrapping.attest()
    return _ended(IRRECOVERABLE, row, ListState.IRRECOVERABLE, by=by, at=at)


@transaction.atomic
def record_gone(
    deletion_list: DeletionList, *, oldest_backup_at: datetime | None, by: Person, at: datetime
) -> DeletionList:
    """Record that the last ciphertext is gone (T2): the oldest backup that there is was made after its rows were deleted."""
    row = locked(deletion_list)
    may_carry_out_deletion(by)
    check_move(ListState(row.state), to=ListState.GONE)
    if oldest_backup_at and row.unreadable_at and oldest_backup_at <= row.unreadable_at:
        raise WrongState(
            _(
                "You cannot record this step of the deletion yet: a backup from before the deletion is still kept. Wait until the backup expires."
            )
        )
    row.gone_at = at
    return _ended(GONE, row, ListState.GONE, oldest_backup_at=oldest_backup_at, by=by, at=at)


def keys_of(row: DeletionList) -> set[UUID]:
    """The items whose keys a list destroys."""
    return keys_of_items(row.pk)


def has_deleted(row: DeletionList) -> bool:
    """Whether some of a list was deleted."""
    return row.items.filter(outcome=ItemOutcome.DELETED).exists()


def _deleted(row: DeletionList, things: list[DeletionItem], *, by: Person, at: datetime) -> ListPass:
    """Delete what nothing keeps; of a list that goes as a whole all, or nothing."""
    found = ListPass()
    with suppress(OneStays), transaction.atomic():
        found = delete_all(things, person=by, moment=at)
        if found.refused and closed_lists.goes_as_a_whole(row):
            raise OneStays
        return found
    why = (ItemOutcome.HELD, str(closed_lists.WHOLE))
    return ListPass(refused={one.number: found.refused.get(one.number, why) for one in things})


def _record_nothing_deleted(row: DeletionList, *, by: Person, at: datetime) -> None:
    kept = row.items.exclude(outcome__in=(ItemOutcome.RELEASED, ItemOutcome.GONE)).count()
    record_row(NOTHING_DELETED, row, by=by, at=at, kept=kept)


def _confirmed(copy: Copy, keys: set[UUID]) -> datetime:
    """Return the moment at which a copy of the key store says that it has none of these keys any more."""
    if copy.destroyed(keys) != keys:
        raise WrongState(
            _(
                "You cannot record this step of the deletion yet: a copy of the key store still holds keys of this list. Run `watchbook doctor`."
            )
        )
    return timezone.now()


def _ended(
    kind: Kind, row: DeletionList, to: ListState, *, by: Person, at: datetime, **facts: Fact
) -> DeletionList:
    """Move to one of the three ends: the log commits to the certificate as it stands then."""
    return _moved(kind, row, to, by=by, at=at, certificate_sha256=digest(row, at_end=to), **facts)


def _moved(
    kind: Kind, row: DeletionList, to: ListState, *, by: Person, at: datetime, **facts: Fact
) -> DeletionList:
    row.state = to
    row.save(force_update=True)
    record_row(kind, row, by=by, at=at, **facts)
    return row
