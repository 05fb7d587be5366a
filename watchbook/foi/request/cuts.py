"""The cuts of a request: every piece of the one that holds, and what each earlier one was."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from watchbook.foi.models import Request, RequestQuestion
from watchbook.foi.request.cut import KINDS, CutPiece, seen
from watchbook.reading.split.questions import Span, SpanKind, split


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
    spans = split(request.text).other
    if not rows:
        return [Cut(0, request.recorded_at, _whole([], spans=spans, text=request.text))]
    return [
        Cut(number, rows[number][0].recorded_at, _whole(_told(rows[number]), spans=spans, text=request.text))
        for number in sorted(rows, reverse=True)
    ]


def _told(rows: Sequence[RequestQuestion]) -> list[CutPiece]:
    return [
        CutPiece(
            start=row.start,
            end=row.end,
            number=row.number,
            marker=row.marker,
            kind=KINDS[row.kind],
        )
        for row in rows
    ]


def _whole(told: Sequence[CutPiece], *, spans: Sequence[Span], text: str) -> tuple[CutPiece, ...]:
    """The pieces that were told, and between them what the splitter says of the text."""
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    found, reached = list[CutPiece](), 0
    for piece in told:
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
