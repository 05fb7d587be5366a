"""The same request under another reference: its questions beside those of an earlier one, whatever their numbers.

Two questions are alike where they speak of the same (foi.vocabulary): years and other figures do not count, so that a
request that comes again a year later is known. Who asks is never compared.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from watchbook.figures.findings import Status
from watchbook.reading.topics.vocabulary import terms

_WORD = re.compile(r"[^\W\d]+")
ALIKE = 0.8  # of what two questions speak of together, and of a request's questions
FEW = 2  # so few words stand in many questions: Why? How often?


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


class Answered(NamedTuple):
    """An answer that was sent, with the number that its question had in the letter."""

    number: str
    said: Said


@dataclass(frozen=True)
class Change:
    """One question, the pair it makes, what was said to it then and what is said today.

    `then` has several answers where it was divided then, and none where it was not answered, or where it cannot be told
    under which number: `is_cut_otherwise` says that the letter holds words of it all the same.
    """

    pair: Pair
    text: str
    then: tuple[Answered, ...]
    now: Said
    is_cut_otherwise: bool = False

    @property
    def is_the_same(self) -> bool:
        """Whether the registers say today what was sent then."""
        return [(one.said.status, one.said.answer.strip()) for one in self.then] == [
            (self.now.status, self.now.answer.strip())
        ]

    @property
    def is_to_be_searched_again(self) -> bool:
        """Whether it was answered then and nothing answers it today, such as a search by hand, which is not taken over."""
        return bool(self.then) and self.now.status == Status.TO_BE_SEARCHED

    @property
    def numbers(self) -> list[str]:
        """Under which numbers it was answered."""
        return [one.number for one in self.then]

    @property
    def certificate(self) -> str:
        """The first search by hand that answered it; "" where none did."""
        return next((one.said.certificate for one in self.then if one.said.certificate), "")

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

    An officer may have cut the letter's questions otherwise, so that the words count, and not the number alone.
    """
    return tuple(
        Change(
            pair=pair,
            text=texts[pair.number],
            then=answered,
            now=now[pair.number],
            is_cut_otherwise=not answered and _holds_words_of(pair.earlier, then),
        )
        for pair in pairs
        for answered in [answered_as(pair.earlier, then)]
    )


def answered_as(earlier: Asked, then: Mapping[str, Said]) -> tuple[Answered, ...]:
    """What a letter says to a question: under its own words, within a longer question, or in parts; else nothing.

    Nothing too where several longer questions hold it, for it cannot be told which of them was meant.
    """
    words = _words(earlier.text)
    own = then.get(earlier.number)
    if own and _words(own.question) == words:
        return (Answered(earlier.number, own),)
    said = [(Answered(number, one), _words(one.question)) for number, one in then.items()]
    holding = [one for one, theirs in said if _is_within(words, theirs)]
    if holding:
        return tuple(holding) if len(holding) == 1 else ()
    parts = [(one, theirs) for one, theirs in said if len(theirs) > 1 and _runs_in(theirs, words)]
    if sum(len(theirs) for _one, theirs in parts) >= ALIKE * len(words) > 0:
        return tuple(one for one, _theirs in parts)
    return ()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _is_within(words: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether a question is another one or a part of it; a few words stand in too many to tell."""
    return words == longer or (len(words) > FEW and _runs_in(words, longer))


def _runs_in(words: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether words stand one after the other in longer ones."""
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(longer)} "


def _holds_words_of(earlier: Asked, then: Mapping[str, Said]) -> bool:
    """Whether any question of a letter speaks of something that this one speaks of, or is a piece of it, or it of that."""
    words, subject = _words(earlier.text), subject_of(earlier.text)
    return any(
        subject & subject_of(one.question) or _runs_in(theirs, words) or _runs_in(words, theirs)
        for one in then.values()
        for theirs in [_words(one.question)]
    )
