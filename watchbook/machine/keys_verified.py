"""The keys held against what lies under them: each is there and opens, or an event ordered its destruction."""

from collections.abc import Iterator
from itertools import batched
from uuid import UUID

from watchbook.keys import sealed_under
from watchbook.keys.keyring import the_keyring
from watchbook.keys.models import KeyDestruction
from watchbook.keys.refused import KeysMissing, WrappingFailed

AT_ONCE = 1000
NAMED = 5


def lost() -> set[UUID]:
    """Return the items with something sealed whose keys are gone from the folders, and no act ordered that."""
    held = the_keyring().first(lambda copy: copy.everything())
    return sealed_under.items().difference(held, KeyDestruction.objects.values_list("item", flat=True))


def problems() -> Iterator[str]:
    """Say which keys are gone without an event, or do not open any more."""
    needed = sealed_under.items().difference(KeyDestruction.objects.values_list("item", flat=True))
    for batch in batched(sorted(needed), AT_ONCE):
        try:
            lost = set(batch) - the_keyring().keys_left(batch).keys()
        except (KeysMissing, WrappingFailed) as refusal:
            yield str(refusal)
            continue
        # One that was deleted while we looked has its order by now.
        lost -= set(KeyDestruction.objects.filter(item__in=lost).values_list("item", flat=True))
        if lost:
            named = ", ".join(map(str, sorted(lost)[:NAMED])) + (", …" if len(lost) > NAMED else "")
            yield f"The keys of {len(lost)} records ({named}) were destroyed and no act here ordered it: somebody destroyed them, or a backup brought the records back."
