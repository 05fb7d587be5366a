"""A stored request and its text as pages and drafts need them: its questions with their words, and every piece of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchbook.foi.models import Request, RequestQuestion
from watchbook.reading.split.questions import Question


@dataclass(frozen=True)
class Piece:
    """A stretch of the text as the page shows it: a question's with its number, other text without."""

    text: str
    number: str


def asked(request: Request) -> list[Question]:
    """The questions as they stand for this request, as it was last cut. One query."""
    rows = list(request.questions.all())
    last = max((row.cut for row in rows), default=0)
    return [
        Question(
            number=row.number,
            marker=row.marker,
            text=request.text[row.start : row.end],
            start=row.start,
            end=row.end,
        )
        for row in rows
        if row.cut == last and row.kind == RequestQuestion.Kind.QUESTION
    ]


def pieces(request: Request, *, questions: Sequence[Question]) -> list[Piece]:
    """Every character of a request in order: its questions as they stand, and the text between them."""
    found, at = [], 0
    for question in sorted(questions, key=lambda question: question.start):
        found += _between(request.text[at : question.start])
        found.append(Piece(text=question.text, number=question.number))
        at = question.end
    return found + _between(request.text[at:])


def _between(text: str) -> list[Piece]:
    return [Piece(text=text, number="")] if text else []
