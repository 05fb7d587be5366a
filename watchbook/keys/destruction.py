"""Destroying the keys of items that were disposed of: at the commit of the disposing act, or soon after.

Before the commit it would take away what an undone act leaves in its place; so the order is a row of that act's, and
carrying it out may be done twice.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import transaction

from watchbook.keys.keyring import the_keyring
from watchbook.keys.models import KeyDestruction

_ordered: ContextVar[set[UUID] | None] = ContextVar("ordered", default=None)


@contextmanager
def ordered_here() -> Iterator[set[UUID]]:
    """The items whose end is ordered within: whoever asks carries it out, once what is destroyed is written down."""
    ordered: set[UUID] = set()
    token = _ordered.set(ordered)
    try:
        yield ordered
    finally:
        _ordered.reset(token)


def at_commit(*items: UUID) -> None:
    """Order the end of these items' keys, and with them of what events say of people, by the act that disposes of them.

    The act records an event about each, with no personal facts. What was ordered before stays ordered.
    """
    KeyDestruction.objects.bulk_create([KeyDestruction(item=item) for item in items], ignore_conflicts=True)
    if (ordered := _ordered.get()) is None:
        transaction.on_commit(lambda: carry_out(items))
    else:
        ordered.update(items)


def was_ordered(items: Collection[UUID]) -> bool:
    """Whether acts ordered the end of all these items' keys. One query."""
    return KeyDestruction.objects.filter(item__in=items).count() == len({*items})


def carry_out_all() -> int:
    """Destroy every key that is to be destroyed and is not yet; how many."""
    return carry_out(KeyDestruction.objects.values_list("item", flat=True))


def carry_out(items: Iterable[UUID]) -> int:
    """Destroy those of these keys that are not destroyed yet in both copies; how many."""
    if not (ordered := set(items)):
        return 0  # a register may have been restored where its keys are not
    ring = the_keyring()
    first, second = (copy.destroyed(ordered) for copy in ring.copies)
    waiting = ordered - (first & second)
    if waiting:
        ring.destroy(waiting)
    return len(waiting)
