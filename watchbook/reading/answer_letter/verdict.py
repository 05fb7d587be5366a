"""Decision of a letter on the whole request: an answer later, a refusal, nothing held (FOIA s.10, s.17, s.1(1)(a))."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.answer_letter.mentions import named as named_within
from watchbook.reading.answer_letter.mentions import opens
from watchbook.reading.answer_letter.numbers import Numbers
from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.answer_letter.promises import acknowledges, answers_later, explains_the_law, supposes
from watchbook.reading.answer_letter.unclaimed import Stretch
from watchbook.reading.answer_letter.wording import (
    affirms,
    costs_too_much,
    gives,
    neither_confirms,
    refuses,
    says_not_held,
    sentences,
    tells,
)
from watchbook.reading.bounded import bounded
from watchbook.reading.split.questions import Question
from watchbook.reading.topics.vocabulary import terms

_END = bounded(r"(?<=[.!?;:])[\"”’')]{0,2}\s+(?=[A-Z\"“(£•*\d-])|\n[ \t\xa0]*\n")
RESTATED = 0.6  # of a sentence's words, from which on it repeats a question
_NUMBERED = bounded(r"\b(?:questions?|points?|items?|parts?|q) ?\d", re.IGNORECASE)
_PART = bounded(
    r"\b(?:some (?:of|data|information|parts?)|(?:this|that) (?:part|side|point)|in part|partly)\b",
    re.IGNORECASE,
)
_CAME_IN = bounded(r"\b(?:receiv\w+|receipt|reached|acknowledg\w+|came in|has had|logged)\b", re.IGNORECASE)
_BLANK_LINE = bounded(r"\n[ \t\xa0]*\n")
_MARKER = bounded(r"\W*\d{1,2}[.):]?\s+")
_QUOTED = re.compile(r"\s*>")


class Verdict(NamedTuple):
    """A decision on the whole request, or that there is none yet, with the sentence that says so."""

    outcome: AnswerOutcome
    stretch: Stretch
    gives: bool  # whether another sentence of the letter hands something over
    in_part: bool = False  # whether it speaks to some of the request only


class _Piece(NamedTuple):
    stretch: Stretch
    written: str


def verdict(text: str, *, questions: Sequence[Question]) -> Verdict | None:
    """The decision of a letter on the whole request; None where it says nothing of that kind."""
    asked = [terms(one.text) for one in questions]
    told = [one for one in _pieces(text) if not _repeats(one.written, asked=asked)]
    giving = any(gives(one.written) for one in told)
    found = [(kind, one.stretch) for one in told if (kind := _decision(one.written)) is not None]
    if found:
        return _leading(found, told=told, giving=giving)
    for one in told:
        if answers_later(one.written):
            return Verdict(AnswerOutcome.HOLDING, one.stretch, giving)
    return _acknowledged(told, giving=giving)


def _acknowledged(told: Sequence[_Piece], *, giving: bool) -> Verdict | None:
    """HOLDING where a letter only says that the request came in; thanks alone say so where nothing else is told."""
    telling = [one for one in told if len(terms(one.written)) > 3 and tells(one.written)]
    for one in told:
        if acknowledges(one.written) and not (telling and not _CAME_IN.search(one.written)):
            return Verdict(AnswerOutcome.HOLDING, one.stretch, giving)
    return None


def named_in_passing(
    text: str, *, questions: Sequence[Question], numbers: Numbers, opening: bool = False
) -> dict[str, Stretch]:
    """The sentences of a paragraph to the questions that it names within a sentence: `Questions 3, 4 and 7 are exempt`."""
    asked = [terms(one.text) for one in questions]
    found = dict[str, Stretch]()
    named, segment = list[str](), Stretch(0, 0)
    for one in _pieces(text):
        if _repeats(one.written, asked=asked):
            continue
        listed = named_within(one.written, numbers=numbers)
        if opening and not opens(one.written, numbers=numbers):
            listed = []
        if not listed and not (named and _BLANK_LINE.search(text, segment.end, one.stretch.start) is None):
            named = []
            continue
        segment = Stretch(segment.start, one.stretch.end) if not listed else one.stretch
        named = listed or named
        decided = _decision(one.written) is not None or (
            opens(one.written, numbers=numbers) and _settles(one.written)
        )
        for number in named:
            known = found.get(number)
            if (decided and known is None) or (known is not None and known.start == segment.start):
                found[number] = segment
    return found


def _settles(sentence: str) -> bool:
    """Whether a sentence says otherwise what is done with the questions that it names: another body's, later, none, a figure."""
    told = (
        affirms(sentence) or answers_later(sentence) or bool(pattern("belongs-to-another").search(sentence))
    )
    return told or bool(pattern("hands-over-a-copy").search(sentence))


def _leading(
    found: Sequence[tuple[AnswerOutcome, Stretch]], *, told: Sequence[_Piece], giving: bool
) -> Verdict:
    """The decision on the whole request, else that which goes further than a bare refusal, else the first."""
    written = {one.stretch: one.written for one in told}
    whole = [one for one in found if pattern("the-whole-request").search(written[one[1]])]
    further = [one for one in whole if one[0] is not AnswerOutcome.REFUSED]
    if not further and not giving:
        further = [one for one in found if one[0] in (AnswerOutcome.NCND, AnswerOutcome.COST)]
    kind, stretch = (further or whole or found)[0]
    said = written[stretch]
    return Verdict(kind, stretch, giving, in_part=bool(_NUMBERED.search(said) or _PART.search(said)))


def _decision(sentence: str) -> AnswerOutcome | None:
    if supposes(sentence) or explains_the_law(sentence) or answers_later(sentence):
        return None
    for kind, said in (
        (AnswerOutcome.NCND, neither_confirms),
        (AnswerOutcome.COST, costs_too_much),
        (AnswerOutcome.REFUSED, refuses),
        (AnswerOutcome.NOT_HELD, says_not_held),
    ):
        if said(sentence):
            return kind
    return None


def _pieces(text: str) -> Iterator[_Piece]:
    start = 0
    for end, after in [*((one.start(), one.end()) for one in _END.finditer(text)), (len(text), len(text))]:
        written = text[start:end]
        trimmed = written.strip()
        if trimmed and not _QUOTED.match(written):
            begins = start + written.index(trimmed)
            yield _Piece(Stretch(begins, begins + len(trimmed)), trimmed)
        start = after


def restates(written: str, *, questions: Sequence[Question]) -> bool:
    """Whether a passage of an answer is a question of the request again."""
    first = sentences(_MARKER.sub("", written, count=1))
    if not first or not pattern("begins-a-request").match(first[0]):
        return False
    return _repeats(first[0], asked=[terms(one.text) for one in questions])


def _repeats(sentence: str, *, asked: Sequence[frozenset[str]]) -> bool:
    """Whether a sentence repeats a question of the request."""
    if affirms(sentence) and "?" not in sentence and not pattern("begins-a-request").match(sentence):
        return False
    said = terms(sentence)
    return len(said) > 2 and any(len(said & one) >= RESTATED * len(said) for one in asked)
