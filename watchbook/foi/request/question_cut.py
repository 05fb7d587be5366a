"""The cuts of a request by hand, as often as it takes: every piece of each; the text stays as it came (FOIA s.1(1), s.8)."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.foi.models import Request, RequestQuestion
from watchbook.foi.permissions import may_cut_request
from watchbook.foi.request.cut import KINDS, MARKER_LENGTH, CutPiece, checked, seen
from watchbook.foi.request.open_request import must_be_open
from watchbook.foi.request.question_reach import reach
from watchbook.foi.request.request_reading import first_cut
from watchbook.organisation.models import Person
from watchbook.reading.split.questions import Question, Span, SpanKind
from watchbook.retention.legal_hold.lock import wait_for_deletions


class Cut(NamedTuple):
    """One cut: its number (0 where nothing was found to ask), when it was made, and every piece of the text in order."""

    number: int
    recorded_at: datetime
    pieces: tuple[CutPiece, ...]

    @property
    def questions(self) -> int:
        """How many of its pieces are questions."""
        return sum(piece.is_question for piece in self.pieces)


def cuts_of(request: Request) -> list[Cut]:
    """Every cut of a request, the one that holds first. One query."""
    rows = dict[int, list[RequestQuestion]]()
    for row in request.questions.all():
        rows.setdefault(row.cut, []).append(row)
    spans = first_cut(request.text).cut.other
    if not rows:
        return [Cut(0, request.recorded_at, _whole([], spans=spans, text=request.text))]
    return [
        Cut(number, rows[number][0].recorded_at, _whole(rows[number], spans=spans, text=request.text))
        for number in sorted(rows, reverse=True)
    ]


def _whole(rows: Sequence[RequestQuestion], *, spans: Sequence[Span], text: str) -> tuple[CutPiece, ...]:
    """The pieces that were told, and between them what the splitter says of the text."""
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    found, reached = list[CutPiece](), 0
    for row in rows:
        piece = CutPiece(row.start, row.end, row.number, row.marker, kind=KINDS[row.kind])
        upto = _before_the_marker(piece, reached=reached, text=text)
        found += _between(
            reached, upto, spans=spans[bisect_right(ends, reached) : bisect_left(starts, upto)], text=text
        )
        found.append(piece)
        reached = piece.end
    found += _between(reached, len(text), spans=spans[bisect_right(ends, reached) :], text=text)
    return tuple(found)


def _before_the_marker(piece: CutPiece, *, reached: int, text: str) -> int:
    """Where the text above a piece ends: its own marker is no part of it."""
    above = seen(reached, piece.start, text=text)
    if above and piece.marker and text.endswith(piece.marker, *above):
        return above[1] - len(piece.marker)
    return piece.start


def _between(start: int, end: int, *, spans: Sequence[Span], text: str) -> Iterator[CutPiece]:
    """The headings and other text of a stretch, each with the marker before it; none of it is left out."""
    reached = start
    for span in spans:
        if span.kind in (SpanKind.SPACE, SpanKind.MARKER):
            continue
        is_heading = span.kind is SpanKind.HEADING
        yield from _piece(reached, min(span.end, end), is_heading=is_heading, text=text)
        reached = min(span.end, end)
    yield from _piece(reached, end, is_heading=False, text=text)


def _piece(start: int, end: int, *, is_heading: bool, text: str) -> Iterator[CutPiece]:
    place = seen(start, end, text=text)
    if place:
        kind = RequestQuestion.Kind.HEADING if is_heading else RequestQuestion.Kind.OTHER
        yield CutPiece(start=place[0], end=place[1], kind=kind)


RECUT = Kind(
    "request.recut",
    fields=("reference", "cut", "questions", "headings", "others"),
    says=gettext_lazy("The request was split into questions by hand."),
)


@transaction.atomic
def recut(
    request: Request,
    pieces: Sequence[CutPiece],
    *,
    by: Person,
    at: datetime,
    over: int | None = None,
    asks_nothing: bool = False,
) -> int:
    """Cut a request anew; the number of the cut, which holds from now on. Earlier cuts stay and can be taken again.

    `over` is the cut it was made from: where another came in between, it is refused. `asks_nothing` confirms a cut
    without a question.
    """
    wait_for_deletions()
    may_cut_request(by)
    locked = must_be_open(request)
    now = cuts_of(locked)[0]
    _check_current(now, over)
    made = checked(pieces, text=locked.text, asks_nothing=asks_nothing)
    if tuple(made) == now.pieces:
        raise WrongState(
            _("You cannot save this split: it is the same as the current split. Change a piece first.")
        )
    RequestQuestion.objects.bulk_create(_rows(locked, made, cut=now.number + 1))
    kinds = Counter(piece.kind for piece in made)
    record_row(
        RECUT,
        locked,
        by=by,
        at=at,
        cut=now.number + 1,
        questions=kinds[RequestQuestion.Kind.QUESTION],
        headings=kinds[RequestQuestion.Kind.HEADING],
        others=kinds[RequestQuestion.Kind.OTHER],
    )
    return now.number + 1


def _check_current(now: Cut, over: int | None) -> None:
    """Raise WrongState where another cut came in between."""
    if over is not None and over != now.number:
        raise WrongState(
            _(
                "You cannot save this split: somebody has split the request since you opened it. Read the current pieces, then split the request again."
            )
        )


def _rows(request: Request, pieces: Sequence[CutPiece], *, cut: int) -> list[RequestQuestion]:
    questions = [
        Question(one.number, one.marker, request.text[one.start : one.end], one.start, one.end)
        for one in pieces
        if one.is_question
    ]
    reached = reach(request.text, questions=questions, received_on=request.received_on)
    return [
        RequestQuestion(
            request=request,
            cut=cut,
            kind=piece.kind,
            position=position,
            number=piece.number,
            marker=piece.marker[:MARKER_LENGTH],
            start=piece.start,
            end=piece.end,
            **(reached[piece.number].columns if piece.is_question else {}),
        )
        for position, piece in enumerate(pieces, start=1)
    ]
