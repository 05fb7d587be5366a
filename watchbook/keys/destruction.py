"""Destroying the keys of items that were disposed of: at the commit of the disposing act, or soon after.

Before the commit it would take away what an undone act leaves in its place; so the order is a row of that act's, and
carrying it out may be done twice.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from watchbook.keys.keyring import the_keyring
from watchbook.keys.models import KeyDestruction


def at_commit(*items: UUID) -> None:
    """Order the end of these items' keys, and with them of what events say of people, by the act that disposes of them.

    The act records an event about each, with no personal facts. What was ordered before stays ordered.
    """
    KeyDestruction.objects.bulk_create([KeyDestruction(item=item) for item in items], ignore_conflicts=True)
    transaction.on_commit(lambda: _destroy(items))


def carry_out() -> int:
    """Destroy every key that is to be destroyed and is not yet; how many."""
    return _destroy(KeyDestruction.objects.values_list("item", flat=True))


def _destroy(items: Iterable[UUID]) -> int:
    ordered = set(items)
    ring = the_keyring()
    first, second = (copy.destroyed(ordered) for copy in ring.copies)
    waiting = ordered - (first & second)
    if waiting:
        ring.destroy(waiting)
    return len(waiting)
