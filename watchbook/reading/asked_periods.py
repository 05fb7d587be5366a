"""The time a question speaks of, as days to the day of receipt (FOIA 2000 s.1(1) and (4): what is asked for, as held then).

What can be understood in two ways is never guessed: it comes back as ambiguous, with the reason, for a person.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from django.utils.translation import gettext as _

from watchbook.reading.asked_days import Unit
from watchbook.reading.asked_spans import Span, spans
from watchbook.reading.asked_units import asked_unit, broken_down, called
from watchbook.reading.period import Period

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_SINCE = re.compile(
    rf"\b(?:since|after)\s+(?:\w+\s+)?{_YEAR}|\bfrom\s+(?:\w+\s+)?{_YEAR.replace('year', 'from')}\s+(?:on|onwards?|until now|to date)\b",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(rf"(?<![-–—/0-9]){_YEAR}")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = re.compile(rf"\b(?P<count>[0-9]{{1,2}}|{'|'.join(_NUMBERS)})\s+months\b", re.IGNORECASE)
_EVER = re.compile(r"\b(?:ever|at any time|on any occasion|to date|so far)\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:at present|at the moment|presently|currently|current|now|as of (?:now|today)|today)\b",
    re.IGNORECASE,
)


class Kind(StrEnum):
    """How a question speaks of time. TO_COME names only days after the day of receipt."""

    NONE_NAMED = "none_named"
    PERIODS = "periods"
    AT_PRESENT = "at_present"
    EVER = "ever"
    AMBIGUOUS = "ambiguous"
    TO_COME = "to_come"


@dataclass(frozen=True)
class AskedPeriods:
    """The periods asked about, disjoint and in order, one for each figure that is wanted.

    `unit` is by what a figure is to be broken down, None where that is not asked. `note` says to the requester what was
    cut off at the day of receipt; `reason` says why no period could be read, and is a sentence for an officer.
    """

    kind: Kind
    periods: tuple[Period, ...] = ()
    unit: Unit | None = None
    note: str = ""
    reason: str = ""

    @property
    def whole(self) -> Period | None:
        """From the first day to the last, whatever lies between."""
        if not self.periods:
            return None
        return Period(self.periods[0].first_on, self.periods[-1].last_on)


def asked_periods(text: str, *, received_on: date, context: str = "") -> AskedPeriods:
    """The periods that a question asks about in its own words, else in those of its parent; up to the day of receipt.

    `the last two years` are the twenty-four months that end with that day, `the last two financial years` the last two
    that were over by it. A year that a parent only tells of (`In 2016 he wrote`) is no period.
    """
    unit = asked_unit(text) or asked_unit(context)
    own = _read(text, received_on=received_on, unit=unit)
    if own.kind is not Kind.NONE_NAMED:
        return own
    lent = _read(context, received_on=received_on, unit=unit)
    return own if lent.kind in {Kind.EVER, Kind.AT_PRESENT} else lent


def _read(text: str, *, received_on: date, unit: Unit | None) -> AskedPeriods:
    found = spans(text, received_on=received_on)
    if found.why_not:
        return AskedPeriods(Kind.AMBIGUOUS, reason=found.why_not)
    if not found.spans:
        return _without_days(text, received_on=received_on)
    ordered = sorted(dict.fromkeys(found.spans), key=lambda span: (span.first_on, span.last_on))
    if any(later.first_on <= earlier.last_on for earlier, later in pairwise(ordered)):
        reason = _("To be searched: the question names times that overlap. Ask which of them is meant.")
        return AskedPeriods(Kind.AMBIGUOUS, reason=reason)
    return _until_receipt(ordered, received_on=received_on, unit=unit)


def _without_days(text: str, *, received_on: date) -> AskedPeriods:
    if _EVER.search(text):
        return AskedPeriods(Kind.EVER)
    if _NOW.search(text):
        return AskedPeriods(Kind.AT_PRESENT, periods=(Period(received_on, received_on),))
    return AskedPeriods(Kind.NONE_NAMED)


def _until_receipt(ordered: Sequence[Span], *, received_on: date, unit: Unit | None) -> AskedPeriods:
    """The spans cut off at the day of receipt, and broken down where that is asked."""
    begun = [span for span in ordered if span.first_on <= received_on]
    if not begun:
        return AskedPeriods(
            Kind.TO_COME,
            reason=_("To be searched: the question asks of a time after the day on which it came."),
        )
    held = [replace(span, last_on=min(span.last_on, received_on)) for span in begun]
    unit = called(unit, [span.first_on for span in held]) or _unit_of_all(held)
    note = ""
    if held != list(ordered):
        note = _(
            "The time asked about ends after the day on which the request came; this goes up to that day."
        )
    periods = tuple(part for span in held for part in broken_down(span.first_on, span.last_on, unit=unit))
    return AskedPeriods(Kind.PERIODS, periods=periods, unit=unit, note=note)


def _unit_of_all(held: Sequence[Span]) -> Unit | None:
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
    return int(count) if count.isdigit() else _NUMBERS.index(count) + 1
