"""Sealed entries whose event is gone: those that a restore lost and recorded, and those that somebody deleted.

A leaf proves that its event was there. An event that an older backup did not hold any more is lost in a range of entries
that `rejoin` recorded, with their number; any other that is missing was taken out of the database past its guards.
"""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from watchbook.audit_log.models import Event, Leaf, Pending
from watchbook.audit_log.rejoin import RESTORED

NAMED = 10  # entries that a sentence names one by one


def lost_by_restores() -> int:
    """How many sealed entries have no event because an older backup was restored, as the log itself says."""
    missing, lost = set(_missing()), 0
    for begin, end, count in _restores():
        here = {index for index in missing if begin <= index < end}
        lost, missing = lost + min(len(here), count), missing - here
    return lost


def deleted() -> Iterator[str]:
    """Each group of sealed or waiting entries whose event was deleted, as a sentence."""
    missing, elsewhere = list(_missing()), set(_missing())
    for begin, end, count in _restores():
        here = [index for index in missing if begin <= index < end]
        elsewhere -= set(here)
        if len(here) > count:
            yield (
                f"Of the entries {begin} to {end - 1}, {len(here)} have no event; {count} were lost by a restore, so"
                f" {len(here) - count} were deleted since."
            )
    if elsewhere:
        yield f"{_counted(sorted(elsewhere))} The entry proves that it was there."
    waiting = Pending.objects.filter(~Exists(Event.objects.filter(id=OuterRef("event_id"))))
    yield from (
        f"The event {one.event_id} waits to be sealed and is missing: it was deleted." for one in waiting
    )


def _counted(entries: list[int]) -> str:
    named = ", ".join(map(str, entries[:NAMED])) + (" and more" if len(entries) > NAMED else "")
    many = f"{len(entries)} events are" if len(entries) > 1 else "An event is"
    return f"{many} missing from the database though sealed as entry {named}: deleted past every guard."


def _restores() -> list[tuple[int, int, int]]:
    """From which entry, to before which one, and how many events a restore lost."""
    told = Event.objects.filter(name=RESTORED.name).order_by("number").values_list("fields", flat=True)
    return [
        (one["entries_before"], one["entries_signed"], one["entries_without_event"])
        for one in told
        if isinstance(one, dict) and all(isinstance(one.get(name), int) for name in RESTORED.fields)
    ]


def _missing() -> QuerySet[Leaf, int]:
    """The entries that have no event, in order."""
    without = Leaf.objects.filter(~Exists(Event.objects.filter(id=OuterRef("event_id"))))
    return without.order_by("index").values_list("index", flat=True)
