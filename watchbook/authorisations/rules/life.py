"""The life of an authorisation in order: what happened, what is due, and every look under it. Pure: facts in, marks out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from watchbook.authorisations.rules.in_force import Times, ceases_at, ends_at, has_lapsed, is_in_force

AT_LEAST = timedelta(days=7)  # of a line that goes on


class MarkSort(StrEnum):
    """Sorts of marks."""

    APPLIED = "applied"
    RETURNED = "returned"
    APPLIED_AGAIN = "applied_again"
    CHECKED = "checked"
    GRANTED = "granted"
    REFUSED = "refused"
    COURT_APPROVED = "court_approved"
    COURT_REFUSED = "court_refused"
    BEGAN = "began"
    REVIEWED = "reviewed"
    REVIEW_DUE = "review_due"
    RENEWED = "renewed"
    LOOK = "look"
    LOOK_OUTSIDE = "look_outside"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    LAST_DAY = "last_day"


class LifeMark(NamedTuple):
    """A mark on the line. `is_day`: it is the end of a day, and no moment of it was kept."""

    at: datetime
    sort: MarkSort
    is_day: bool = False


@dataclass(frozen=True)
class LifeFacts:
    """Facts of an authorisation: its times, what was decided when, and the moments of the looks."""

    times: Times
    happened: tuple[LifeMark, ...] = ()
    review_due: datetime | None = None
    looks: tuple[datetime, ...] = field(default=())


@dataclass(frozen=True)
class Life:
    """The marks in order, and the first and last moment of the line. `in_force` is the bar; `is_over`: nothing follows."""

    marks: tuple[LifeMark, ...]
    first: datetime
    last: datetime
    in_force: tuple[datetime, datetime] | None
    is_over: bool

    def those(self, *sorts: MarkSort) -> list[LifeMark]:
        """The marks of some sorts, in order."""
        return [one for one in self.marks if one.sort in sorts]


def life(facts: LifeFacts, *, at: datetime) -> Life | None:
    """Put it in order, as it stands at a moment; None where nothing was sent yet, so that there is no line."""
    times, ceases = facts.times, ceases_at(facts.times)
    marks = [*facts.happened, *_looks(facts.looks, times=times), *_ends(times)]
    is_running = ceases is not None and at < ceases
    if is_running and facts.review_due is not None:
        marks.append(LifeMark(facts.review_due, MarkSort.REVIEW_DUE, is_day=True))
    if not marks:
        return None
    is_over = times.cancelled_at is not None or (
        ceases is not None and not is_running and not _waits(times, at=at)
    )
    moments = [one.at for one in marks]
    if not is_over:  # on its first days “applied” and today stand beside each other, not at the two ends
        moments += [at, min(moments) + AT_LEAST]
    return Life(
        marks=tuple(sorted(marks)),
        first=min(moments),
        last=max(moments),
        in_force=(times.effective_from, ceases) if times.effective_from and ceases else None,
        is_over=is_over,
    )


def _waits(times: Times, *, at: datetime) -> bool:
    """Whether somebody has still to cancel it."""
    return times.stopped_at is not None or has_lapsed(times, at=at)


def _looks(looks: Iterable[datetime], *, times: Times) -> list[LifeMark]:
    return [
        LifeMark(one, MarkSort.LOOK if is_in_force(times, at=one) else MarkSort.LOOK_OUTSIDE) for one in looks
    ]


def _ends(times: Times) -> list[LifeMark]:
    told = [
        LifeMark(one, sort)
        for one, sort in (
            (times.effective_from, MarkSort.BEGAN),
            (times.stopped_at, MarkSort.STOPPED),
            (times.cancelled_at, MarkSort.CANCELLED),
        )
        if one is not None
    ]
    return (
        told
        if times.ends_on is None
        else [*told, LifeMark(ends_at(times.ends_on), MarkSort.LAST_DAY, is_day=True)]
    )
