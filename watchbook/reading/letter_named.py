"""The letter that a question means: its year (FOIA 2000 s.16(1)), and the oversight body that it names."""

import re

from watchbook.reading.bounded import bounded

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?),?"
)
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_NO_PERIOD = r"(?!\s?[-–—/]\s?[0-9])(?!\s+(?:or|and|to|until)\s+(?:in\s+)?(?:19|20)[0-9]{2})"
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_LETTER = r"(?:letter|circular|correspondence|communication|memo|memorandum)"
_SAYS_WHEN = (
    # In 2016 he wrote / of late March 2017 / dated 20/03/2017
    rf"\b(?:in|during|of|on|dated)\s+(?:the\s+)?(?:(?:year|early|mid|late|about|around)[\s-]+)?(?:{_DAY}\s+(?:of\s+)?)?"
    rf"(?:{_MONTH}\s+|[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-])?{_YEAR}{_NO_PERIOD}",
    # the 2016 letter
    rf"(?<![-–—/0-9]){_YEAR}\s+{_LETTER}\b",
    # the letter (2016)
    rf"\b{_LETTER}\s*[,(]\s*{_YEAR}{_NO_PERIOD}",
)
_PATTERNS = tuple(bounded(pattern, re.IGNORECASE) for pattern in _SAYS_WHEN)


def asked_year(text: str) -> int | None:
    """The year that a question gives to a letter; None where it gives none, or more than one.

    A year that bounds a period, as in `since 2016`, or that names an Act, is not the year of a letter.
    """
    years = {int(found["year"]) for pattern in _PATTERNS for found in pattern.finditer(text)}
    return years.pop() if len(years) == 1 else None


SURVEILLANCE_COMMISSIONERS = bounded(
    r"\b(?:surveillance\s+commission\w*|osc|(?:lord|igor)\s+judge)\b", re.IGNORECASE
)
OTHERS = bounded(
    r"\b(?:ipco|investigatory\s+powers\s+commission\w*|information\s+commission\w*|ico|home\s+office)\b",
    re.IGNORECASE,
)


def names_another_body(text: str, *, context: str = "") -> bool:
    """Whether a question names IPCO, the Information Commissioner or the Home Office and not the Commissioners."""
    return bool(OTHERS.search(text)) and not SURVEILLANCE_COMMISSIONERS.search(f"{context}\n{text}")
