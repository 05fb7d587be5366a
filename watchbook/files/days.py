"""Days as people write them in spreadsheets: read where they can be read one way, asked about where in several.

A day of the form 2017-03-20 is itself. Every other is of a shape (numbers with slashes, a month in words, a bare
number), and each shape has its readings; where a cell of a column has two, a person is asked once for the column.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
MONTHS = (
    ("january", "ionawr"), ("february", "chwefror"), ("march", "mawrth"), ("april", "ebrill"), ("may", "mai"),
    ("june", "mehefin"), ("july", "gorffennaf"), ("august", "awst"), ("september", "medi"),
    ("october", "hydref"), ("november", "tachwedd"), ("december", "rhagfyr"),
)  # fmt: skip
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?")
BETWEEN = r"\s?[./\- ]\s?"
NUMBERS = re.compile(rf"([0-9]{{1,2}}){BETWEEN}([0-9]{{1,2}}){BETWEEN}([0-9]{{4}})")
SHORT_NUMBERS = re.compile(rf"([0-9]{{1,2}}){BETWEEN}([0-9]{{1,2}}){BETWEEN}([0-9]{{2}})")
YEAR_FIRST = re.compile(r"([0-9]{4})[./\-]([0-9]{1,2})[./\-]([0-9]{1,2})")
DAY_WORD = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[\s\-./]*(?P<month>[a-z]{3,})[\s\-./,]*"
WORD_DAY = r"(?P<month>[a-z]{3,})[\s\-./]*(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[\s\-./,]+"
LONG, SHORT = r"(?P<year>[0-9]{4})", r"(?P<year>[0-9]{2})"
# Five digits: with four, it would rather be a year.
SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
# Day 0 of Excel's two calendars; the first counts a 29 February 1900 that never was, so it is right from March 1900.
SERIAL_STARTS = {"from_1900": date(1899, 12, 30), "from_1904": date(1904, 1, 1)}


class UnreadableDay(Exception):
    """What is written is no day, or may be several; the message says what to do."""


@dataclass(frozen=True)
class DayReading:
    """One way in which a cell can be read: its name among the answers, the cell, and the day that it gives."""

    name: str
    cell: str
    day: date


@dataclass(frozen=True)
class DayQuestion:
    """What a person is asked once about a column: its key in the answers, an example, and each way to read it.

    `unreadable` counts, for each way, the cells of this shape that would be no day.
    """

    key: str
    column: str
    example: str
    readings: tuple[DayReading, ...]
    unreadable: Mapping[str, int]


def read_day(cell: str, *, column: str, readings: Mapping[str, str]) -> date:
    """The day of a cell, read as was answered for its column. Raises UnreadableDay."""
    shape, possible = _readings(cell)
    if not possible:
        raise UnreadableDay(_("This is not a date. Write the date as 2017-03-20 (year, month, day)."))
    answer = readings.get(f"{column}.{shape}")
    if answer:
        return _as_answered(possible, answer)
    if len({reading.day for reading in possible}) > 1:
        raise UnreadableDay(
            _("We cannot tell the day from the month. Write the date as 2017-03-20 (year, month, day).")
        )
    return possible[0].day


def _as_answered(possible: tuple[DayReading, ...], answer: str) -> date:
    for reading in possible:
        if reading.name == answer:
            return reading.day
    raise UnreadableDay(
        _(
            "This is not a date in the order that you chose for the column ({reading}). Write the date as 2017-03-20 (year, month, day)."
        ).format(reading=READING_WORDS.get(answer, answer[:20]))
    )


def questions(cells: Iterable[str], *, column: str) -> list[DayQuestion]:
    """What must be asked about a column: for each shape in it that has a cell with two readings, or none for all."""
    shapes: dict[str, dict[str, tuple[DayReading, ...]]] = {}
    for cell in cells:
        shape, possible = _readings(cell)
        if possible:
            shapes.setdefault(shape, {})[cell] = possible
    found = (_question(column, shape, found) for shape, found in sorted(shapes.items()))
    return [question for question in found if question]


def _question(column: str, shape: str, found: Mapping[str, tuple[DayReading, ...]]) -> DayQuestion | None:
    several = [cell for cell, possible in found.items() if len({one.day for one in possible}) > 1]
    names = {reading.name: None for possible in found.values() for reading in possible}
    unreadable = {
        name: sum(all(one.name != name for one in possible) for possible in found.values()) for name in names
    }
    if not several and 0 in unreadable.values():
        return None
    example = several[0] if several else next(iter(found))
    shown = {one.name: one for possible in found.values() for one in possible}
    shown |= {one.name: one for one in found[example]}
    return DayQuestion(
        key=f"{column}.{shape}",
        column=column,
        example=example,
        readings=tuple(shown[name] for name in READING_WORDS if name in names),
        unreadable=unreadable,
    )


def _readings(cell: str) -> tuple[str, tuple[DayReading, ...]]:
    """The shape of a cell and every way in which it is a day."""
    text = " ".join(cell.casefold().split())
    for shape, pattern, read in SHAPES:
        if match := pattern.fullmatch(text):
            return shape, tuple(_real(cell, read(match)))
    return "", ()


type Parts = tuple[int, int, int] | date


def _real(cell: str, possible: Mapping[str, Parts]) -> Iterable[DayReading]:
    for name, parts in possible.items():
        with suppress(ValueError):
            day = parts if isinstance(parts, date) else date(*parts)
            if EARLIEST_YEAR <= day.year <= LATEST_YEAR:
                yield DayReading(name=name, cell=cell, day=day)


def _plain(match: re.Match[str]) -> dict[str, Parts]:
    year, month, day = map(int, match.groups())
    return {"itself": (year, month, day)}


def _numbers(match: re.Match[str]) -> dict[str, Parts]:
    first, second, year = map(int, match.groups())
    return {"day_first": (year, second, first), "month_first": (year, first, second)}


def _short_numbers(match: re.Match[str]) -> dict[str, Parts]:
    first, second, third = map(int, match.groups())
    return {
        "day_first_2000": (2000 + third, second, first),
        "month_first_2000": (2000 + third, first, second),
        "year_first_2000": (2000 + first, second, third),
        "day_first_1900": (1900 + third, second, first),
        "month_first_1900": (1900 + third, first, second),
    }


def _words(match: re.Match[str]) -> dict[str, Parts]:
    return {"itself": (int(match["year"]), _month(match["month"]), int(match["day"]))}


def _short_words(match: re.Match[str]) -> dict[str, Parts]:
    year, month, day = int(match["year"]), _month(match["month"]), int(match["day"])
    return {"in_2000": (2000 + year, month, day), "in_1900": (1900 + year, month, day)}


def _month(word: str) -> int:
    """The number of a month by its name or its first letters, in English or Welsh; 0 for no month."""
    named = (number for number, names in enumerate(MONTHS, 1) for name in names if name.startswith(word))
    return next(named, 0)


def _serial(match: re.Match[str]) -> dict[str, Parts]:
    return {name: start + timedelta(days=int(match[1])) for name, start in SERIAL_STARTS.items()}


SHAPES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], dict[str, Parts]]], ...] = (
    ("iso", ISO, _plain),
    ("year_first", YEAR_FIRST, _plain),
    ("numbers", NUMBERS, _numbers),
    ("short_numbers", SHORT_NUMBERS, _short_numbers),
    ("words", re.compile(DAY_WORD + LONG), _words),
    ("words", re.compile(WORD_DAY + LONG), _words),
    ("short_words", re.compile(DAY_WORD + SHORT), _short_words),
    ("short_words", re.compile(WORD_DAY + SHORT), _short_words),
    ("serial", SERIAL, _serial),
)
READING_WORDS = {
    "itself": gettext_lazy("as written"),
    "day_first": gettext_lazy("day, month, year"),
    "month_first": gettext_lazy("month, day, year"),
    "day_first_2000": gettext_lazy("day, month, year (2000 or later)"),
    "month_first_2000": gettext_lazy("month, day, year (2000 or later)"),
    "year_first_2000": gettext_lazy("year (2000 or later), month, day"),
    "day_first_1900": gettext_lazy("day, month, year (before 2000)"),
    "month_first_1900": gettext_lazy("month, day, year (before 2000)"),
    "in_2000": gettext_lazy("in the year 2000 or later"),
    "in_1900": gettext_lazy("in a year before 2000"),
    "from_1900": gettext_lazy("number of days since 1900, as Excel counts them"),
    "from_1904": gettext_lazy("number of days since 1904, as old versions of Excel for Mac count them"),
}
