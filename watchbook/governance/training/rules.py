"""What courses and sessions must satisfy, until when training counts, and how somebody stands for a duty. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from watchbook.law.parameters import number
from watchbook.law.periods import months_after

LONGEST_MONTHS = 600  # of what the column and the calendar hold, not of any law


class Standing(StrEnum):
    """How somebody's training for a duty stands on a day: dates, and no judgement of the person."""

    COUNTS = "counts"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    NONE = "none"


@dataclass(frozen=True)
class CourseTaken:
    """That somebody took part: the day, until when it counts (None: for good), for which duties."""

    completed_on: date
    counts_until: date | None
    for_duties: frozenset[str]


@dataclass(frozen=True)
class Stand:
    """How training for a duty stands, and until when it counts or counted (None: for good, or there is none)."""

    standing: Standing
    until: date | None = None

    @property
    def counts(self) -> bool:
        """Whether it counts on the day it was asked for."""
        return self.standing in {Standing.COUNTS, Standing.ENDS_SOON}


def stand(taken: Iterable[CourseTaken], *, duty: str, on: date) -> Stand:
    """How training for a duty stands on a day."""
    meant = [one for one in taken if duty in one.for_duties and one.completed_on <= on]
    if not meant:
        return Stand(Standing.NONE)
    ends = [one.counts_until for one in meant if one.counts_until is not None]
    if len(ends) < len(meant):
        return Stand(Standing.COUNTS)
    last = max(ends)
    if last < on:
        return Stand(Standing.ENDED, last)
    return Stand(Standing.ENDS_SOON if last <= announced_until(on) else Standing.COUNTS, last)


def announced_until(on: date) -> date:
    """The last day of which it is said on a day that training ends soon."""
    return months_after(on, months=number("authority.training.announced_months", on=on))


def counts_until(completed_on: date, *, months: int | None) -> date | None:
    """The last day on which training counts; None where it counts for good."""
    return None if months is None else months_after(completed_on, months=months)


def why_no_course(*, title: str, provider: str, covers: str, months: int | None) -> str | None:
    """Why a course cannot be recorded like this, or None."""
    if not (title.strip() and provider.strip() and covers.strip()):
        return _("The title, the provider or the contents of the course are missing. Enter all three.")
    if months is not None and not 1 <= months <= LONGEST_MONTHS:
        return _(
            "Training can count for 1 to {longest} months. Enter a number in that range, or leave the box blank if the training counts without a time limit."
        ).format(longest=LONGEST_MONTHS)
    return None


def why_no_session(*, held_on: date, today: date) -> str | None:
    """Why a session cannot be recorded like this on a day, or None."""
    if held_on > today:
        return _("The date of the session is in the future. Record the session once it has taken place.")
    return None


def why_not_taken_back(*, has_sessions: bool) -> str | None:
    """Return why a course cannot be taken back, or None."""
    if has_sessions:
        return _(
            "Sessions of this course are on record. Take back each session first, or correct the course."
        )
    return None
