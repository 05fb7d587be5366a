"""Drift: when repeated looks at one subject ask for a power again (docs/law/drift.md#thresholds). Pure: what was counted in, a standing out.

No statute sets a number of looks. The thresholds are dated settings, and a signed plan or an authorisation lifts them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from watchbook.acting.london_day import LONDON, london_day
from watchbook.law.parameters import number, parameter
from watchbook.law.working_days import CALENDARS, days_after, is_weekend


class Level(StrEnum):
    """What a look at this subject asks for now."""

    NONE = "none"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class LookLimits:
    """The authority's numbers on a day."""

    amber_look: int
    red_look: int
    window_days: int
    collateral_handles: int
    is_kept_amber: bool
    is_same_minute_amber: bool
    subject_kinds: tuple[str, ...]
    night_from_hour: int
    night_until_hour: int


@dataclass(frozen=True, slots=True)
class CountedLook:
    """One look in the window, as far as the count needs it. `is_hidden`: under directed surveillance or a source."""

    at: datetime
    officer: object
    service: object
    pages: int = 1
    collateral: int = 0
    was_kept: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """What looks show beside their number: by how many officers, how deep, who else was seen, kept, at which hours."""

    officers: int
    deepest: int
    collateral: int
    was_kept: bool
    is_same_minute: bool
    out_of_hours: int


@dataclass(frozen=True, slots=True)
class LooksStanding:
    """What the window holds beside the look that is to come, and what that look therefore asks for.

    `signs` are those of the service's own looks: all looks count, and of another service's a number is told (docs/explanation/looks.md#what-another-service-learns).
    """

    prior_looks: int
    own: int
    others: int
    signs: Signs
    level: Level
    window_days: int

    @property
    def look(self) -> int:
        """Which look in the window this one would be."""
        return self.prior_looks + 1

    @property
    def told(self) -> int:
        """How many looks somebody of the service may be told of: what another service hides is counted and not told."""
        return self.own + self.others


def thresholds(*, on: date) -> LookLimits:
    """The authority's numbers as at a day."""
    kinds = parameter("authority.drift.subject_kinds", on=on)
    return LookLimits(
        amber_look=number("authority.drift.amber_look", on=on),
        red_look=number("authority.drift.red_look", on=on),
        window_days=number("authority.drift.window_days", on=on),
        collateral_handles=number("authority.drift.collateral_handles", on=on),
        is_kept_amber=bool(parameter("authority.drift.kept_capture_is_amber", on=on)),
        is_same_minute_amber=bool(parameter("authority.drift.same_minute_is_amber", on=on)),
        subject_kinds=kinds if isinstance(kinds, tuple) else (),
        night_from_hour=number("authority.drift.night_from_hour", on=on),
        night_until_hour=number("authority.drift.night_until_hour", on=on),
    )


def window_begins(*, on: date, window_days: int) -> datetime:
    """The first moment of the window that ends on a day: so many whole London days before it, and the day itself."""
    first = on - timedelta(days=window_days)
    return datetime(first.year, first.month, first.day, tzinfo=LONDON)


def standing(
    looks: Sequence[CountedLook], *, kind: str, at: datetime, service: object, by_law: LookLimits
) -> LooksStanding:
    """What a look at a subject of this kind asks for, given those that the window holds."""
    shown = [one for one in looks if not one.is_hidden]
    own = [one for one in looks if one.service == service]
    counts = kind in by_law.subject_kinds
    return LooksStanding(
        prior_looks=len(looks),
        own=len(own),
        others=len([one for one in shown if one.service != service]),
        signs=signs_of(own, at=at, by_law=by_law),
        level=_level(looks, at=at, by_law=by_law) if counts else Level.NONE,
        window_days=by_law.window_days,
    )


def signs_of(looks: Sequence[CountedLook], *, at: datetime, by_law: LookLimits) -> Signs:
    """What these looks show beside their number, to a look that is to come at a moment."""
    return Signs(
        officers=len({one.officer for one in looks}),
        deepest=max((one.pages for one in looks), default=0),
        collateral=max((one.collateral for one in looks), default=0),
        was_kept=any(one.was_kept for one in looks),
        is_same_minute=_minute(at) in {_minute(one.at) for one in looks},
        out_of_hours=sum(is_out_of_hours(one.at, by_law=by_law) for one in looks),
    )


def is_out_of_hours(moment: datetime, *, by_law: LookLimits) -> bool:
    """Whether a look was made at night or at a weekend, London time."""
    there = moment.astimezone(LONDON)
    is_night = not by_law.night_until_hour <= there.hour < by_law.night_from_hour
    return is_night or is_weekend(there.date())


def immediate_until(opened_at: datetime, *, nation: str) -> datetime:
    """Until when an immediate response opens looks: the end of the next working day (authority.triage)."""
    day = london_day(opened_at)
    working_days = number("authority.triage.again_within_working_days", on=day)
    last = days_after(day, number=working_days, calendar=CALENDARS[nation])[-1].on
    after = last + timedelta(days=1)
    return datetime(after.year, after.month, after.day, tzinfo=LONDON)


@dataclass(frozen=True, slots=True)
class ImmediateResponse:
    """A service's immediate response: the look that began it while it still opens looks, and whether one ran out."""

    look: UUID | None
    until: datetime | None
    ran_out: bool


def immediate_response(
    begun: Mapping[UUID, datetime], *, answered: Sequence[datetime], at: datetime, nation: str
) -> ImmediateResponse:
    """Say whether one of the responses that were begun still runs, or ran out and was not triaged again.

    The time runs from the look that began it; those opened within it name it and do not make it longer.
    """
    for look, opened_at in begun.items():
        until = immediate_until(opened_at, nation=nation)
        if at < until:
            return ImmediateResponse(look, until, ran_out=False)
    is_unanswered = [all(moment <= opened_at for moment in answered) for opened_at in begun.values()]
    return ImmediateResponse(None, None, ran_out=any(is_unanswered))


def _level(looks: Sequence[CountedLook], *, at: datetime, by_law: LookLimits) -> Level:
    """Every look counts, whoever made it and under whatever it was made."""
    look, found = len(looks) + 1, signs_of(looks, at=at, by_law=by_law)
    if look >= by_law.red_look:
        return Level.RED
    is_pattern = found.is_same_minute or found.out_of_hours > 1
    signs = (
        by_law.is_kept_amber and found.was_kept,
        found.collateral >= by_law.collateral_handles,
        by_law.is_same_minute_amber and is_pattern,
    )
    return Level.AMBER if look >= by_law.amber_look or any(signs) else Level.NONE


def _minute(moment: datetime) -> tuple[int, int]:
    there = moment.astimezone(LONDON)
    return there.hour, there.minute
