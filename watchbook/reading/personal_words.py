"""Words of a text that name or reach somebody: the requester's name and address, emails, telephone numbers, postcodes.

Patterns find what has a pattern. Everybody else who is named, an officer has to see.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from unicodedata import normalize


class Sort(StrEnum):
    """What such words are."""

    NAME = "name"
    ADDRESS = "address"
    EMAIL = "email"
    TELEPHONE = "telephone"
    POSTCODE = "postcode"


TITLES = (
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "cllr",
)  # fmt: skip
EMAIL = re.compile(
    r"[\w.+'-]{1,64}(?:@|\s?[\[(]at[\])]\s?)[\w-]{1,63}(?:(?:\.|\s?[\[(]dot[\])]\s?)[\w-]{1,63}){1,8}",
    re.IGNORECASE,
)
# A British number: 0 or +44, then nine or ten digits in any grouping, and no more digits after them.
TELEPHONE = re.compile(
    r"(?<![\w/.,-])(?:\+44[ ()-]*|00[ ]?44[ ()-]*|\(?0)(?:[ ()\u00a0-]{0,2}\d){9,11}(?![ -]?\d)"
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
# Soft hyphens, joiners, and what only tells which way a text runs.
INVISIBLE = dict.fromkeys(
    (
        0x00AD,
        0x034F,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
    )
)
LEVELLED = dict.fromkeys(map(ord, "’‘ʼ`´′"), "'") | dict.fromkeys(map(ord, "‐‑–"), "-")
SHORTEST_LINE = 6  # of an address that is looked for: shorter ones are in every text


class Asker(NamedTuple):
    """Who asked, as far as it is known: empty where it never was, or is not kept any more."""

    name: str = ""
    address: str = ""


NOBODY = Asker()


@dataclass(frozen=True)
class PersonalWords:
    """Words that name or reach somebody, and where they stand (code points)."""

    sort: Sort
    start: int
    end: int
    text: str


def personal_words(text: str, *, asker: Asker = NOBODY) -> tuple[PersonalWords, ...]:
    """Every such stretch in the order of the text; where two overlap, the one that begins first."""
    level = _level(text)
    patterns = {
        Sort.EMAIL: EMAIL,
        Sort.NAME: _name(asker.name),
        Sort.ADDRESS: _address(asker.address),
        Sort.TELEPHONE: TELEPHONE,
        Sort.POSTCODE: POSTCODE,
    }
    every = [(sort, one.span()) for sort, way in patterns.items() if way for one in way.finditer(level)]
    found: list[PersonalWords] = []
    for sort, (start, end) in sorted(every, key=lambda one: (one[1][0], -one[1][1])):
        if not found or start >= found[-1].end:
            found.append(PersonalWords(sort=sort, start=start, end=end, text=text[start:end]))
    return tuple(found)


def plain(text: str) -> str:
    """The text as it reads: an accent is part of its letter, and nothing invisible parts a name."""
    return normalize("NFC", text.translate(INVISIBLE))


def marked(text: str, *, marks: Mapping[Sort, str], asker: Asker = NOBODY) -> str:
    """The text, as it reads, with the mark of its sort in place of each stretch."""
    text = plain(text)
    parts, at = [], 0
    for one in personal_words(text, asker=asker):
        parts += [text[at : one.start], marks[one.sort]]
        at = one.end
    return "".join([*parts, text[at:]])


def parts_of_name(text: str, *, asker: Asker) -> tuple[str, ...]:
    """Single names of the requester's that stand in the text by themselves, as names are written: to be looked at."""
    names = [name for name in _names(asker.name) if len(name) > 2]
    level = marked(_level(text), marks=dict.fromkeys(Sort, "[…]"), asker=asker)
    standing = (name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", level))
    return tuple(dict.fromkeys(standing))


def _level(text: str) -> str:
    """The same length, with one kind of apostrophe and of hyphen."""
    return text.translate(LEVELLED)


def _names(name: str) -> list[str]:
    words = re.findall(r"\w[\w'-]*", _level(plain(name)))
    return [word[0].upper() + word[1:] for word in words if word.casefold() not in TITLES]


def _name(name: str) -> re.Pattern[str] | None:
    """First and last name with initials between, last name first, or the last name beside a title or initials."""
    names = _names(name)
    if not names:
        return None
    first, initial = re.escape(names[0]), re.escape(names[0][0])
    # “van der Vale”: what stands before the last word may be part of the family name.
    before = "".join(rf"(?:(?i:{re.escape(one)})\s+)?" for one in names[1:-1])
    last = before + re.escape(names[-1])
    ways = [rf"(?-i:{last})"]  # a name of one word may be a word: only as names are written
    if len(names) > 1:
        ways = [
            r"\s+".join(map(re.escape, names)),
            rf"{first}(?:\s+\w\.?){{0,3}}\s+{last}",
            rf"{last},?\s+{first}",
            rf"(?:{'|'.join(TITLES)})\.?\s+{last}",
            rf"(?-i:{initial}(?:\.?\s?[^\W\d_a-z]){{0,3}}\.?\s?{last})",
            rf"(?-i:{last},?\s+{initial}\.(?:\s?[^\W\d_a-z]\.)*)",
        ]
    return _any_of(ways)


def _address(address: str) -> re.Pattern[str] | None:
    """The lines of a postal address that have a number in them: a town's name alone is in every answer."""
    lines = [line.strip() for line in re.split(r"[\n,;]", _level(address))]
    telling = [
        line for line in lines if len(line) >= SHORTEST_LINE and re.search(r"\d", line) and "@" not in line
    ]
    return _any_of([r"\s+".join(map(re.escape, line.split())) for line in telling])


def _any_of(ways: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE) if ways else None
