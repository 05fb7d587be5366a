"""The basis of a deletion, asked again in the moment at which a thing of a list is taken."""

from datetime import date

from django.utils.translation import gettext as _

from watchbook.retention import due
from watchbook.retention.deletion.models import DeletionItem


def why_not(one: DeletionItem, *, on: date) -> str:
    """Say why a thing of a list may not go now; "" where it may. The caller has the lock of holds and deletions."""
    thing = due.row_of(one.table, one.item)
    if thing is None:  # gone with another thing, or of a kind that has no end of its own
        return ""
    type(thing)._default_manager.select_for_update(of=("self",)).get(pk=one.item)
    return _why_not_ended(one, on=on)


def _why_not_ended(one: DeletionItem, *, on: date) -> str:
    if due.begun(one.table, one.item, on=on):
        return ""
    events = dict.fromkeys(str(ending.event) for ending in due.endings_of(one.table))
    return _(
        "You cannot delete this record yet: it has not ended. Its time begins with {events}. Record that first, then propose the record again."
    ).format(events=_(", or ").join(events))
