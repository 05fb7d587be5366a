"""The ways in which one name is written: without a note in brackets, a title, marks or accents, and in whatever order.

A name is found by exact hashes alone. What people add to a name as they write it must not keep it from being found.
"""

import re
from collections.abc import Iterable

from watchbook.keys.blind_index import fold

_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?")
_APOSTROPHE = re.compile("['’‘`´]")
_WORD = re.compile(r"[^\W_]+")
_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir", "dame", "cllr"}


def name_forms(name: str) -> set[str]:
    """Return the name as it is written, and the one form that each way of writing it has."""
    plain = _APOSTROPHE.sub("", _IN_BRACKETS.sub("", name))
    words = [one for one in _WORD.findall(plain) if one.lower() not in _TITLES]
    return {name, *([in_any_order(words)] if len(words) > 1 else words)} - {""}


def in_any_order(words: Iterable[str]) -> str:
    """Return one text for the same words, whatever their order, capital letters and accents."""
    return " ".join(sorted(map(fold, words)))
