"""The two times of events, along the log: recorded in order, before what covers them was signed, and close to when it was so."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from watchbook.audit_log import models, published

LONGEST_ACT = timedelta(hours=1)
CLOCKS_WITHIN = timedelta(seconds=5)  # both are the database's clock
ONE_DAY = timedelta(days=1)
APART_SHOWN = 50


class Moments:
    """The moments of recording along the log: they do not fall, and each entry is recorded before what covers it is signed.

    An act that was committed late has an earlier moment than its place; none is open for longer than `LONGEST_ACT`.
    A demonstration or a test may be loaded as if recorded earlier, so only a real register is held to the first.
    """

    def __init__(self) -> None:
        self.is_real = models.Installation.objects.filter(mode=models.Installation.Mode.PRODUCTION).exists()
        self.newest: datetime | None = None
        self.last = -1
        signed = models.SignedCheckpoint.objects.order_by("size").values_list("size", "signed_at")
        published = models.PublishedCheckpoint.objects.order_by("size", "on").values_list(
            "size", "published_at"
        )
        self.heads = {"signed": list(signed), "published": list(published)}

    def amiss(self, index: int, event: models.Event) -> Iterator[str]:
        """Say what is wrong with the moment of an entry."""
        moment = event.recorded_at
        for what, heads in self.heads.items():
            place = bisect_right(heads, index, key=lambda one: one[0])
            if place < len(heads) and moment > heads[place][1] + CLOCKS_WITHIN:
                yield (
                    f"Entry {index} (event {event.id}) says that it was recorded after the checkpoint of {heads[place][0]} entries,"
                    f" which covers it, was {what}."
                )
        if self.is_real:
            yield from self._out_of_order(index, event)

    def heads_amiss(self) -> Iterator[str]:
        """Say which checkpoints have a moment before that of a smaller one, in the future, or another than was logged."""
        yield from published.changed()
        for what, heads in self.heads.items():
            newest = None
            for size, moment in heads:
                newest = max(moment, newest) if newest else moment
                if moment < newest - LONGEST_ACT or moment > timezone.now() + LONGEST_ACT:
                    yield (
                        f"The checkpoint of {size} entries says that it was {what} on {moment:%-d %B %Y at %H:%M} UTC, which does not"
                        " fit those before it, or the clock: somebody changed it, or a clock was wrong."
                    )

    def _out_of_order(self, index: int, event: models.Event) -> Iterator[str]:
        if index < self.last:  # another batch of entries that were written since
            self.newest = None
        self.last, moment = index, event.recorded_at
        if self.newest is not None and moment < self.newest - LONGEST_ACT:
            yield (
                f"Entry {index} (event {event.id}) says that it was recorded at {moment:%Y-%m-%d %H:%M} UTC, though entries before"
                f" it were recorded at {self.newest:%Y-%m-%d %H:%M} UTC."
            )
        self.newest = max(moment, self.newest) if self.newest else moment


def two_times_apart() -> Iterator[str]:
    """Acts whose two times lie more than a day apart and that are no import: for a person to look at, and no fault."""
    apart = (
        models.Event.objects.annotate(apart=F("recorded_at") - F("at"))
        .filter(Q(apart__gt=ONE_DAY) | Q(apart__lt=-ONE_DAY))
        .exclude(Q(name__contains="import") | Q(name__contains="paper"))
        .order_by("number")
    )
    yield from (
        f"Event {one.id} ({one.name}) was recorded at {one.recorded_at:%Y-%m-%d %H:%M} UTC and says it was so at"
        f" {one.at:%Y-%m-%d %H:%M} UTC."
        for one in apart[:APART_SHOWN]
    )
