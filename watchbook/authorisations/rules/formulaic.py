"""Whether a box of an application was written for it, or is too like an earlier one: the passages that both share.

IPCO's report of 2018 criticised long, formulaic, templated proportionality. A flag asks a person to look; it decides nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from watchbook.law.parameters import number

WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True)
class SharedPassage:
    """The same words in both texts: where they stand in this one (code points) and in the earlier one."""

    start: int
    end: int
    earlier_start: int
    earlier_end: int


@dataclass(frozen=True)
class Likeness:
    """A count of the words of a text that stand in an earlier one, and where."""

    shared: int
    words: int
    passages: tuple[SharedPassage, ...]

    @property
    def percent(self) -> int:
        """The share in hundredths of its words."""
        return self.shared * 100 // self.words if self.words else 0


def likeness(text: str, *, earlier: str, words_in_a_row: int) -> Likeness:
    """The passages of at least so many words that both texts share. Linear in the length of both."""
    ours, theirs = list(WORD.finditer(text)), list(WORD.finditer(earlier))
    places = _places(theirs, length=words_in_a_row)
    passages, shared, at = [], 0, 0
    while at + words_in_a_row <= len(ours):
        there = places.get(_key(ours, at=at, length=words_in_a_row))
        if there is None:
            at += 1
            continue
        length = _grown(ours, theirs, at=at, there=there, length=words_in_a_row)
        passages.append(
            SharedPassage(
                start=ours[at].start(),
                end=ours[at + length - 1].end(),
                earlier_start=theirs[there].start(),
                earlier_end=theirs[there + length - 1].end(),
            )
        )
        shared += length
        at += length
    return Likeness(shared=shared, words=len(ours), passages=tuple(passages))


def is_formulaic(alike: Likeness, *, on: date) -> bool:
    """Whether so much of a box is shared that its reader should see both side by side."""
    return alike.percent >= number("authority.formulaic.shared_percent", on=on)


def nearest_of(text: str, *, earlier: Iterable[str], on: date) -> tuple[int, Likeness] | None:
    """Which of the earlier texts this one is too like, by its place, and how; None where it is like none of them."""
    length = number("authority.formulaic.words_in_a_row", on=on)
    found = [(place, likeness(text, earlier=one, words_in_a_row=length)) for place, one in enumerate(earlier)]
    flagged = [(place, alike) for place, alike in found if is_formulaic(alike, on=on)]
    return max(flagged, key=lambda one: one[1].percent, default=None)


def _key(words: list[re.Match[str]], *, at: int, length: int) -> tuple[str, ...]:
    return tuple(word[0].casefold() for word in words[at : at + length])


def _places(words: list[re.Match[str]], *, length: int) -> dict[tuple[str, ...], int]:
    """Where each run of words first stands."""
    places: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - length + 1):
        places.setdefault(_key(words, at=at, length=length), at)
    return places


def _grown(
    ours: list[re.Match[str]], theirs: list[re.Match[str]], *, at: int, there: int, length: int
) -> int:
    """How many words are the same from there on."""
    while (
        at + length < len(ours)
        and there + length < len(theirs)
        and ours[at + length][0].casefold() == theirs[there + length][0].casefold()
    ):
        length += 1
    return length
