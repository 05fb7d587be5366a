"""What an answer says without naming a question: to all of them, to each in order, or to what it shares words with."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from watchbook.reading.answer_letter import letter
from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.answer_letter.wording import (
    affirms,
    costs_too_much,
    denies,
    outcome,
    refuses,
    says_not_held,
    sentences,
)
from watchbook.reading.bounded import bounded
from watchbook.reading.split import lines
from watchbook.reading.split.questions import Question
from watchbook.reading.topics.vocabulary import terms

SHARED = 0.25
_ROW = bounded(r"\S\s*\||\t|\S\s{3,}\S")
_IN_PART = bounded(r"\b(?:part|parts|some|elements?) of (?:your|the)\b|\bin part\b|\bpartly\b", re.IGNORECASE)
_ADVISES = bounded(
    r"\b(?:may|might|could|can) (?:wish|want|like|choose|be able|consider|be given|be provided|re-?submit|narrow|refine|limit|reduce)\b"
    r"|\b(?:narrow|refine|limit|reduce|resubmit)\w*\b[^.]{0,40}\brequest\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d[\d,./]*(?<=\d)")
_NEXT_SENTENCE = bounded(r"(?<=[.!?])\s+(?=[A-Z£\d\"“])")


class Stretch(NamedTuple):
    """A paragraph of an answer by its code points."""

    start: int
    end: int

    def overlaps(self, other: "Stretch") -> bool:
        """Whether two stretches have a code point in common."""
        return self.start < other.end and other.start < self.end


def paragraphs(text: str, *, start: int = 0, end: int | None = None) -> list[Stretch]:
    """The paragraphs of a stretch that may answer something: no greeting, rights of review, footnote or signature."""
    found = list[list[int]]()
    signed = False
    for line in lines.read(text[start : len(text) if end is None else end]):
        signed = (signed and not line.fresh) or letter.closes(line.text)
        if signed or letter.is_no_answer(line.text) or letter.is_footnote(line.text):
            continue
        begins, ends = start + line.start, start + line.start + len(line.text.rstrip())
        if found and not line.fresh and not text[found[-1][1] : begins].strip():
            found[-1][1] = ends
        else:
            found.append([begins, ends])
    return [Stretch(*one) for one in found]


def handed_over(text: str, *, end: int | None = None) -> list[Stretch]:
    """The sentence of a covering letter that gives the whole answer as an attachment; none elsewhere."""
    for line in lines.read(text[:end]):
        at = letter.hands_over(line.text)
        if at is not None:
            return [Stretch(line.start + at, line.start + len(line.text.rstrip()))]
    return []


def table_for(
    text: str, *, questions: Sequence[Question], stretches: Sequence[Stretch]
) -> dict[str, Stretch]:
    """The table that stands above the numbered answers, for the questions whose words it uses."""
    for one in stretches:
        written = text[one.start : one.end]
        if sum(1 for row in written.splitlines() if _ROW.search(row)) > 1:
            told = terms(written)
            return {asked.number: one for asked in questions if told & terms(asked.text)}
    return {}


def to_everything(text: str, *, stretches: Sequence[Stretch]) -> Stretch | None:
    """The paragraph that refuses the whole request, or says that nothing of it is held."""
    for one in stretches:
        written = text[one.start : one.end]
        if pattern("the-whole-request").search(written) and any(
            refuses(said) or says_not_held(said) for said in sentences(written)
        ):
            return one
    return None


def aligned(
    text: str,
    *,
    questions: Sequence[Question],
    stretches: Sequence[Stretch],
    otherwise: Stretch | None = None,
) -> dict[str, Stretch]:
    """Each question's paragraph: in order where there are as many, by shared words else; one answers them all."""
    if not stretches or not questions:
        return {}
    whole = Stretch(stretches[0].start, stretches[-1].end)
    if len(questions) == 1:
        return {questions[0].number: whole}
    refusal = _refusal_with_advice(text, stretches=stretches)
    if refusal is not None:
        return dict.fromkeys((one.number for one in questions), refusal)
    for pieces in (stretches, _lines(text, stretches=stretches)):
        if len(pieces) == len(questions):
            return {one.number: piece for one, piece in zip(questions, pieces, strict=True)}
    if len(stretches) == 1:
        joint = dict.fromkeys((one.number for one in questions), whole)
        return _by_sentence(text, questions=questions, whole=whole) or joint
    shared = _by_words(text, questions=questions, stretches=stretches)
    fallback = otherwise or whole
    return {one.number: shared.get(one.number, fallback) for one in questions}


def _refusal_with_advice(text: str, *, stretches: Sequence[Stretch]) -> Stretch | None:
    """A refusal of the whole request, its headings and the advice under it; None for any other answer."""
    refusal = to_everything(text, stretches=stretches)
    if refusal is None or _IN_PART.search(text[refusal.start : refusal.end]):
        return None
    at = stretches.index(refusal)
    above = [text[one.start : one.end] for one in stretches[:at]]
    below = [text[one.start : one.end] for one in stretches[at + 1 :]]
    if any(one.endswith(".") for one in above) or not all(map(_ADVISES.search, below)):
        return None
    if any(_answers(one) for written in below for one in sentences(written)):
        return None
    return Stretch(stretches[0].start, stretches[-1].end)


def _answers(sentence: str) -> bool:
    """Whether a sentence tells, denies, refuses or hands over something."""
    if _ADVISES.search(sentence):
        return False
    said = affirms(sentence) or denies(sentence) or refuses(sentence) or says_not_held(sentence)
    return said or bool(pattern("points-at-a-copy").search(sentence))


def _by_sentence(text: str, *, questions: Sequence[Question], whole: Stretch) -> dict[str, Stretch]:
    """The sentence for each question where they do different things: by its words, else in order; none else."""
    starts = [whole.start, *(one.end() for one in _NEXT_SENTENCE.finditer(text, whole.start, whole.end))]
    ends = [*starts[1:], whole.end]
    pieces = [
        Stretch(start, start + len(text[start:end].rstrip())) for start, end in zip(starts, ends, strict=True)
    ]
    kinds = {outcome(text[one.start : one.end], question="") for one in pieces}
    if len(kinds) == 1 or costs_too_much(text[whole.start : whole.end]):
        return {}
    sharing = {one.number: _most_alike(text, question=one, pieces=pieces) for one in questions}
    found = {number: piece for number, piece in sharing.items() if piece is not None}
    used = set(found.values())
    if len(found) == len(questions) and (len(used) == len(found) or used == set(pieces)):
        return found
    if len(pieces) == len(questions) and all(_answers(text[one.start : one.end]) for one in pieces):
        return {one.number: piece for one, piece in zip(questions, pieces, strict=True)}
    return {}


def _most_alike(text: str, *, question: Question, pieces: Sequence[Stretch]) -> Stretch | None:
    """The piece that shares most words with a question; None where two share as many, or none does."""
    shares = [_alike(question.text, text[one.start : one.end]) for one in pieces]
    most = max(shares)
    return pieces[shares.index(most)] if most and shares.count(most) == 1 else None


def _alike(asked: str, told: str) -> int:
    """How many words two texts share; a figure repeated tells as much as two words."""
    figures = set(_FIGURE.findall(asked)) & set(_FIGURE.findall(told))
    return len(terms(asked) & terms(told)) + 2 * len(figures)


def _lines(text: str, *, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The lines of some paragraphs, where each stands for itself; none where a mail program folded them."""
    found = [(one.start, line) for one in stretches for line in lines.read(text[one.start : one.end])]
    if lines.fold_width([line for _, line in found]) or any(line.text[0].islower() for _, line in found):
        return []
    return [Stretch(at + line.start, at + line.start + len(line.text.rstrip())) for at, line in found]


def _by_words(
    text: str, *, questions: Sequence[Question], stretches: Sequence[Stretch]
) -> dict[str, Stretch]:
    """The paragraphs that share enough words with one question, each with those after it that share with none."""
    asked = {one.number: terms(one.text) for one in questions}
    opening = list[tuple[str, Stretch]]()
    for stretch in stretches:
        told = terms(text[stretch.start : stretch.end])
        shares = {number: len(told & words) / max(1, len(words)) for number, words in asked.items()}
        best = max(shares, key=lambda number: shares[number])
        if shares[best] >= SHARED and best not in dict(opening):
            opening.append((best, stretch))
    if not opening:
        return {}
    ends = [*(stretch.start for _, stretch in opening[1:]), stretches[-1].end]
    return {
        number: Stretch(stretch.start, stretch.start + len(text[stretch.start : end].rstrip()))
        for (number, stretch), end in zip(opening, ends, strict=True)
    }
