"""Where an answer repeats the question before it answers: what stands after it is what was said (FOIA s.1(1))."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from watchbook.reading.bounded import bounded

_WORD = re.compile(r"\w+(?:[’']\w+)*")
_LABEL = bounded(
    r"[ \t]*(?:(?:our|the|council|authority|force)(?:['’]s)?\s+)*(?:(?:response|answer|reply)s?|a|r|ans)\s*\d{0,2}\s*[:–—.-]+\s*|\s*[|:–—>\t-]+\s*",
    re.IGNORECASE,
)
_LABEL_WITHIN = bounded(
    r"(?:^|\n|(?<=[?.])\s)\s*(?:(?:our|the|council|authority|force)(?:['’]s)?\s+)*(?:response|answer|reply|ans)\s*\d{0,2}\s*[:–—-]+\s*|(?:^|\n)\s*(?:response|answer|reply)\s*\n",
    re.IGNORECASE,
)
_FIRST_QUESTION = bounded(r"(?:(?!\n\s*\n|[.!]\s)[^?؟]){1,600}[?؟]+(?=[\s)\"”’'|]|$)[)\"”’'|\s]*")
_CLOSING = re.compile(r"[?.,!;:)\"”’'\s|]*")
# A sentence turned round is an answer: `Does it use …?`, `It does not use …`.
_YES_OR_NO = frozenset(
    ("do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "will", "would", "can")
)
_ANSWERING = frozenset(
    ("not", "no", "none", "never", "nil", "zero", "yes", "doesn't", "don't", "isn't", "haven't")
)
REPEATED = 0.75
NEAR = 3
SHORT = 4
COMPARED = 400  # words


def words_of(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return [found.group().casefold() for found in _WORD.finditer(text)]


def end_of_echo(text: str, *, question: str) -> int:
    """Where the repeated question ends in a text that begins with it; 0 where the text does not."""
    asked = words_of(question)
    if not asked:
        return 0
    placed = list(_WORD.finditer(text, 0, 2 * len(question) + 200))
    told = [found.group().casefold() for found in placed[: 2 * len(asked) + NEAR]]
    if len(asked) < SHORT:
        return placed[len(asked) - 1].end() if told[: len(asked)] == asked else 0
    blocks = _blocks(asked, told)
    if not blocks or blocks[0][1] > NEAR or sum(size for _, _, size in blocks) < REPEATED * len(asked):
        return 0
    if asked[0] in _YES_OR_NO and blocks[0][0] > 0:
        return 0
    last = _last_of_echo(blocks, length=len(asked))
    return 0 if _ANSWERING & (set(told[:last]) - set(asked)) else placed[last - 1].end()


def _blocks(asked: Sequence[str], told: Sequence[str]) -> list[tuple[int, int, int]]:
    """Find where in each the same words stand one after the other, and how many.

    A long question is compared a piece at a time, each behind what the one before was repeated by: all at once would take
    the square of its words.
    """
    found, reached = list[tuple[int, int, int]](), 0
    for start in range(0, len(asked), COMPARED):
        piece, near = asked[start : start + COMPARED], told[reached : reached + 2 * COMPARED + NEAR]
        same = SequenceMatcher(None, piece, near, autojunk=False).get_matching_blocks()
        found += [(start + one.a, reached + one.b, one.size) for one in same if one.size]
        reached = found[-1][1] + found[-1][2] if found else reached
    return found


def _last_of_echo(blocks: Sequence[tuple[int, int, int]], *, length: int) -> int:
    """The place after the last repeated word; a lone word found further on is the answer's own."""
    kept = [blocks[0]]
    for block in blocks[1:]:
        gap = block[1] - (kept[-1][1] + kept[-1][2])
        if gap > max(NEAR, length // NEAR) or (block[2] == 1 and gap > 1):
            break
        kept.append(block)
    return kept[-1][1] + kept[-1][2]


def without_echo(text: str, *, question: str) -> int:
    """Where what is said begins in a passage: after the question repeated, and after `Answer:`."""
    start = end_of_echo(text, question=question)
    if (start or not question) and (closing := _CLOSING.match(text, start)) is not None:
        start = closing.end()  # past the marks that close the repeated question
    elif (first := _FIRST_QUESTION.match(text)) is not None:
        start = first.end()
    if not text[start:].strip() and set(words_of(text)) - set(words_of(question)):
        start = 0  # an answer in the question's words, with more: `Two of the looks led to a prosecution`
    labelled = _LABEL_WITHIN.search(text, start)
    if labelled is not None:
        start = labelled.end()
    while (again := _FIRST_QUESTION.match(text, start)) is not None and again.end() > start:
        start = again.end()
    label = _LABEL.match(text, start)
    return label.end() if label is not None else start
