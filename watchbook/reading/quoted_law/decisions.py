"""Decisions of courts, tribunals and the Commissioners that are quoted."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from watchbook.reading.quoted_law.laws import CitationStanding, LawCitation, data

_DECISIONS = re.compile(
    r"\b(?:FS|FER|FAC)\s?\d{4,10}\b|\bIC-\d{2,8}(?:-[A-Z\d]{2,6})?\b|\bEA/\d{4}/\d{2,5}\b|\bGIA/\d{2,5}/\d{4}\b|\bIPT/[\w]{2,3}/[\w/]{2,12}"
    r"|\[\d{4}\]\s{1,2}(?:UKSC|UKHL|UKPC|UKUT|UKFTT|EWCA\s(?:Civ|Crim)|EWHC|CSIH|CSOH|NICA|NIQB|QB|AC|WLR|EMLR)\s{1,2}\d{1,5}(?:\s\((?:AAC|Admin|GRC|QB|Ch|Fam)\))?"
    r"|\b[Dd]ecision(?:\s[Nn]otices?)?\s(?:[Nn]o\.?\s|[Nn]umber\s|[Rr]ef(?:erence)?:?\s)?\d{1,4}/(?:19|20)\d\d\b|\b[Dd]ecision\s[Nn]otices?\s(?:[Nn]o\.?\s|[Nn]umber\s|[Rr]ef(?:erence)?:?\s)?(?=[A-Z]*[-/]?\d)[A-Z\d][A-Z\d/-]{3,19}\b"
    r"|\bC-\d{1,4}/\d\d\b|\bS\.?S?\.?I\.? (?:No\.? )?(?:19|20)\d\d/\d{1,5}\b"
)
_INSTRUMENT = re.compile(r"S\.?S?\.?I\.? ")
_NAME = r"[A-Z][\w'’)]{0,25}(?: (?:of|and|the|for|[A-Z][\w'’]{0,25})){0,7}"
_CASE_NAME = re.compile(rf"\b(?P<one>(?:R \()?{_NAME}) v\.? (?P<other>(?:the )?{_NAME})")
_BESIDE = 30  # code points between the names of a case and its citation


def decisions(text: str) -> Iterator[LawCitation]:
    """Decisions by their citations and by the names of a case."""
    cited = {_plain(one["cited"]): one for one in _known()}
    names = list(_CASE_NAME.finditer(text))
    ends = [one.end() for one in names]
    told = set[int]()
    for found in _DECISIONS.finditer(text):
        before = bisect_right(ends, found.start()) - 1
        beside = names[before] if before >= 0 and found.start() - ends[before] < _BESIDE else None
        if beside:
            told.add(beside.start())
        row = cited.get(_plain(found.group()))
        differs = row is not None and beside is not None and not _is_of(beside.group(), title=row["title"])
        yield _quoted(found, row=row, differs=differs)
    for one in names:
        if one.start() not in told:
            row = next(
                (
                    row
                    for row in _known()
                    if all(_is_of(one[part], title=row["title"]) for part in ("one", "other"))
                ),
                None,
            )
            yield _quoted(one, row=row)


def _quoted(found: re.Match[str], *, row: dict[str, str] | None, differs: bool = False) -> LawCitation:
    standing = (
        CitationStanding.NOT_KNOWN
        if row is None
        else CitationStanding.SAYS_OTHERWISE
        if differs
        else CitationStanding.EXISTS
    )
    law, says = (row["title"], row["says"]) if row else ("", "")
    kind = "instrument" if _INSTRUMENT.match(found.group()) else "decision"
    return LawCitation(found.start(), found.end(), found.group(), kind, standing, law, says)


@cache
def _known() -> list[dict[str, str]]:
    return list(data("decisions.toml")["decisions"])


def _plain(cited: str) -> str:
    return "".join(cited.split()).upper().removesuffix("(AAC)").removesuffix("(ADMIN)")


_USUAL = frozenset(
    [
        "information",
        "commissioner",
        "council",
        "the",
        "of",
        "and",
        "r",
        "scottish",
        "attorney",
        "general",
        "v",
        "commission",
    ]
)


def _is_of(written: str, *, title: str) -> bool:
    """Whether names are those of a known case: one that is not usual, or all of them."""
    words, names = set(re.findall(r"\w+", written.lower())), set(re.findall(r"\w+", title.lower()))
    return bool(words & names - _USUAL) or words <= names
