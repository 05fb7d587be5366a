"""Laws that are quoted by title and year."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from watchbook.reading.quoted_law.laws import (
    YEAR,
    CitationStanding,
    LawCitation,
    NamedLaw,
    data,
    laws,
    replaced,
)

_WORD = re.compile(r"\b[A-Z][\w'’-]*")
_TITLE = re.compile(
    r"\b[A-Z][\w'’-]{1,30}(?:(?:,(?= {1,2}(?:[A-Z]|and )))? {1,2}(?:(?:and|of|the|for|on|to|in|from|by|with|etc\.?)\b|&|[A-Z(][\w'’()-]{0,30})){0,12}? {1,2}"
    r"(?:Act|Regulations?|Order|Directive|Measure),? {1,2}\(?(?:19|20)\d\d\b"
)
_LEADS = re.compile(
    r"(?:(?:Under|The|In|And|By|With|Section|Of|As|Per|See|Both|Also|To|If|While|Since|Pursuant|the|of|to|in|under|by|with)\s{1,3})+"
)


def titles(text: str, *, named: Sequence[NamedLaw]) -> list[LawCitation]:
    """Laws by their titles: one of another year than ours says otherwise, one that we do not hold is not known."""
    longer = _longer_titles(text)
    found = [
        quoted
        for one in named
        if (quoted := _of_year(text, one)) is not None
        and not (
            quoted.standing is CitationStanding.SAYS_OTHERWISE
            and longer.get(quoted.end, one.start) < one.start
        )
    ]
    return found + [
        _by_title(text, start=start, end=one.end())
        for one in _TITLE.finditer(text)
        for start in [one.start() + _lead(one.group())]
        if not _is_covered(found, start=start, end=one.end())
    ]


def _longer_titles(text: str) -> dict[int, int]:
    """Find where whole titles begin, by where they end: `Prevention of Social Housing Fraud Act 2013` is no `Fraud Act`."""
    return {one.end(): one.start() + _lead(one.group()) for one in _TITLE.finditer(text)}


def _lead(title: str) -> int:
    """Tell how far words that belong to the sentence go before a title."""
    lead = _LEADS.match(title)
    return lead.end() if lead else 0


def _of_year(text: str, one: NamedLaw) -> LawCitation | None:
    """A law that we hold, with its year; none where the year belongs to another law of nearly that name."""
    year = YEAR.match(text, one.end)
    if year is None or not text[one.start : one.end].lower().endswith(("act", "regulations")):
        return None
    written = text[one.start : year.end(1)]
    if now := replaced().get(f"{text[one.start : one.end]} {year[1]}".lower()):
        return LawCitation(one.start, year.end(1), written, "law", CitationStanding.REPLACED, written, now)
    exists = year[1] in one.law.title or f"{text[one.start : one.end]} {year[1]}".lower() in _others()
    if not exists and text[year.end() : year.end() + 12].lower().lstrip(" ,").startswith("(scot"):
        exists = True  # `Freedom of Information Act 2002 (Scotland)`
    standing = CitationStanding.EXISTS if exists else CitationStanding.SAYS_OTHERWISE
    return LawCitation(one.start, year.end(1), written, "law", standing, one.law.title)


def _is_covered(found: Sequence[LawCitation], *, start: int, end: int) -> bool:
    last = bisect_left(found, end, key=attrgetter("start")) - 1
    return last >= 0 and start < found[last].end


def _by_title(text: str, *, start: int, end: int) -> LawCitation:
    # The words before a title may belong to the sentence: `Under the Council’s Mental Health Act 1983`.
    starts = [start, *(start + one.start() for one in _WORD.finditer(text[start:end]))]
    known = next((first for first in starts if _plain(text[first:end]) in _others()), None)
    if known is None:
        return LawCitation(start, end, text[start:end], "law", CitationStanding.NOT_KNOWN, "")
    written = text[known:end]
    now = replaced().get(_plain(written), "")
    standing = CitationStanding.REPLACED if now else CitationStanding.EXISTS
    return LawCitation(known, end, written, "law", standing, written, now)


def _plain(title: str) -> str:
    return " ".join(title.replace("(", "").replace(")", "").replace("&", "and").split()).lower()


@cache
def _others() -> frozenset[str]:
    return frozenset(map(_plain, [*data("other_laws.toml")["titles"], *(one.title for one in laws())]))
