"""A stored request and its text as pages and drafts need them: its questions with their words, and every piece of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from uuid import UUID

from watchbook.foi.models import Request, RequestQuestion
from watchbook.reading.split.questions import Question

WORDS_SHOWN = 70


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


def first_words(requests: Sequence[Request]) -> dict[UUID, str]:
    """Return the beginning of the first question of each request, by which people know it without its requester's name. One query."""
    rows = RequestQuestion.objects.filter(request__in=requests, kind=RequestQuestion.Kind.QUESTION)
    texts, found = {one.pk: one.text for one in requests}, dict[UUID, str]()
    for row in rows.order_by("request", "-cut", "position"):
        found.setdefault(
            row.request_id, shorten(texts[row.request_id][row.start : row.end], WORDS_SHOWN, placeholder="…")
        )
    return found


def question_at(request: Request, *, start: int, end: int) -> Question | None:
    """The question at a place of the text, as it is cut now. One query."""
    return next((one for one in asked(request) if (one.start, one.end) == (start, end)), None)


def pieces(request: Request, *, questions: Sequence[Question]) -> list[Piece]:
    """Every character of a request in order: its questions as they stand, and the text between them."""
    found, at = [], 0
    for question in sorted(questions, key=lambda question: question.start):
        found += [Piece(request.text[at : question.start], ""), Piece(question.text, question.number)]
        at = question.end
    return [piece for piece in [*found, Piece(request.text[at:], "")] if piece.text]
