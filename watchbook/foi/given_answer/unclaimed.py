"""What an answer says without naming a question: to all of them, to each in order, or to what it shares words with."""

from collections.abc import Sequence
from typing import NamedTuple

from watchbook.foi import lines
from watchbook.foi.answer_wording import sentences
from watchbook.foi.given_answer import letter
from watchbook.foi.phrases import pattern
from watchbook.foi.questions import Question
from watchbook.foi.refusal_wording import refuses, says_not_held
from watchbook.foi.vocabulary import terms

SHARED = 0.25


class Stretch(NamedTuple):
    """A paragraph of an answer by its code points."""

    start: int
    end: int


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


def to_everything(text: str, *, stretches: Sequence[Stretch]) -> Stretch | None:
    """The paragraph that refuses the whole request, or says that nothing of it is held."""
    for one in stretches:
        written = text[one.start : one.end]
        if pattern("the-whole-request").search(written) and any(
            refuses(said) or says_not_held(said) for said in sentences(written)
        ):
            return one
    return None


def aligned(text: str, *, questions: Sequence[Question], stretches: Sequence[Stretch]) -> dict[str, Stretch]:
    """Each question's paragraph: in order where there are as many, by shared words else; one answers them all."""
    if not stretches:
        return {}
    whole = Stretch(stretches[0].start, stretches[-1].end)
    if len(questions) == 1:
        return {questions[0].number: whole}
    for pieces in (stretches, _lines(text, stretches=stretches)):
        if len(pieces) == len(questions):
            return {one.number: piece for one, piece in zip(questions, pieces, strict=True)}
    if len(stretches) == 1:
        return dict.fromkeys((one.number for one in questions), whole)
    shared = _by_words(text, questions=questions, stretches=stretches)
    return {one.number: shared.get(one.number, whole) for one in questions}


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
