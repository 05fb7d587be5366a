"""The same request under another reference: its questions beside those of an earlier one, whatever their numbers.

Two questions are alike where they speak of the same (foi.vocabulary): years and other figures do not count, so that a
request that comes again a year later is known. Who asks is never compared.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from watchbook.foi.vocabulary import terms

_WORD = re.compile(r"[^\W\d]+")
ALIKE = 0.8  # of what two questions speak of together, and of a request's questions


@dataclass(frozen=True)
class Asked:
    """A question as it was asked once: its number, and its words."""

    number: str
    text: str


@dataclass(frozen=True)
class Pair:
    """A question and the one of an earlier request that is most like it; `likeness` from 0 to 1."""

    number: str
    earlier: Asked
    likeness: float


@lru_cache(maxsize=50_000)
def subject_of(text: str) -> frozenset[str]:
    """What a question speaks of; of one that only has words of no weight, those words."""
    return terms(text) or frozenset(_WORD.findall(text.casefold()))


def paired(questions: Sequence[Asked], earlier: Sequence[Asked]) -> tuple[Pair, ...]:
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
        Pair(number=questions[a].number, earlier=earlier[b], likeness=likeness)
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


def could_be_alike(questions: Sequence[Asked], earlier: Sequence[Asked]) -> bool:
    """A quick look before questions are compared one by one: it never says no to what is alike."""
    enough = ALIKE * len(questions)
    if not questions or len(earlier) < enough:
        return False
    spoken = frozenset[str]().union(*(subject_of(one.text) for one in earlier))
    ours = [subject_of(one.text) for one in questions]
    return sum(len(one & spoken) >= ALIKE * len(one) for one in ours) >= enough


@dataclass(frozen=True)
class Said:
    """What was or is said to a question: its status, its sentence, the certificate of a search by hand, the question."""

    status: str
    answer: str
    certificate: str = ""
    question: str = ""


@dataclass(frozen=True)
class Change:
    """One question, the pair it makes, what was said then (None: not answered yet) and what is said today."""

    pair: Pair
    text: str
    then: Said | None
    now: Said

    @property
    def is_the_same(self) -> bool:
        """Whether the registers say today what was sent then."""
        return self.then is not None and (self.then.status, self.then.answer.strip()) == (
            self.now.status,
            self.now.answer.strip(),
        )

    @property
    def is_in_other_words(self) -> bool:
        """Whether the earlier question was put in other words or about other years."""
        return self.text.split() != self.pair.earlier.text.split()


def changes(
    pairs: Sequence[Pair],
    *,
    texts: Mapping[str, str],
    then: Mapping[str, Said],
    now: Mapping[str, Said],
) -> tuple[Change, ...]:
    """Each pair with what was said to the earlier question and what is said today; all three by number.

    What was said under its number to other words, because it was cut otherwise, was not said to this question.
    """
    made = []
    for pair in pairs:
        said = then.get(pair.earlier.number)
        same = said if said and said.question == pair.earlier.text else None
        made.append(Change(pair=pair, text=texts[pair.number], then=same, now=now[pair.number]))
    return tuple(made)
