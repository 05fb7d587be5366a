"""The time a question speaks of, as days to the day of receipt (FOIA 2000 s.1(1) and (4): what is asked for, as held then).

What can be understood in two ways is never guessed: it comes back as ambiguous, with the reason, for a person.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from watchbook.reading.bounded import bounded
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.times.period import Period
from watchbook.reading.times.relative import NUMBERS
from watchbook.reading.times.spans import TimeSpan, spans
from watchbook.reading.times.unclear import TimeFault, UnclearReason
from watchbook.reading.times.units import asked_unit, broken_down, called
from watchbook.reading.times.written import Unit

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_SINCE = bounded(
    rf"\b(?:since|after)\s+(?:\w+\s+)?{_YEAR}|\bfrom\s+(?:\w+\s+)?{_YEAR.replace('year', 'from')}\s+(?:on|onwards?|until now|to date)\b",
    re.IGNORECASE,
)
_ANY_YEAR = bounded(rf"(?<![-–—/0-9]){_YEAR}")
_MONTHS = bounded(rf"\b(?P<count>[0-9]{{1,2}}|{'|'.join(NUMBERS)})\s+months\b", re.IGNORECASE)
_EVER = bounded(
    r"\b(?:ever|at any time|on any occasion|to date|so far|(?:up )?(?:until|till|to) (?:now|today|the present(?: day)?))\b",
    re.IGNORECASE,
)
_NOW = bounded(
    r"\b(?:at present|at (?:the|this) (?:present|current) time|at (?:the|this) moment|presently|currently|current|now|today)\b"
    r"|\b(?:as (?:of|at|on)|on|at) (?:the )?(?:date|day|time) (?:(?:of|on which|that|when) )?(?:you )?"
    r"(?:(?:receiv\w+|got|get|receipt of|writing|asking|answering)|(?:this|my|the) (?:request|letter|e-?mail|message|application)\b)",
    re.IGNORECASE,
)


class TimeKind(StrEnum):
    """How a question speaks of time. TO_COME names only days after the day of receipt."""

    NONE_NAMED = "none_named"
    PERIODS = "periods"
    AT_PRESENT = "at_present"
    EVER = "ever"
    AMBIGUOUS = "ambiguous"
    TO_COME = "to_come"


@dataclass(frozen=True)
class TimeOfQuestion:
    """The periods asked about, disjoint and in order, one for each figure that is wanted.

    `unit` is by what a figure is to be broken down, None where that is not asked. `is_cut_off` says that
    the time named goes on after the day of receipt; `unclear` says why no period could be read.
    """

    kind: TimeKind
    periods: tuple[Period, ...] = ()
    unit: Unit | None = None
    is_cut_off: bool = False
    unclear: UnclearReason | None = None

    @property
    def named(self) -> Period | None:
        """The whole, where a question names its days; None where it speaks of now, of ever or of no time."""
        return self.whole if self.kind is TimeKind.PERIODS else None

    @property
    def whole(self) -> Period | None:
        """From the first day to the last, whatever lies between."""
        if not self.periods:
            return None
        return Period(self.periods[0].first_on, self.periods[-1].last_on)


def time_of_question(
    text: str, *, received_on: date, years: FinancialYears, context: str = ""
) -> TimeOfQuestion:
    """The periods that a question asks about in its own words, else in those of its parent; up to the day of receipt.

    `the last two years` are the twenty-four months that end with that day, `the last two financial years` the last two
    that were over by it. A year that a parent only tells of (`In 2016 he wrote`) is no period.
    """
    unit = asked_unit(text) or asked_unit(context)
    own = _read(text, received_on=received_on, unit=unit, years=years)
    if own.kind is not TimeKind.NONE_NAMED:
        return own
    lent = _read(context, received_on=received_on, unit=unit, years=years)
    return own if lent.kind in {TimeKind.EVER, TimeKind.AT_PRESENT} else lent


def _read(text: str, *, received_on: date, unit: Unit | None, years: FinancialYears) -> TimeOfQuestion:
    found = spans(text, received_on=received_on, years=years)
    if found.unclear:
        return TimeOfQuestion(TimeKind.AMBIGUOUS, unclear=found.unclear)
    if not found.spans:
        return _without_days(text, received_on=received_on)
    ordered = sorted(dict.fromkeys(found.spans), key=lambda span: (span.first_on, span.last_on))
    if any(later.first_on <= earlier.last_on for earlier, later in pairwise(ordered)):
        return TimeOfQuestion(TimeKind.AMBIGUOUS, unclear=UnclearReason(TimeFault.OVERLAP))
    return _until_receipt(ordered, received_on=received_on, unit=unit, years=years)


def _without_days(text: str, *, received_on: date) -> TimeOfQuestion:
    if _EVER.search(text):
        return TimeOfQuestion(TimeKind.EVER)
    if _NOW.search(text):
        return TimeOfQuestion(TimeKind.AT_PRESENT, periods=(Period(received_on, received_on),))
    return TimeOfQuestion(TimeKind.NONE_NAMED)


def _until_receipt(
    ordered: Sequence[TimeSpan], *, received_on: date, unit: Unit | None, years: FinancialYears
) -> TimeOfQuestion:
    """The spans cut off at the day of receipt, and broken down where that is asked."""
    begun = [span for span in ordered if span.first_on <= received_on]
    if not begun:
        return TimeOfQuestion(TimeKind.TO_COME, unclear=UnclearReason(TimeFault.TO_COME))
    held = [replace(span, last_on=min(span.last_on, received_on)) for span in begun]
    unit = called(unit, [span.first_on for span in held], years=years) or _unit_of_all(held)
    periods = tuple(
        part for span in held for part in broken_down(span.first_on, span.last_on, unit=unit, years=years)
    )
    return TimeOfQuestion(TimeKind.PERIODS, periods=periods, unit=unit, is_cut_off=held != list(ordered))


def _unit_of_all(held: Sequence[TimeSpan]) -> Unit | None:
    """By what spans are parted that are all named in one way."""
    units = {span.unit for span in held}
    return units.pop() if len(units) == 1 else None


def since_year(text: str, *, context: str = "") -> int | None:
    """The year from which a question asks, in its own words, else the one year that its parent speaks of; or None."""
    for found in _SINCE.finditer(text):
        return int(found["year"] or found["from"])
    years = {int(found["year"]) for found in _ANY_YEAR.finditer(context)}
    return years.pop() if len(years) == 1 else None


def months_ahead(text: str) -> int:
    """How many months ahead a question looks (`within the next three months`); 0 where it asks of today alone."""
    found = _MONTHS.search(text)
    if not found:
        return 0
    count = found["count"].casefold()
    return int(count) if count.isdigit() else NUMBERS.index(count) + 1
