"""The words of a question brought to what they mean, so that requesters may put one thing in many ways."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:[’']\w+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_ENDINGS = ("ing", "ed", "es", "s", "e")
_SHORTEST_STEM = 3

type Phrase = tuple[str, ...]


class Vocabulary(NamedTuple):
    """What is known of requesters' words; phrases stand under the stem they begin with, the longest first."""

    quiet: frozenset[str]
    names: frozenset[str]
    matters: frozenset[str]
    phrases: Mapping[str, tuple[tuple[Phrase, str], ...]]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that is packaged with the catalogue."""
    data = tomllib.loads(
        files("watchbook.reading.topics").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    )
    phrases = dict[str, list[tuple[Phrase, str]]]()
    for meaning, spoken in (data["names"] | data["matters"] | data["same"]).items():
        for words in (tuple(_stems(phrase)) for phrase in spoken):
            phrases.setdefault(words[0], []).append((words, meaning))
    return Vocabulary(
        quiet=frozenset(_stems(data["quiet"])),
        names=frozenset(data["names"]),
        matters=frozenset(data["matters"]),
        phrases={
            first: tuple(sorted(known, key=lambda entry: len(entry[0]), reverse=True))
            for first, known in phrases.items()
        },
    )


def terms(text: str) -> frozenset[str]:
    """What a text speaks of: the meanings of its known phrases, and the stems of its other words."""
    return frozenset(_terms(list(_stems(text)), known=vocabulary()))


def spoken(text: str) -> list[tuple[str, str]]:
    """The words of a text that mean something, as they stand there, each with what it means."""
    written, words = [found.group() for found in _WORD.finditer(text)], list(_stems(text))
    return [
        (" ".join(written[at : at + length]), meaning)
        for at, length, meaning in _meanings(words, known=vocabulary())
    ]


def _terms(words: list[str], *, known: Vocabulary) -> Iterator[str]:
    return (meaning for _at, _length, meaning in _meanings(words, known=known))


def _meanings(words: list[str], *, known: Vocabulary) -> Iterator[tuple[int, int, str]]:
    """Return where each meaning begins, of how many words, and which it is."""
    at = 0
    while at < len(words):
        length, meaning = _phrase_at(words, at=at, known=known)
        if meaning not in known.quiet and not meaning.isdigit():
            yield at, length, meaning
        at += length


def _phrase_at(words: list[str], *, at: int, known: Vocabulary) -> tuple[int, str]:
    for phrase, meaning in known.phrases.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase), meaning
    return 1, words[at]


def _stems(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text.casefold()):
        yield stem(_POSSESSIVE.sub("", found.group()))


def stem(word: str) -> str:
    """A word without its ending: the same for `investigates`, `investigated` and `investigating`."""
    if word.endswith("ies") and len(word) > _SHORTEST_STEM + 2:
        return word[:-3] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM and not word.endswith("ss"):
            return word[: -len(ending)]
    return word
