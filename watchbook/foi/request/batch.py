"""The same request under another reference: its questions beside those of an earlier one, whatever their numbers.

Which questions are alike, `reading.likeness` says. Who asks is never compared.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from watchbook.figures.findings import Status
from watchbook.reading.likeness import ALIKE, NumberedQuestion, QuestionPair, subject_of

FEW = 2  # so few words stand in many questions: Why? How often?


@dataclass(frozen=True)
class QuestionAnswer:
    """What was or is said to a question: its status, its sentence, the certificate of a search by hand, the question."""

    status: str
    answer: str
    certificate: str = ""
    question: str = ""


class NumberedAnswer(NamedTuple):
    """An answer that was sent, with the number that its question had in the letter."""

    number: str
    said: QuestionAnswer


@dataclass(frozen=True)
class Change:
    """One question, the pair it makes, what was said to it then and what is said today.

    `then` has several answers where it was divided then, and none where it was not answered, or where it cannot be told
    under which number: `is_cut_otherwise` says that the letter holds words of it all the same.
    """

    pair: QuestionPair
    text: str
    then: tuple[NumberedAnswer, ...]
    now: QuestionAnswer
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
    pairs: Sequence[QuestionPair],
    *,
    texts: Mapping[str, str],
    then: Mapping[str, QuestionAnswer],
    now: Mapping[str, QuestionAnswer],
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


def answered_as(earlier: NumberedQuestion, then: Mapping[str, QuestionAnswer]) -> tuple[NumberedAnswer, ...]:
    """What a letter says to a question: under its own words, within a longer question, or in parts; else nothing.

    Nothing too where several longer questions hold it, for it cannot be told which of them was meant.
    """
    words = _words(earlier.text)
    own = then.get(earlier.number)
    if own and _words(own.question) == words:
        return (NumberedAnswer(earlier.number, own),)
    said = [(NumberedAnswer(number, one), _words(one.question)) for number, one in then.items()]
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


def _holds_words_of(earlier: NumberedQuestion, then: Mapping[str, QuestionAnswer]) -> bool:
    """Whether any question of a letter speaks of something that this one speaks of, or is a piece of it, or it of that."""
    words, subject = _words(earlier.text), subject_of(earlier.text)
    return any(
        subject & subject_of(one.question) or _runs_in(theirs, words) or _runs_in(words, theirs)
        for one in then.values()
        for theirs in [_words(one.question)]
    )
