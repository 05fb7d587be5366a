"""The classes that a retention schedule settles, dated: what the rule set proposes, and the bounds that the law sets."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from watchbook.law.confirmed import Confirmable, standing
from watchbook.law.periods import BeyondTheCalendar, months_after
from watchbook.law.rows import fields, read

_FOLDER = Path(__file__).parent / "retention"
_MONTHS_OF = {"months": 1, "years": int(calendar.DECEMBER)}
_LONGEST_MONTH = calendar.monthrange(1, calendar.JANUARY)[1]
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The shortest or the longest period that the law allows for a class; unless `verified`, a solicitor confirms it."""

    period: int
    unit: str
    provision: str
    source: str
    verified: bool = True
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposedClass(Confirmable):
    """A class of what is kept as the rule set proposes it; each authority settles its own within the bounds.

    `is_required`: a schedule that says nothing of it leaves records without an end, and cannot be adopted.
    `is_of_subjects`: it holds what was seen or kept of the people looked at, rather than what the authority did.
    """

    code: str
    title: str
    since: date
    is_required: bool = True
    is_of_subjects: bool = False
    trigger: str
    period: int | None = None
    unit: str = ""
    period_words: str = ""
    action: str
    action_words: str = ""
    reason: str
    lga_record_type: str = ""
    source: str
    provision: str
    verified: bool = True
    note: str = ""
    at_least: Bound | None = None
    at_most: Bound | None = None


def retention_classes(*, on: date) -> tuple[ProposedClass, ...]:
    """Give every class that the rule set knows on a day, in the order of a record's life."""
    return tuple(_standing(one) for one in _classes() if one.since <= on)


def retention_class(code: str, *, on: date) -> ProposedClass | None:
    """Give the class with that code, or None for one of the authority's own."""
    return next((one for one in retention_classes(on=on) if one.code == code), None)


def required_classes(*, on: date) -> tuple[str, ...]:
    """Name the classes that a schedule must settle on a day."""
    return tuple(one.code for one in retention_classes(on=on) if one.is_required)


def is_shorter(period: int, unit: str, *, than: Bound, on: date) -> bool:
    """Say whether a period beginning with a day ends before the bound would."""
    return ends(period, unit, on=on) < ends(than.period, than.unit, on=on)


def is_longer(period: int, unit: str, *, than: Bound, on: date) -> bool:
    """Say whether a period beginning with a day ends after the bound would."""
    return ends(period, unit, on=on) > ends(than.period, than.unit, on=on)


def ends(period: int, unit: str, *, on: date) -> date:
    """Say when a period ends that begins with a day; what no calendar can name ends with the last day that it can."""
    try:
        if unit == "days":
            return on + timedelta(days=period)
        return months_after(on, months=period * _MONTHS_OF[unit])
    except (BeyondTheCalendar, OverflowError):
        return date.max


def began_by(period: int, unit: str, *, ended_before: date) -> date:
    """Give the last day with which a period can have begun that ends before a day."""
    days = period if unit == "days" else period * _MONTHS_OF[unit] * _LONGEST_MONTH
    began = date.fromordinal(max(1, ended_before.toordinal() - days - 1))
    while ends(period, unit, on=began + _ONE_DAY) < ended_before:
        began += _ONE_DAY
    return began


def _standing(one: ProposedClass) -> ProposedClass:
    """Give a class with its bounds; whoever confirmed it as it reads has confirmed these too."""
    confirmed = standing(one)
    if confirmed is one:
        return one
    bounds = {name: getattr(one, name) for name in ("at_least", "at_most")}
    return replace(confirmed, **{name: replace(held, verified=True) for name, held in bounds.items() if held})


@cache
def _classes() -> tuple[ProposedClass, ...]:
    """Read the classes, once."""
    return tuple(_class(row) for row in read(_FOLDER / "classes.toml")["classes"])


def _class(row: dict[str, Any]) -> ProposedClass:
    bounds: dict[str, Any] = {name: Bound(**row[name]) for name in ("at_least", "at_most") if name in row}
    return ProposedClass(**fields(row) | bounds)
