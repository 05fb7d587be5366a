"""Finding an offence by words: its name, its Act and its section, the nearest first."""

import re
from collections.abc import Iterable

from watchbook.law.offences import Offence

_IDLE = frozenset(
    {
        "a",
        "act",
        "an",
        "and",
        "by",
        "for",
        "in",
        "of",
        "on",
        "or",
        "s",
        "section",
        "the",
        "to",
        "under",
        "with",
    }
)
_LEAST_STEM = 4  # letters that a word must have before “traders” finds “trade”


def found_by(words: str, *, among: Iterable[Offence]) -> tuple[Offence, ...]:
    """Give the offences that hold some of the words: most words first, then those that hold them in their name."""
    wanted = [word for word in _words(words) if word not in _IDLE]
    fitting = [(_fit(wanted, one), one) for one in among]
    near = [(fit, one) for fit, one in fitting if fit[0]]
    return tuple(one for _, one in sorted(near, key=lambda each: (-each[0][0], -each[0][1], each[1].title)))


def _fit(wanted: list[str], one: Offence) -> tuple[int, int]:
    """Count the words that an offence holds, and how near they are: its name counts before its section and its Act."""
    places = [(3, _words(one.title)), (2, _words(one.section)), (1, _words(one.act))]
    nearest = [max(weight * _nearness(word, held) for weight, held in places) for word in wanted]
    return sum(1 for each in nearest if each), sum(nearest)


def _nearness(word: str, held: list[str]) -> int:
    """Say 2 for the whole word, 1 for one that begins alike, else 0; a number is whole or it is another section."""
    if word in held:
        return 2
    if word[0].isdigit():
        return 0
    return int(any(_begin_alike(word, other) for other in held))


def _begin_alike(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    return len(shorter) >= _LEAST_STEM and longer.startswith(shorter)


def _words(text: str) -> list[str]:
    return re.findall(r"\d+[a-z]*|[a-z]+", text.casefold())
