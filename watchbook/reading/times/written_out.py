"""Times that a text shortens, written out in full: FY23/24, Q1 and Q2 of 2025, June this year (FOIA 2000 s.1(1)).

A year that stands once behind several months or quarters belongs to each of them, and `this year` behind a month is a
number. What may mean two things is left as it stands.
"""

import re
from datetime import date
from itertools import pairwise

from watchbook.reading.bounded import bounded
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.times.written import MONTH

_SHORT = r"['’]?(?<![0-9])[0-9]{2}\s?[/–—-]\s?[0-9]{2}(?![0-9/])"
_NEXT = r"\s*(?:,|;|&|/|\band\b|\bor\b|\bto\b|\buntil\b|[-–—]){1,2}\s*(?:FYs?\s*)?"
_SHORT_YEARS = bounded(
    rf"\b(?:FYs?|(?:financial|fiscal)\s+years?)\s*(?:(?:of|for|from|between|in|ending)\s+|[:(]\s*)?{_SHORT}(?:{_NEXT}{_SHORT}){{0,12}}"
    rf"|(?<![\w/£.,-]){_SHORT}(?:{_NEXT}{_SHORT}){{0,12}}\s+(?:financial|fiscal)\s+years?\b",
    re.IGNORECASE,
)
_ONE_SHORT = bounded(r"(?<![0-9])['’]?(?P<a>[0-9]{2})\s?[/–—-]\s?(?P<b>[0-9]{2})(?![0-9])")
_ONE_DIGIT = bounded(r"(?<![0-9/.-])(?P<a>(?:19|20)[0-9]{2})/(?P<b>[0-9])(?![0-9/])")
_HALF = bounded(r"\bH(?P<half>[12])\s+(?:of\s+)?(?=(?:19|20)[0-9]{2}|(?:this|last|the)\b)", re.IGNORECASE)
_ORDINALS = {"1": "first", "2": "second"}
_PART = (
    rf"(?:\b(?:(?!may\b){MONTH}|(?-i:May)\b|q[1-4]\b|(?:quarter|half|months|start|beginning|end)\b))"
    r"[,\s]\s*(?:of\s+|in\s+)?"
)
_THIS_YEAR = bounded(
    rf"(?P<part>{_PART})(?P<which>this|last|the\s+(?:current|present|last|previous|preceding))\s+"
    r"(?:(?P<sort>calendar|financial|fiscal)\s+)?year\b(?!['’]s)",
    re.IGNORECASE,
)
_YEAR = r"(?:19|20)[0-9]{2}(?:\s?[/–—-]\s?(?:20)?[0-9]{2}(?![0-9]))?"
_QUARTER = (
    r"(?:q(?:uarter\s+)?[1-4]|(?:first|second|third|fourth|1st|2nd|3rd|4th)(?:\s+quarters?)?|quarter\s+[1-4])"
)
_AND = r"\s*(?:,\s*(?:and|or)?|&|\band\b|\bor\b)\s*(?:the\s+)?"
_QUARTERS_OF_A_YEAR = bounded(
    rf"\b(?P<parts>{_QUARTER}(?:{_AND}{_QUARTER}){{1,3}}),?\s+(?:of\s+|in\s+)?(?:the\s+)?(?:(?:calendar|financial|fiscal)\s+year\s+)?(?P<year>{_YEAR})",
    re.IGNORECASE,
)
_MONTHS_OF_A_YEAR = bounded(
    rf"\b(?P<parts>{MONTH}(?:{_AND}{MONTH}){{1,11}}),?\s+(?:of\s+|in\s+)?(?P<year>(?:19|20)[0-9]{{2}})(?!\s?[/–—-]\s?[0-9])",
    re.IGNORECASE,
)
_THE_MONTH_OF = bounded(rf"\bmonths?\s+of\s+(?={MONTH})", re.IGNORECASE)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEPARATE = bounded(_AND, re.IGNORECASE)
_ENDS = rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\s+)?{MONTH},?\s+(?:19|20)[0-9]{{2}}"
_YEARS_ENDING = bounded(
    rf"\byears\s+(?:ending|ended|to)\s+(?:on\s+|in\s+)?(?P<days>{_ENDS}(?:{_AND}{_ENDS})+)", re.IGNORECASE
)
_AN_END = bounded(_ENDS, re.IGNORECASE)
_ON_OR_AFTER = bounded(
    r"\bon\s+(?:or|and)\s+(?:after|since)\b|\bon\s+and\s+from\b|\bfrom\s+and\s+including\b|\bafter\s+and\s+including\b"
    r"|\b(?:going|dating|reaching|stretching)\s+(?:as\s+far\s+)?back\s+(?:as\s+far\s+as|to)\b",
    re.IGNORECASE,
)
_GOING_BACK = bounded(
    r"\bgoing\s+back\s+(?:over\s+)?(?=(?:[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b)",
    re.IGNORECASE,
)
_OR_LATER = bounded(rf"\b(?P<year>{_YEAR})\s+(?:or|and)\s+(?:later|after|since|beyond)\b", re.IGNORECASE)


def written_out(text: str, *, received_on: date, years: FinancialYears) -> str:
    """The same text with every such time in full."""
    text = _SHORT_YEARS.sub(lambda found: _ONE_SHORT.sub(_in_full, found.group()), text)
    text = _ONE_DIGIT.sub(_with_its_decade, text)
    text = _HALF.sub(lambda found: f"{_ORDINALS[found['half']]} half of ", text)
    text = _THIS_YEAR.sub(
        lambda found: found["part"] + _number(found, received_on=received_on, years=years), text
    )
    text = _YEARS_ENDING.sub(_each_ending, text)
    text = _THE_MONTH_OF.sub("", text)
    text = _QUARTERS_OF_A_YEAR.sub(_quarters, text)
    text = _MONTHS_OF_A_YEAR.sub(_months, text)
    text = _GOING_BACK.sub("the last ", text)
    return _OR_LATER.sub(r"since \g<year>", _ON_OR_AFTER.sub("since", text))


def _in_full(found: re.Match[str]) -> str:
    """`23/24` as 2023/24, where the one year follows the other."""
    follows = int(found["b"]) == (int(found["a"]) + 1) % 100
    return f"20{found['a']}/{found['b']}" if follows else found.group()


def _with_its_decade(found: re.Match[str]) -> str:
    """`2024/5` as 2024/25."""
    after = int(found["a"]) + 1
    follows = int(found["b"]) == after % 10
    return f"{found['a']}/{after % 100:02}" if follows else found.group()


def _number(found: re.Match[str], *, received_on: date, years: FinancialYears) -> str:
    """The year that `this year` is, or the one before it; a financial one by its two numbers."""
    back = "this" not in found["which"].casefold() and not re.search(
        r"current|present", found["which"], re.IGNORECASE
    )
    if (found["sort"] or "calendar").casefold() == "calendar":
        return str(received_on.year - back)
    begins = years.around(received_on)[0].year - back
    return f"{begins}/{(begins + 1) % 100:02}"


def _quarters(found: re.Match[str]) -> str:
    """Each quarter with the year that stands behind the last."""
    named = [one.strip() for one in _SEPARATE.split(found["parts"]) if one.strip()]
    if not any(re.search(r"q|quarter", one, re.IGNORECASE) for one in named):
        return found.group()
    full = [one if re.search(r"q", one, re.IGNORECASE) else f"{one} quarter" for one in named]
    return " and ".join(f"{re.sub('quarters', 'quarter', one)} of {found['year']}" for one in full)


def _months(found: re.Match[str]) -> str:
    """Each of three or more months with its year; two that follow one on the other as one span."""
    named = [one.strip() for one in _SEPARATE.split(found["parts"]) if one.strip()]
    numbers = [_MONTH_NAMES.index(one[:3].casefold()) for one in named]
    follow = all(later == earlier + 1 for earlier, later in pairwise(numbers))
    if follow:
        return f"{named[0]} {found['year']} to {named[-1]} {found['year']}"
    if len(named) > 2:
        return " and ".join(f"{one} {found['year']}" for one in named)
    return found.group()


def _each_ending(found: re.Match[str]) -> str:
    """`The years ending March 2024 and March 2025` as two years."""
    return " and ".join(f"year ending {one.group()}" for one in _AN_END.finditer(found["days"]))
