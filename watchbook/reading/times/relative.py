"""Times that a question counts back from the day on which it came: the last three financial years, the last 12 months.

FOIA 2000 s.1(4): what is held when the request is received, so `now` is the day of receipt. Years, months, weeks and
days without another word end with that day; financial and calendar years and quarters are the last that were over.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from watchbook.reading.bounded import bounded
from watchbook.reading.times.days import (
    A_DAY,
    MONTHS_OF_A_QUARTER,
    MONTHS_OF_A_YEAR,
    FinancialYears,
    months_later,
)
from watchbook.reading.times.written import Unit, WrittenTime, written

EARLIEST_YEAR = 1900  # no register of ours reaches behind it, and a slip of the pen does
LONGEST = 60  # of a day in words, with room
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS_OF = {"year": MONTHS_OF_A_YEAR, "quarter": MONTHS_OF_A_QUARTER, "month": 1}
_LAST = bounded(
    r"\b(?:last|past|previous|preceding|most recent)\s+"
    rf"(?P<count>[0-9]{{1,3}}|{'|'.join(NUMBERS)})\s*(?:\([0-9]{{1,3}}\)\s*)?(?:(?:(?P<full>full|whole|completed?)|consecutive)\s+)?"
    r"(?:(?P<sort>calendar|financial|fiscal)\s+)?(?P<unit>year|quarter|month|week|day)s?\b",
    re.IGNORECASE,
)
_COUNT_FIRST = bounded(
    rf"\b(?P<count>[0-9]{{1,3}}|{'|'.join(NUMBERS)})\s+(?:last|past|previous|preceding|most recent|latest)\s+"
    r"(?:(?P<full>full|whole|completed?)\s+)?(?:(?P<sort>calendar|financial|fiscal)\s+)?(?P<unit>year|quarter|month|week|day)s\b",
    re.IGNORECASE,
)
_SO_MANY = bounded(
    rf"\b(?P<count>[0-9]{{1,3}}|{'|'.join(NUMBERS)})[\s-]+(?:(?P<sort>calendar|financial|fiscal)\s+)?(?P<unit>year|quarter|month|week|day)s?\b(?:[\s-]+periods?\b)?",
    re.IGNORECASE,
)
_THE_LAST = bounded(
    r"\b(?:last|past|previous|preceding|most recent)\s+(?:(?:full|whole|completed?)\s+)?"
    r"(?:(?P<sort>calendar|financial|fiscal)\s+(?P<year>year)|(?P<unit>quarter|month))\b",
    re.IGNORECASE,
)
_PAST_YEAR = bounded(r"\bpast\s+(?:year|twelvemonth)\b(?!['’]s)", re.IGNORECASE)
_THIS = bounded(
    r"\b(?:this|the current|current)\s+(?:(?P<sort>calendar|financial|fiscal)\s+(?P<year>year)|(?P<unit>quarter|month))(?:\s+(?:to date|so far))?\b",
    re.IGNORECASE,
)
_TO_DATE = bounded(r"\b(?P<sort>calendar|financial|fiscal)\s+year\s+(?:to date|so far)\b", re.IGNORECASE)
_UP_TO = bounded(
    r"\s*,?\s*(?:up\s+)?(?:to|until|ending|ended|ending on|ended on|to the end of|preceding|before)\s+(?:and\s+including\s+)?(?:on\s+)?(?:the\s+)?(?:day\s+)?",
    re.IGNORECASE,
)
_ON_FROM = bounded(
    r"\s*,?\s*(?:from|beginning|starting|commencing|following)\s+(?:on\s+|with\s+|in\s+)?(?:and\s+including\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_TO_RECEIPT = bounded(
    r"\s*,?\s*(?:(?:immediately|directly)\s+)?(?:(?:leading\s+)?up\s+to|to|until|before|preceding|prior\s+to|ending\s+(?:on|with)?)\s+"
    r"(?:(?:the\s+)?(?:date|day|receipt|time)\s+(?:of\s+|on\s+which\s+)?)?(?:you\s+(?:received?|got|get)\s+|your\s+receipt\s+of\s+)?"
    r"(?:(?:this|my)(?:\s+(?:request|letter|e-?mail|message|application))?|the\s+(?:request|letter)|today|now)\b(?!\s+(?:year|month|date))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RelativeTime:
    """Such a time, where the text names it, and by what it is parted by the way it is named."""

    start: int
    end: int
    first_on: date
    last_on: date
    unit: Unit | None = None


def relative_spans(text: str, *, received_on: date, years: FinancialYears) -> list[RelativeTime]:
    """Every such time, in the order of the text; none twice."""
    found: list[RelativeTime] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found += read(match, text, received_on, years)
    return sorted(found, key=lambda one: one.start)


def _last(
    match: re.Match[str], text: str, received_on: date, years: FinancialYears
) -> Iterator[RelativeTime]:
    """The last so many; `to 31 March 2016` counts them back from that day, which is then the last of them."""
    words = match["count"].casefold()
    count = int(words) if words.isdigit() else NUMBERS.index(words) + 1
    until = _anchor(text, after=match.end(), years=years)
    on, end = (until.last_on, until.end) if until else (received_on, match.end())
    days = _days(match, count=count, on=on, is_anchored=until is not None, years=years) if count else None
    if days and days[0].year >= EARLIEST_YEAR:
        yield RelativeTime(match.start(), end, *days)


def _past_year(
    match: re.Match[str], _text: str, received_on: date, _years: FinancialYears
) -> Iterator[RelativeTime]:
    """`Over the past year`: the twelve months that end with the day of receipt; `last year` may be either and is left open."""
    begins = months_later(received_on + A_DAY, months=-MONTHS_OF_A_YEAR)
    yield RelativeTime(match.start(), match.end(), begins, received_on)


def _so_many(
    match: re.Match[str], text: str, received_on: date, years: FinancialYears
) -> Iterator[RelativeTime]:
    """`The six months to 30 September 2019`, or to this request; without the day to which they run they say nothing of the past."""
    if _TO_RECEIPT.match(text, match.end()) or _anchor(text, after=match.end(), years=years):
        yield from _last(match, text, received_on, years)
    elif (begins := _anchor(text, after=match.end(), years=years, led_by=_ON_FROM)) and not match["sort"]:
        yield from _counted_on(match, begins)


def _counted_on(match: re.Match[str], begins: WrittenTime) -> Iterator[RelativeTime]:
    """`The three years from 1 April 2022`, which begin with that day."""
    words, unit = match["count"].casefold(), match["unit"].casefold()
    count = int(words) if words.isdigit() else NUMBERS.index(words) + 1
    if unit in _MONTHS_OF:
        after = months_later(begins.first_on, months=count * _MONTHS_OF[unit])
    else:
        after = begins.first_on + timedelta(days=count * (7 if unit == "week" else 1))
    if count:
        yield RelativeTime(match.start(), begins.end, begins.first_on, after - A_DAY)


def _anchor(
    text: str, *, after: int, years: FinancialYears, led_by: re.Pattern[str] = _UP_TO
) -> WrittenTime | None:
    """The day up to which, or from which, a text counts, where it names one right behind."""
    leads = led_by.match(text, after)
    if not leads:
        return None
    times = written(text[leads.end() : leads.end() + LONGEST], years=years)
    first = next((one for one in times if one.start == 0 and not one.unclear), None)
    return replace(first, start=leads.end(), end=leads.end() + first.end) if first else None


def _days(
    match: re.Match[str], *, count: int, on: date, is_anchored: bool, years: FinancialYears
) -> tuple[date, date] | None:
    """The first and the last day; None where what is counted back from is not the end of such a year or quarter."""
    sort, unit = (match["sort"] or "").casefold(), match["unit"].casefold()
    if unit == "month" and match.groupdict().get("full"):
        sort = "calendar"
    if unit in {"week", "day"}:
        return on - timedelta(days=count * (7 if unit == "week" else 1)) + A_DAY, on
    if sort or unit == "quarter":
        last_on = on if is_anchored else _first_of(on, sort=sort, unit=unit, years=years) - A_DAY
        first_of_last = _first_of(last_on, sort=sort, unit=unit, years=years)
        after = last_on + A_DAY
        if _first_of(after, sort=sort, unit=unit, years=years) != after:
            return None  # not the last of such a year or quarter: counting back from it has two meanings
        months = _MONTHS_OF[unit]
        return months_later(first_of_last, months=-months * (count - 1)), last_on
    months = count * (MONTHS_OF_A_YEAR if unit == "year" else 1)
    return months_later(on + A_DAY, months=-months), on


def _first_of(on: date, *, sort: str, unit: str, years: FinancialYears) -> date:
    """The first day of the year, quarter or month of a sort that a day lies in."""
    if sort in {"financial", "fiscal"} and unit == "year":
        return years.around(on)[0]
    if unit == "year":
        return date(on.year, 1, 1)
    months = _MONTHS_OF[unit]
    return date(on.year, on.month - (on.month - 1) % months, 1)


def _this(
    match: re.Match[str], _text: str, received_on: date, years: FinancialYears
) -> Iterator[RelativeTime]:
    """The one that the day of receipt lies in, to that day; of the last, the whole of the one before it."""
    told = match.groupdict()
    sort, unit = (told["sort"] or "").casefold(), (told.get("unit") or "year").casefold()
    first_on, last_on = _first_of(received_on, sort=sort, unit=unit, years=years), received_on
    if match.re is _THE_LAST:
        last_on = first_on - A_DAY
        first_on = _first_of(last_on, sort=sort, unit=unit, years=years)
    yield RelativeTime(match.start(), match.end(), first_on, last_on)


_READERS: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str], str, date, FinancialYears], Iterator[RelativeTime]]], ...
] = (
    (_LAST, _last),
    (_COUNT_FIRST, _last),
    (_SO_MANY, _so_many),
    (_THE_LAST, _this),
    (_PAST_YEAR, _past_year),
    (_THIS, _this),
    (_TO_DATE, _this),
)
