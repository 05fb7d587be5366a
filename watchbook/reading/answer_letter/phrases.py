"""The ways in which answers put things, from the packaged list, as patterns (FOIA s.1(1), s.17)."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from watchbook.reading.bounded import bounded

# No word is longer, so that a text of one endless word is read in time.
WORD, REST_OF_A_WORD = r"\w{1,40}", r"\w{0,40}"
_NAMED = re.compile(r"<([a-z][a-z-]+)>")


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(
        files("watchbook.reading.answer_letter").joinpath("phrases.toml").read_text(encoding="utf-8")
    )


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Any of the ways to say one thing; KeyError where the list does not know it."""
    entry = _data()[name]
    written = f"{entry.get('before', '')}{_either(entry['any'])}{entry.get('after', '')}"
    return bounded(written, re.IGNORECASE)


@cache
def spelled(words: str) -> str:
    """A list of words as a part of a pattern; KeyError where there is none of that name."""
    return _either(_data()["words"][words])


def _either(ways: Sequence[str]) -> str:
    return f"(?:{'|'.join(_spaced(way) for way in ways)})"


def _spaced(way: str) -> str:
    """A way of saying it with its lists of words written in, and any white space for a space."""
    listed = _NAMED.sub(lambda found: spelled(found[1]), way.replace(" ?", r"\s{0,9}"))
    return listed.replace(" ", r"\s{1,9}").replace(r"\w+", WORD).replace(r"\w*", REST_OF_A_WORD)
