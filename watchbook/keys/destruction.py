"""Destroying the keys of items that were disposed of: at the commit of the disposing act, or soon after.

Before the commit it would take away what an undone act leaves in its place; so the order is a row of that act's, and
carrying it out may be done twice.
"""

from watchbook.keys.keyring import the_keyring
from watchbook.keys.models import KeyDestruction


def carry_out() -> int:
    """Destroy every key that is to be destroyed and is not yet; how many."""
    ordered = set(KeyDestruction.objects.values_list("item", flat=True))
    ring = the_keyring()
    first, second = (copy.destroyed(ordered) for copy in ring.copies)
    waiting = ordered - (first & second)
    if waiting:
        ring.destroy(waiting)
    return len(waiting)
