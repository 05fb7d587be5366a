"""By what a question wants a figure broken down: by calendar year, financial year, quarter or month (FOIA 2000 s.1(1))."""

import re
from collections.abc import Sequence
from datetime import date

from watchbook.reading.bounded import bounded
from watchbook.reading.times.days import (
    A_DAY,
    MONTHS_OF_A_QUARTER,
    MONTHS_OF_A_YEAR,
    FinancialYears,
    last_of_months,
    months_later,
)
from watchbook.reading.times.period import Period
from watchbook.reading.times.written import Unit

_COUNT = r"[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_BY = bounded(
    r"\b(?:by|per|each|every)\s+(?:of\s+)?(?:(?:the|these|those|its)\s+)?(?:(?:last|past|previous|preceding)\s+)?"
    rf"(?:(?:{_COUNT})\s+)?(?:(?:full|whole|complete)\s+)?(?P<sort>calendar|financial|fiscal)?\s*(?P<unit>year|quarter|month)s?\b",
    re.IGNORECASE,
)
_ADVERB = bounded(
    r"\b(?:year[- ](?:by|on)[- ]year|annually|per annum|(?P<month>month[- ]by[- ]month)"
    r"|(?:(?P<monthly>monthly)|(?P<quarterly>quarterly)|yearly|annual)\s+(?:figures?|breakdown|totals?|numbers?|counts?|basis|split))\b",
    re.IGNORECASE,
)
_MONTHS_OF = {Unit.CALENDAR_YEAR: MONTHS_OF_A_YEAR, Unit.QUARTER: MONTHS_OF_A_QUARTER, Unit.MONTH: 1}


def asked_unit(text: str) -> Unit | None:
    """The breakdown that a question asks for; TWELVE_MONTHS for years that it does not call calendar or financial."""
    if found := _BY.search(text):
        return _unit(found["unit"], sort=found["sort"] or _sort_of(text))
    if found := _ADVERB.search(text):
        if found["month"] or found["monthly"]:
            return Unit.MONTH
        return Unit.QUARTER if found["quarterly"] else _unit("year", sort=_sort_of(text))
    return None


def called(unit: Unit | None, begins: Sequence[date], *, years: FinancialYears) -> Unit | None:
    """The same unit under its own name: twelve months from 1 January are a calendar year."""
    if unit is not Unit.TWELVE_MONTHS:
        return unit
    if all(on == date(on.year, 1, 1) for on in begins):
        return Unit.CALENDAR_YEAR
    return Unit.FINANCIAL_YEAR if all(on == years.around(on)[0] for on in begins) else unit


def broken_down(first_on: date, last_on: date, *, unit: Unit | None, years: FinancialYears) -> list[Period]:
    """The parts of a period, in order; the first and the last hold only the days that lie in it."""
    parts = []
    while unit and first_on <= last_on:
        end = min(_end_of_part(first_on, unit=unit, years=years), last_on)
        parts.append(Period(first_on, end))
        first_on = end + A_DAY
    return parts or [Period(first_on, last_on)]


def _unit(word: str, *, sort: str) -> Unit:
    if word.casefold() == "month":
        return Unit.MONTH
    if word.casefold() == "quarter":
        return Unit.QUARTER
    if sort.casefold() in {"financial", "fiscal"}:
        return Unit.FINANCIAL_YEAR
    return Unit.CALENDAR_YEAR if sort.casefold() == "calendar" else Unit.TWELVE_MONTHS


def _sort_of(text: str) -> str:
    """Which years a text speaks of, where it names one sort only."""
    sorts = {
        found.casefold()
        for found in re.findall(r"\b(calendar|financial|fiscal)\s+years?", text, re.IGNORECASE)
    }
    return sorts.pop() if len(sorts) == 1 else ""


def _end_of_part(on: date, *, unit: Unit, years: FinancialYears) -> date:
    """The last day of the part that a day lies in; years that are neither sort are counted from the day itself."""
    if unit is Unit.FINANCIAL_YEAR:
        return years.around(on)[1]
    if unit is Unit.TWELVE_MONTHS:
        return last_of_months(on, months=MONTHS_OF_A_YEAR)
    months = _MONTHS_OF[unit]
    into = (on.month - 1) % months
    return months_later(on.replace(day=1), months=months - into) - A_DAY
