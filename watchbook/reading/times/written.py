"""The days, months, quarters and years that a question writes (FOIA 2000 s.1(1): what is asked for)."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from watchbook.reading.bounded import bounded
from watchbook.reading.times.days import (
    MONTHS_OF_A_QUARTER,
    MONTHS_OF_A_YEAR,
    FinancialYears,
    last_of_months,
    months_later,
)
from watchbook.reading.times.unclear import TimeFault, UnclearReason, UnclearTime

NEAR = 220  # how far around a year the words stand that say what it belongs to

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)[0-9]{2}"
_DASH = r"[-–—]"
_FEW = r"two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01]"
_TO = rf"\s*(?:{_DASH}|\b(?:to|until|till|and)\b)\s*"


def _two_years_named(name: str) -> str:
    return rf"(?P<{name}a>{_YEAR})\s?(?P<{name}mark>[/–—-])\s?(?P<{name}b>{_YEAR}|[0-9]{{1,2}})"


# The longest ways of writing a time first; each alternative is one reader below.
_WRITTEN = bounded(
    r"(?<![0-9£$€/])(?<![0-9]\.)(?<![A-Za-z][–—-])(?:"
    rf"(?P<days_of_a_year>(?P<dd1>{_DAY})(?:\s+(?:of\s+)?(?P<dm1>{MONTH}))?(?P<dto>{_TO})(?P<dd2>{_DAY})\s+(?:of\s+)?(?P<dm2>{MONTH}),?\s+(?P<dy>{_YEAR}))"
    rf"|(?P<months_of_a_year>(?P<mm1>{MONTH})(?P<mto>{_TO})(?P<mm2>{MONTH}),?\s+(?P<my>{_YEAR}))"
    rf"|(?P<day>(?P<d>{_DAY})\s+(?:of\s+)?(?P<m>{MONTH}),?\s+(?P<y>{_YEAR}))"
    rf"|(?P<american>(?P<am>{MONTH})\s+(?P<ad>{_DAY}),?\s+(?P<ay>{_YEAR}))"
    rf"|(?P<iso>(?P<iy>{_YEAR})-(?P<im>[0-9]{{2}})-(?P<id>[0-9]{{2}}))"
    rf"|(?P<numbers>(?P<nd>[0-9]{{1,2}})[/.-](?P<nm>[0-9]{{1,2}})[/.-](?P<ny>{_YEAR}|[0-9]{{2}}))"
    rf"|(?P<month_number>(?P<cm>0?[1-9]|1[0-2])/(?P<cy>{_YEAR}))"
    rf"|(?P<short_year>(?P<sm>{MONTH})\s?(?:{_DASH}|['’])\s?(?P<sy>[0-9]{{2}}))"
    rf"|(?P<month>(?P<om>{MONTH}),?\s+(?:of\s+)?(?P<oy>{_YEAR}))"
    rf"|(?P<quarter>(?:(?:q|quarter\s+)(?P<q>[1-4])|(?P<qw>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter),?\s*(?:of\s+)?"
    rf"(?:{_two_years_named('q')}|(?P<qy>{_YEAR})))"
    rf"|(?P<part>(?P<pw>first|last|final|second)\s+(?:(?P<pn>{_FEW})\s+months|(?P<half>half))\s+of\s+(?:the\s+)?(?:(?:calendar|financial|fiscal)\s+year\s+)?"
    rf"(?:{_two_years_named('p')}|(?P<py>{_YEAR})(?!\s?[/–—-]\s?[0-9])))"
    rf"|(?P<years>{_two_years_named('f')})"
    rf"|(?P<year>{_YEAR})(?!\s?[/–—-]\s?[0-9])"
    r")(?![0-9])",
    re.IGNORECASE,
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
# What a year belongs to that is no time asked about: an Act, a letter, what somebody did then.
_NAMES_IT_BEFORE = bounded(
    r"(?:\b(?:act|acts|regulations?|order|rules|code|ripa|rip\(s\)a|ripsa|foia|foisa|dpa|ipa|gdpr|eirs?|eisrs?)\s*,?\s*(?:of\s+)?(?:the\s+)?"
    r"|\bdated\s+(?:the\s+)?|(?<![0-9])[0-9]{3}[–—-]|[0-9]{5,}[–—-]"
    r"|\b(?:letter|circular|correspondence|memo|memorandum|policy|guidance|report|code|e-?mail|request|article)\s*(?:of|from|,|\()?\s*(?:the\s+)?)$",
    re.IGNORECASE,
)
_NAMES_IT_AFTER = bounded(
    r"\s+(?:letter|circular|memo|memorandum|policy|guidance|report|code|act|regulations|order|edition|version)\b",
    re.IGNORECASE,
)
_SOMEBODY_DID = bounded(
    r"[^?!;:]{0,200}?\b(?:wrote|written|published|issued|announced|introduced|recommended|advised|warned)\b",
    re.IGNORECASE,
)
_SOMEBODY_WROTE = bounded(
    r"\b(?:wrote|announced|recommended|warned)\b[^.?!;:]*\b(?:in|on|during)\s+$", re.IGNORECASE
)
_OPENING = bounded(r"(?:^|[.?!;:]\s|\n)\s*(?:in|on|during)\s+(?:early\s|late\s|mid[\s-])?\s*$", re.IGNORECASE)
_SOMEBODY_TOLD = bounded(
    r"[^.?!;:]{0,200}?\b(?:sent|told|asked|gave)\s+(?:a|an|each|every|all|the|you|us|them|councils)\b",
    re.IGNORECASE,
)
_ASKS = bounded(
    r"\b(?:how|did|do|does|any|number|many|please|which|what|total|provide|supply|list|state|confirm|give|send|tell|would|could|can)\b",
    re.IGNORECASE,
)


class Unit(StrEnum):
    """By what a figure is to be broken down; `years` are twelve months each from the first day of the time asked about."""

    CALENDAR_YEAR = "calendar_year"
    FINANCIAL_YEAR = "financial_year"
    TWELVE_MONTHS = "twelve_months"
    QUARTER = "quarter"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A time as a text writes it, where it stands there, and its days; `unclear` where it cannot be read."""

    start: int
    end: int
    first_on: date
    last_on: date
    is_year: bool = False
    is_financial: bool = False
    is_span: bool = False
    unclear: UnclearReason | None = None


def written(text: str, *, years: FinancialYears) -> list[WrittenTime]:
    """Every time that a text writes, in its order; Acts, letters and tales of the past are left out."""
    return [
        _read(match, years=years) for match in _WRITTEN.finditer(text) if not _is_a_name(text, match=match)
    ]


def _is_a_name(text: str, *, match: re.Match[str]) -> bool:
    """Whether the time names a thing, or tells what somebody did then, so that nothing is asked about it."""
    before = text[max(0, match.start() - NEAR) : match.start()]
    after = text[match.end() : match.end() + NEAR]
    if _NAMES_IT_BEFORE.search(before) or _NAMES_IT_AFTER.match(after):
        return True
    told = _SOMEBODY_DID.match(after) or _SOMEBODY_TOLD.match(text, match.end())
    tales = (_SOMEBODY_WROTE.search(before), _OPENING.search(before) and told)
    return any(tale and not _ASKS.search(tale.group()) for tale in tales)


def _read(match: re.Match[str], *, years: FinancialYears) -> WrittenTime:
    sort = next(name for name in READERS if match[name])
    place = (match.start(), match.end())
    try:
        first_on, last_on = READERS[sort](match, years)
    except UnclearTime as refusal:
        return WrittenTime(*place, date.min, date.min, unclear=refusal.unclear)
    except ValueError:
        unclear = UnclearReason(TimeFault.NO_DAY, {"words": match.group().strip()})
        return WrittenTime(*place, date.min, date.min, unclear=unclear)
    is_financial = sort == "years" and (first_on, last_on) == years.beginning_in(first_on.year)
    return WrittenTime(
        *place,
        first_on,
        last_on,
        is_year=sort == "year",
        is_financial=is_financial,
        is_span=sort in SPANS and not is_financial,
    )


def _month_number(words: str) -> int:
    return _MONTHS.index(words[:3].casefold()) + 1


def _one_day(day: str, month: int, year: str) -> tuple[date, date]:
    on = date(int(year) if len(year) > 2 else 2000 + int(year), month, int(day.rstrip("stndrhSTNDRH")))
    return on, on


def _whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _must_be_one_span(match: re.Match[str], *, joined: str) -> None:
    """`January and March` are two months, `between January and March` is one span."""
    if "and" in joined.casefold() and not re.search(
        r"\bbetween\s+(?:the\s+)?$", match.string[: match.start()], re.IGNORECASE
    ):
        raise UnclearTime(TimeFault.ONE_TIME_OR_TWO, words=match.group().strip())


def _days_of_a_year(match: re.Match[str], _years: FinancialYears) -> tuple[date, date]:
    _must_be_one_span(match, joined=match["dto"])
    first = _one_day(match["dd1"], _month_number(match["dm1"] or match["dm2"]), match["dy"])
    last = _one_day(match["dd2"], _month_number(match["dm2"]), match["dy"])
    return first[0], last[0]


def _months_of_a_year(match: re.Match[str], _years: FinancialYears) -> tuple[date, date]:
    _must_be_one_span(match, joined=match["mto"])
    year = int(match["my"])
    first, last = _month_number(match["mm1"]), _month_number(match["mm2"])
    return _whole_month(year, first)[0], _whole_month(year, last)[1]


def _quarter(match: re.Match[str], years: FinancialYears) -> tuple[date, date]:
    count = int(match["q"]) if match["q"] else _QUARTERS[match["qw"].casefold()]
    begins = _two_years(match, "q", years)[0] if match["qa"] else date(int(match["qy"]), 1, 1)
    first_on = months_later(begins, months=MONTHS_OF_A_QUARTER * (count - 1))
    return first_on, last_of_months(first_on, months=MONTHS_OF_A_QUARTER)


def _part(match: re.Match[str], years: FinancialYears) -> tuple[date, date]:
    """The first six months of 2025, its last three, its second half."""
    begins = _two_years(match, "p", years)[0] if match["pa"] else date(int(match["py"]), 1, 1)
    few = (match["pn"] or "six").casefold()
    count = int(few) if few.isdigit() else _FEW.split("|").index(few) + 2
    if match["pw"].casefold() == "first":
        return begins, last_of_months(begins, months=count)
    first_on = months_later(begins, months=MONTHS_OF_A_YEAR - count)
    return first_on, last_of_months(first_on, months=count)


def _two_years(match: re.Match[str], name: str, years: FinancialYears) -> tuple[date, date]:
    """2015/16 is a financial year, 2016-2018 are three calendar years; 2015-2016 may be either."""
    first, second = match[f"{name}a"], match[f"{name}b"]
    is_short = len(second) < len(first)
    last = int(first[: len(first) - len(second)] + second)
    if is_short and last < int(first):
        last += 10 ** len(second)
    follows = last == int(first) + 1
    if follows and (match[f"{name}mark"] == "/" or is_short):
        return years.beginning_in(int(first))
    if follows and re.search(r"\b(?:financial|fiscal)\s+year", match.string, re.IGNORECASE):
        return years.beginning_in(int(first))
    if follows or match[f"{name}mark"] == "/" or last > date.max.year:
        raise UnclearTime(TimeFault.WHICH_YEARS, words=match.group().strip())
    return date(int(first), 1, 1), date(last, 12, 31)


SPANS = {"days_of_a_year", "months_of_a_year", "years"}
READERS: dict[str, Callable[[re.Match[str], FinancialYears], tuple[date, date]]] = {
    "days_of_a_year": _days_of_a_year,
    "months_of_a_year": _months_of_a_year,
    "day": lambda match, _years: _one_day(match["d"], _month_number(match["m"]), match["y"]),
    "american": lambda match, _years: _one_day(match["ad"], _month_number(match["am"]), match["ay"]),
    "iso": lambda match, _years: _one_day(match["id"], int(match["im"]), match["iy"]),
    "numbers": lambda match, _years: _one_day(match["nd"], int(match["nm"]), match["ny"]),
    "month": lambda match, _years: _whole_month(int(match["oy"]), _month_number(match["om"])),
    "short_year": lambda match, _years: _whole_month(2000 + int(match["sy"]), _month_number(match["sm"])),
    "month_number": lambda match, _years: _whole_month(int(match["cy"]), int(match["cm"])),
    "quarter": _quarter,
    "part": _part,
    "years": lambda match, years: _two_years(match, "f", years),
    "year": lambda match, _years: (date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)),
}
