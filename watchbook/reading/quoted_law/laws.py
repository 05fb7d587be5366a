"""Laws as we know them: what they are called, how far their sections go, and what a few of those say."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import ascii_uppercase
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent
YEAR = re.compile(r",? {1,2}\(?((?:19|20)\d\d)\b(?![/-]\d)")  # after the name of a law
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14,
    "fifteen": 15, "twenty": 20, "twenty-one": 21, "thirty": 30, "forty": 40,
}  # fmt: skip


class CitationStanding(StrEnum):
    """Whether something that is quoted is in the law as we know it."""

    EXISTS = "exists"
    SAYS_OTHERWISE = "says_otherwise"
    NOT_KNOWN = "not_known"
    REPLACED = "replaced"


class AssumedLaw(StrEnum):
    """A reason why a section is looked up in a law that does not stand beside it."""

    NAMED_ELSEWHERE = "named_elsewhere"
    USUAL = "usual"
    ONE_OF_SEVERAL = "one_of_several"


class LawCitation(NamedTuple):
    """A citation by its code points, what became of it, and the law with what it says in our own words.

    Of law that was replaced `says` names what replaced it. `assumed` says why that law was taken where none stands beside it.
    """

    start: int
    end: int
    text: str
    kind: str  # section, law, time, decision or instrument
    standing: CitationStanding
    law: str
    says: str = ""
    assumed: AssumedLaw | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLaw:
    """A law: how it is called, how far it goes, and what its parts say that are quoted most."""

    id: str
    title: str
    called: tuple[str, ...]
    unit: str
    last: int
    replaced_to: int = 0
    replaced_by: str = ""
    inserted: tuple[str, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)

    def has(self, number: str, part: str) -> bool:
        """Whether it has that section, and the subsection where we know how many there are."""
        if self.is_replaced(number):
            return True
        if not number.isdigit():
            return number in self.inserted
        limit = self.parts.get(number)
        beyond = bool(limit and part.isdigit() and int(part) > limit)
        return 0 < int(number) <= self.last and not beyond

    def is_replaced(self, number: str) -> bool:
        """Whether another law took the place of that section."""
        return 0 < int(number.rstrip(ascii_uppercase)) <= self.replaced_to


class NamedLaw(NamedTuple):
    """A law where a text names it."""

    law: KnownLaw
    start: int
    end: int


@cache
def data(name: str) -> dict[str, Any]:
    """Read one file of the law as it is quoted."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def edition() -> str:
    """Say as of when the law is held."""
    return str(data("acts.toml")["edition"])


@cache
def laws() -> tuple[KnownLaw, ...]:
    """Every law that we hold sections of."""
    rows = data("acts.toml")["laws"]
    return tuple(KnownLaw(**{name: _kept(value) for name, value in row.items()}) for row in rows)


def _kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@cache
def replaced() -> dict[str, str]:
    """Laws that were replaced as a whole, by their titles in small letters, and what replaced each."""
    return {title.lower(): now for title, now in data("other_laws.toml")["replaced"].items()}


@cache
def _names() -> re.Pattern[str]:
    each = (
        f"(?P<{one.id}>{'|'.join(one.called).replace(' ', ' {1,3}')})"
        for one in sorted(laws(), key=_longest, reverse=True)
    )
    return re.compile(rf"\b(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)


def _longest(law: KnownLaw) -> int:
    return len(law.title)


def laws_named(text: str) -> Iterator[NamedLaw]:
    """Find where a text names the laws that we hold."""
    known = {one.id: one for one in laws()}
    for found in _names().finditer(text):
        yield NamedLaw(known[found.lastgroup or ""], found.start(), found.end())


SENTENCE_END = re.compile(r"[.;!?]\s{1,3}(?=[A-Z“\"(])|\n")


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence around a place, as far as 300 code points to either side."""
    before, after = text[max(0, start - 300) : start], text[end : end + 300]
    begins = max((one.end() for one in SENTENCE_END.finditer(before)), default=0)
    stop = SENTENCE_END.search(after)
    return before[begins:] + text[start:end] + (after[: stop.start()] if stop else after)
