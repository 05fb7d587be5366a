"""The basis of a deletion, asked again in the moment at which a thing of a list is taken: still to be erased, ended, due."""

from datetime import date
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from watchbook.acting.ending import Ending
from watchbook.retention import due
from watchbook.retention.deletion.models import DeletionGround, DeletionItem


def why_not(one: DeletionItem, *, on: date) -> str:
    """Say why a thing of a list may not go now; "" where it may. The caller has the lock of holds and deletions."""
    if one.deletion_list.ground == DeletionGround.ERASURE and not _is_to_be_erased(one):
        return _(
            "You cannot delete this record: request {reference} does not erase it any more. If it must go, decide so on the request’s page, then propose it again."
        ).format(reference=one.deletion_list.because)
    thing = due.row_of(one.table, one.item)
    if thing is None:  # gone with another thing, or of a kind that has no end of its own
        return ""
    type(thing)._default_manager.select_for_update(of=("self",)).get(pk=one.item)
    return _why_not_ended(one, on=on)


def _is_to_be_erased(one: DeletionItem) -> bool:
    decided: bool = import_module(settings.ERASURE).is_to_be_erased(
        one.item, reference=one.deletion_list.because
    )
    return decided


def _why_not_ended(one: DeletionItem, *, on: date) -> str:
    begun = due.begun(one.table, one.item, on=on)
    if begun:
        return _why_not_over(one, begun, on=on) if one.last_on else ""
    events = dict.fromkeys(str(ending.event) for ending in due.endings_of(one.table))
    return _(
        "You cannot delete this record yet: it has not ended. Its time begins with {events}. Record that first, then propose the record again."
    ).format(events=_(", or ").join(events))


def _why_not_over(one: DeletionItem, begun: list[tuple[Ending, Any]], *, on: date) -> str:
    """Ask again for what the schedule gave a last day: by the schedule in force and what was decided since, it must be past."""
    classes = due.in_force(on)
    last = (due.last_day(ending, classes, getattr(row, ending.began)) for ending, row in begun)
    if any(day < on for day in last if day is not None):
        return ""
    return _(
        "You cannot delete this record yet: by the retention schedule its last day is not past any more. Wait until it is due again."
    )
