"""A request cut into pieces by hand: joined, divided, told what each is, and no character lost (FOIA s.1(1))."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.foi.models import RequestQuestion

type PieceKind = RequestQuestion.Kind

KINDS = {str(kind): kind for kind in RequestQuestion.Kind}
NUMBER = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")
NUMBER_LENGTH = 40
MARKER_LENGTH = 60
# White space, and marks of direction and of no width, which nobody sees.
_UNSEEN = re.compile(r"[\s\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]*")


@dataclass(frozen=True)
class CutPiece:
    """A stretch of the text (code points): a question with its number, a heading, or other text; its marker if any."""

    start: int
    end: int
    number: str = ""
    marker: str = ""
    kind: PieceKind = RequestQuestion.Kind.QUESTION

    @property
    def is_question(self) -> bool:
        """Whether it is answered."""
        return self.kind == RequestQuestion.Kind.QUESTION


def checked(pieces: Sequence[CutPiece], *, text: str, asks_nothing: bool = False) -> list[CutPiece]:
    """The pieces, or WrongState where they are no cut of this text. White space and markers need no piece."""
    if any(not 0 <= piece.start < piece.end <= len(text) for piece in pieces) or any(
        above.end > below.start for above, below in pairwise(pieces)
    ):
        raise WrongState(
            _(
                "You cannot save this split: the pieces do not follow one another, so some text would be read twice or not at "
                "all. Open the page again and split the request again."
            )
        )
    _check_nothing_is_lost(pieces, text=text)
    asked = [piece for piece in pieces if piece.is_question]
    if not asked and not asks_nothing:
        raise WrongState(
            _(
                "You cannot save this split: it would leave no question, and a request without a question gets no answer. If the "
                "text does not ask for information, tick the box."
            )
        )
    _check_numbers([piece.number for piece in asked])
    return [piece if piece.is_question else replace(piece, number="") for piece in pieces]


def _check_nothing_is_lost(pieces: Sequence[CutPiece], *, text: str) -> None:
    reached = 0
    for piece in [*pieces, CutPiece(start=len(text), end=len(text))]:
        between = seen(reached, piece.start, text=text)
        if between and text[slice(*between)] != piece.marker:
            raise WrongState(
                _(
                    "You cannot save this split: it would leave out some of the text. Open the page again and split the request again."
                )
            )
        reached = piece.end


def _check_numbers(numbers: Sequence[str]) -> None:
    for number in numbers:
        if len(number) > NUMBER_LENGTH or not NUMBER.fullmatch(number):
            raise WrongState(
                _(
                    "You cannot save the question number “{number}”. Use letters and digits with dots or hyphens between them, such "
                    "as 2.c, and at most {length} characters."
                ).format(number=number[:NUMBER_LENGTH], length=NUMBER_LENGTH)
            )
    twice = [number for number, count in Counter(numbers).items() if count > 1]
    if twice:
        raise WrongState(
            _(
                "You cannot save this split: two questions would have the number {number}, so the answer would be unclear. Choose another number."
            ).format(number=twice[0])
        )


def joined(pieces: Sequence[CutPiece], nth: int) -> list[CutPiece]:
    """The piece at this index as a part of the question above it, with all that stands between them."""
    above = max((index for index in range(nth) if pieces[index].is_question), default=None)
    if above is None:
        raise WrongState(
            _(
                "You cannot join this question to the question above: this question is the first. Join the question below to it instead."
            )
        )
    return [*pieces[:above], replace(pieces[above], end=pieces[nth].end), *pieces[nth + 1 :]]


def divided(pieces: Sequence[CutPiece], nth: int, *, places: Sequence[int], text: str) -> list[CutPiece]:
    """The piece cut at these places of the text; the first part keeps its number, each other gets one of its own."""
    whole = pieces[nth]
    parts = [
        part
        for start, end in pairwise([whole.start, *places, whole.end])
        if (part := seen(start, end, text=text))
    ]
    if len(parts) < 2:
        raise WrongState(
            _(
                "You cannot split this text: it has no mark between two words. Put a mark where you want to split the text."
            )
        )
    taken = {piece.number for piece in pieces}
    made = [replace(whole, start=parts[0][0], end=parts[0][1])]
    for start, end in parts[1:]:
        number = _unused(whole.number, taken=taken) if whole.is_question else ""
        taken.add(number)
        made.append(CutPiece(start=start, end=end, number=number, kind=whole.kind))
    return [*pieces[:nth], *made, *pieces[nth + 1 :]]


def marked(pieces: Sequence[CutPiece], nth: int, *, kind: PieceKind) -> list[CutPiece]:
    """The piece at this index said to be of another kind; a new question gets the next number that is free."""
    taken = {piece.number for piece in pieces}
    is_asked = kind == RequestQuestion.Kind.QUESTION
    number = pieces[nth].number or _unused("p", taken=taken) if is_asked else ""
    return [*pieces[:nth], replace(pieces[nth], kind=kind, number=number), *pieces[nth + 1 :]]


def renumbered(pieces: Sequence[CutPiece], nth: int, *, number: str) -> list[CutPiece]:
    """The question at this index under another number."""
    return [*pieces[:nth], replace(pieces[nth], number=number.strip()), *pieces[nth + 1 :]]


def seen(start: int, end: int, *, text: str) -> tuple[int, int] | None:
    """A stretch of the text without what nobody sees at its ends; None where there is nothing else."""
    found = _UNSEEN.match(text, start, end)
    first = found.end() if found else start
    while end > first and _UNSEEN.fullmatch(text, end - 1, end):
        end -= 1
    return (first, end) if first < end else None


def _unused(number: str, *, taken: set[str]) -> str:
    """The first that is free of 2-2, 2-3 and so on after 2, and of p1, p2 and so on after p."""
    between, count = ("", 1) if number == "p" else ("-", 2)
    while f"{number}{between}{count}" in taken:
        count += 1
    return f"{number}{between}{count}"


BAR = "|"
LINE_END = re.compile(r"\r\n|\r")


def mark_for(text: str) -> str:
    """A mark that is not in the text itself: two bars, or more where the text has two."""
    longest = max((len(bars) for bars in re.findall(r"\|+", text)), default=0)
    return BAR * max(2, longest + 1)


def marks_in(text: str, *, marked: str) -> list[int]:
    """The places in the text (code points) where its marked copy has a mark. Raises WrongState where more was changed.

    A browser gives every line end back as its own, so line ends count as one whichever they are.
    """
    parts = LINE_END.sub("\n", marked).split(mark_for(text))
    if "".join(parts) != LINE_END.sub("\n", text):
        raise WrongState(
            _(
                "You cannot change the words of a request. Put only the mark {mark} where you want to split the text."
            ).format(mark=mark_for(text))
        )
    ends = _ends(text)
    found, length = [], 0
    for part in parts[:-1]:
        length += len(part)
        found.append(ends[length])
    return found


def _ends(text: str) -> list[int]:
    """For each length of the text with short line ends, the place it reaches in the text itself."""
    ends, at = [0], 0
    for one in re.finditer(r"\r\n|.", text, re.DOTALL):
        at = one.end()
        ends.append(at)
    return ends
