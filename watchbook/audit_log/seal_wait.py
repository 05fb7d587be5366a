"""A grave act is told as done once its event is in a signed checkpoint, or told as recorded and not yet sealed.

The act itself never waits and never fails for the seal: it is committed before this begins.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from watchbook.audit_log.models import Leaf, Pending, SignedCheckpoint

WITHIN = 1.0  # second
LOOK_EVERY = 0.05
# What has waited so long says that no sealer runs: nobody is kept waiting for it.
NO_SEALER_AFTER = timedelta(seconds=10)

_noted: ContextVar[list[UUID] | None] = ContextVar("noted", default=None)


@contextmanager
def noting_grave_events() -> Iterator[list[UUID]]:
    """The grave events that are committed within."""
    noted: list[UUID] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def to_be_sealed(event_id: UUID) -> None:
    """Note a grave event, now that it is committed; outside a page's request nobody waits."""
    noted = _noted.get()
    if noted is not None:
        noted.append(event_id)


def are_sealed(events: Sequence[UUID]) -> bool:
    """Whether a signed checkpoint covers each of these events."""
    newest = SignedCheckpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0
    return Leaf.objects.filter(event_id__in=events, index__lt=newest).count() == len(set(events))


def wait_for_the_seal(
    events: Sequence[UUID], *, within: float = WITHIN, sleep: Callable[[float], None] = time.sleep
) -> bool:
    """Wait until they are sealed, a second at the most; at once False where nothing has been sealed for a while."""
    last = time.monotonic() + within
    while not are_sealed(events):
        overdue = Pending.objects.filter(since__lt=timezone.now() - NO_SEALER_AFTER)
        if time.monotonic() >= last or overdue.exists():
            return False
        sleep(LOOK_EVERY)
    return True
