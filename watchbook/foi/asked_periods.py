"""The time a question speaks of: since which year, and how many months ahead (FOIA 2000 s.1(1): what is asked for)."""

import re

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_SINCE = re.compile(
    rf"\b(?:since|after)\s+(?:\w+\s+)?{_YEAR}|\bfrom\s+(?:\w+\s+)?{_YEAR.replace('year', 'from')}\s+(?:on|onwards?|until now|to date)\b",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(rf"(?<![-–—/0-9]){_YEAR}")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = re.compile(rf"\b(?P<count>[0-9]{{1,2}}|{'|'.join(_NUMBERS)})\s+months\b", re.IGNORECASE)


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
