"""Changes from one text to the next, word by word. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Mark(StrEnum):
    """Whether a passage stood there before, is new, or was removed."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Passage:
    """Words in a row with the same mark."""

    mark: Mark
    text: str


def changes(before: str, after: str) -> tuple[Passage, ...]:
    """The later text with what was removed from the earlier one, in the order in which both are read."""
    old, new = WORD.findall(before), WORD.findall(after)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    middle = _compared(old[start : len(old) - end], new[start : len(new) - end])
    passages = (
        Passage(Mark.SAME, "".join(new[:start])),
        *middle,
        Passage(Mark.SAME, "".join(new[len(new) - end :])),
    )
    return tuple(one for one in passages if one.text)


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """Count the words that are the same from the beginning on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _compared(old: Sequence[str], new: Sequence[str]) -> list[Passage]:
    # A match never begins at a space, nor in a long text at a word that is everywhere: such texts would take minutes.
    matcher = SequenceMatcher(str.isspace, old, new)
    found = []
    for _tag, i, j, k, m in matcher.get_opcodes():
        if old[i:j] == new[k:m]:
            found.append(Passage(Mark.SAME, "".join(new[k:m])))
            continue
        found += [Passage(Mark.REMOVED, "".join(old[i:j])), Passage(Mark.ADDED, "".join(new[k:m]))]
    return found
