"""Recognise a site whose name is easily taken for a well-known one, before it is opened."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_LONG = 8  # letters of a name in which one other letter is not yet another word


def look_alike(host: str) -> str:
    """The well-known site that the name of another is easily taken for, as `faceb00k` and `faceboook` are; else “”."""
    words = [_shape(one) for one in re.split(r"[.-]", host) if one not in _hosts()["not_taken_for"]]
    known = ((_shape(one), title) for one, title in _hosts()["taken_for"].items())
    return next((title for shape, title in known if any(_is_taken_for(word, shape) for word in words)), "")


def _is_taken_for(word: str, known: str) -> bool:
    """Whether a word is a known one, or that with one slip of the hand.

    The first letter is never the slip. A letter doubled or not doubled, or two swapped, is one in any name; another
    letter, one more or one less only in a long name, since a short one becomes another word (twitter, twister).
    """
    if word == known or word[:1] != known[:1] or abs(len(word) - len(known)) > 1:
        return word == known
    at = next((place for place, pair in enumerate(zip(word, known, strict=False)) if pair[0] != pair[1]), -1)
    if len(word) == len(known):
        is_swapped = word[at : at + 2] == known[at : at + 2][::-1] and word[at + 2 :] == known[at + 2 :]
        return is_swapped or (len(known) >= _LONG and word[at + 1 :] == known[at + 1 :])
    shorter, longer = sorted((word, known), key=len)
    if at < 0:  # the longer goes on where the other ends
        return longer[-1] == longer[-2] or (longer == known and len(known) >= _LONG)
    is_doubled = longer[at] == longer[at - 1]
    return longer[at + 1 :] == shorter[at:] and (is_doubled or len(known) >= _LONG)


def _shape(word: str) -> str:
    """A word as a quick reader sees it: signs that look alike are one."""
    return word.replace("rn", "m").replace("vv", "w").translate(str.maketrans("01i5", "olls"))


@cache
def _hosts() -> dict[str, Any]:
    return tomllib.loads(files("watchbook.investigations").joinpath("hosts.toml").read_text(encoding="utf-8"))
