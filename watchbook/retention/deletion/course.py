"""The course of a deletion once it is approved: each step that can be done now, one after the other, as the worker does it.

A worker that is killed at any of them leaves a list that the next one takes up where it stands.
"""

from contextlib import ExitStack
from datetime import datetime
from itertools import batched

from django.utils import timezone

from watchbook.audit_log.models import Event
from watchbook.files import removal
from watchbook.keys import destruction, rotation
from watchbook.organisation.models import Person
from watchbook.retention.deletion import carrying_out, closed_lists, in_clear, noted_outside, outside
from watchbook.retention.deletion.list_pass import AT_ONCE, in_order
from watchbook.retention.deletion.models import DeletionGround, DeletionList
from watchbook.retention.deletion.states import ItemOutcome, ListState

UNDER_WAY = (ListState.APPROVED, ListState.WRITTEN_DOWN, ListState.UNREADABLE)


def go_on(deletion_list: DeletionList, *, by: Person) -> DeletionList:
    """Take a list as far as it goes now."""
    row = deletion_list
    if row.state == ListState.APPROVED:
        row = _written_down(row, by=by)
    if row.state == ListState.WRITTEN_DOWN:
        row = _unreadable(row, by=by)
    if row.state == ListState.UNREADABLE:
        row = _irrecoverable(row, by=by)
    return row


def go_on_with_all(*, by: Person) -> None:
    """Take every list as far as it goes, the oldest first; an erasure replaces the keys over the keys at once.

    One that fails stops no other: what it raised is raised after the last.
    """
    outside.seal_earlier()
    ended = Event.objects.filter(name=carrying_out.NOTHING_DELETED.name).values("subject_id")
    lists = DeletionList.objects.filter(state__in=UNDER_WAY).exclude(pk__in=ended).order_by("-approved_at")
    with ExitStack() as all_of_them:  # leaving it calls each, the last one first, whatever another raised
        for row in lists:
            all_of_them.callback(go_on, row, by=by)


def note_gone(*, oldest_backup_at: datetime | None, by: Person, moment: datetime) -> int:
    """Record of each list whose last backup has fallen out that its ciphertext is gone (T2); how many."""
    rows = DeletionList.objects.filter(state=ListState.IRRECOVERABLE)
    if oldest_backup_at is not None:
        rows = rows.filter(unreadable_at__lt=oldest_backup_at)
    gone = [row for row in rows if not in_clear.kept_aside_since(row)]
    for row in gone:
        outside.note_end(row, ListState.GONE, at=moment)
        carrying_out.record_gone(row, oldest_backup_at=oldest_backup_at, by=by, at=moment)
    return len(gone)


def _written_down(row: DeletionList, *, by: Person) -> DeletionList:
    if row.hold_checked_at is None:
        row = carrying_out.check_hold(row, by=by, at=timezone.now())
    return carrying_out.write_down(row, by=by, at=timezone.now())


def _unreadable(row: DeletionList, *, by: Person) -> DeletionList:
    """Rows first, for what is not committed must stay readable; the list outside before the keys, for those never return."""
    waiting = row.items.filter(outcome=ItemOutcome.WAITING)
    if waiting.count() > AT_ONCE and not closed_lists.goes_as_a_whole(row):
        for some in batched(in_order(waiting), AT_ONCE):
            carrying_out.delete_some_rows(row, [one.number for one in some], by=by, at=timezone.now())
    if waiting.exists():
        carrying_out.delete_rows(row, by=by, at=timezone.now())
    if not carrying_out.has_deleted(row):
        return carrying_out.record_nothing_deleted(row, by=by, at=timezone.now())
    place = outside.note(row)
    removal.remove(noted_outside.files_of(row))
    noted_outside.record_noted(row, place=place, by=by, at=timezone.now())
    destruction.carry_out(carrying_out.keys_of(row))
    outside.note_end(row, ListState.UNREADABLE, at=timezone.now())
    return carrying_out.record_unreadable(row, by=by, at=timezone.now())


def _irrecoverable(row: DeletionList, *, by: Person) -> DeletionList:
    keys = carrying_out.keys_of(row)
    if row.ground == DeletionGround.ERASURE and not rotation.destroyed_for_good(*keys):
        rotation.rotate()
    if not rotation.destroyed_for_good(*keys):
        return row
    outside.note_end(row, ListState.IRRECOVERABLE, at=timezone.now())
    return carrying_out.record_irrecoverable(row, by=by, at=timezone.now())
