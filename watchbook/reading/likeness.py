"""Questions of two requests that are alike: they speak of the same, whatever their numbers.

Years and other figures do not count, so that a request that comes again a year later is known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from watchbook.reading.short_memory import kept_shortly
from watchbook.reading.topics.vocabulary import terms

_LETTERS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d]+")
ALIKE = 0.8  # of what two questions speak of together, and of a request's questions


def same_words(text: str) -> str:
    """The letters and figures of a text alone: the same for a letter as it was pasted, mailed or printed to a PDF.

    Programs write other apostrophes, dashes, quotation marks, ligatures and line ends.
    """
    return _LETTERS.sub("", normalize("NFKC", text).casefold())


@dataclass(frozen=True)
class NumberedQuestion:
    """A question as it was asked once: its number, and its words."""

    number: str
    text: str


@dataclass(frozen=True)
class QuestionPair:
    """A question and the one of an earlier request that is most like it; `likeness` from 0 to 1."""

    number: str
    earlier: NumberedQuestion
    likeness: float


@kept_shortly(50_000)
def subject_of(text: str) -> frozenset[str]:
    """What a question speaks of; of one that only has words of no weight, those words."""
    return terms(text) or frozenset(_WORD.findall(text.casefold()))


def paired(
    questions: Sequence[NumberedQuestion], earlier: Sequence[NumberedQuestion]
) -> tuple[QuestionPair, ...]:
    """Each question with the earlier one that it is most like, none twice; in the questions' order."""
    ours, theirs = [subject_of(one.text) for one in questions], [subject_of(one.text) for one in earlier]
    likely = sorted(
        ((likeness, -abs(a - b), a, b) for a, b, likeness in _likenesses(ours, theirs)), reverse=True
    )
    found: dict[int, tuple[int, float]] = {}
    taken = set[int]()
    for likeness, _nearness, a, b in likely:
        if a not in found and b not in taken:
            found[a] = (b, likeness)
            taken.add(b)
    return tuple(
        QuestionPair(number=questions[a].number, earlier=earlier[b], likeness=likeness)
        for a, (b, likeness) in sorted(found.items())
    )


def _likenesses(
    ours: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]
) -> list[tuple[int, int, float]]:
    """Which of ours is like which of theirs, by place, and how much."""
    found = []
    for a, one in enumerate(ours):
        for b, other in enumerate(theirs):
            together = len(one & other)
            if together and together >= ALIKE * len(one | other):
                found.append((a, b, together / len(one | other)))
    return found


def could_be_alike(questions: Sequence[NumberedQuestion], earlier: Sequence[NumberedQuestion]) -> bool:
    """A quick look before questions are compared one by one: it never says no to what is alike."""
    enough = ALIKE * len(questions)
    if not questions or len(earlier) < enough:
        return False
    spoken = frozenset[str]().union(*(subject_of(one.text) for one in earlier))
    ours = [subject_of(one.text) for one in questions]
    return sum(len(one & spoken) >= ALIKE * len(one) for one in ours) >= enough
