"""The blocks of a request: lines that belong together, each block with the marker that counts for it.

A request written as one running paragraph is cut where it counts its questions off, or else at its sentences.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from watchbook.foi import lines, markers, numbering, wording
from watchbook.foi.lines import Line
from watchbook.foi.markers import Family
from watchbook.foi.numbering import Place


class Block(NamedTuple):
    """Lines that belong together: where they begin, where the words after a marker start, where all ends."""

    begins: int
    start: int
    end: int
    words: str
    place: Place | None
    quoted: bool

    @property
    def is_bullet(self) -> bool:
        """Whether a bullet stands before it."""
        return self.place is not None and self.place.family is Family.BULLET

    @property
    def is_numbered(self) -> bool:
        """Whether a number or letter of a list stands before it."""
        return self.place is not None and self.place.family not in (Family.BULLET, Family.SECTION)

    @property
    def is_section(self) -> bool:
        """Whether it is the heading of a section."""
        return self.place is not None and self.place.family is Family.SECTION


def read(text: str) -> list[Block]:
    """The blocks of a request, the message it quotes at its foot included."""
    written = lines.read(text)
    own = _own_lines(written)
    blocks = _join(text, written=written[:own])
    if sum(block.is_numbered for block in blocks) <= 1:
        blocks = _cut_running(text, blocks=blocks)
    return blocks + [Block(ln.start, ln.start, ln.end, ln.text, None, True) for ln in written[own:]]


def _own_lines(written: Sequence[Line]) -> int:
    """How many lines come before a quoted message: all of them, where nothing is asked above it."""
    asked = False
    for count, line in enumerate(written):
        if asked and wording.opens_a_quoted_message(line.text):
            return count
        asked = asked or wording.asks(line.text) or markers.at_start(line.text) is not None
    return len(written)


def _join(text: str, *, written: Sequence[Line]) -> list[Block]:
    quoted = [wording.is_quoted(line.text) for line in written]
    places = numbering.place(
        None if wording.is_quoted(ln.text) else markers.at_start(ln.text) for ln in written
    )
    width = lines.fold_width(written)

    def goes_on(n: int) -> bool:
        if n == 0 or places[n] or quoted[n] or quoted[n - 1]:
            return False
        return _is_bare(written[n - 1], place=places[n - 1]) or lines.runs_on(
            written[n], above=written[n - 1], width=width
        )

    opening = [n for n in range(len(written)) if not goes_on(n)]
    return [
        _block(text, first=written[n], last=written[following - 1], place=places[n], quoted=quoted[n])
        for n, following in pairwise([*opening, len(written)])
    ]


def _is_bare(line: Line, *, place: Place | None) -> bool:
    """Whether a marker stands alone on its line, so that the next line is its text."""
    if place is None or place.family is Family.SECTION:
        return False
    return len(line.text.rstrip()) <= place.marker.length


def _block(text: str, *, first: Line, last: Line, place: Place | None, quoted: bool) -> Block:
    marked = place is not None and place.family is not Family.SECTION
    start = first.start + (place.marker.length if place and marked else 0)
    words = text[start : last.end].lstrip()
    return Block(first.start, last.end - len(words), last.end, words, place, quoted)


def _cut_running(text: str, *, blocks: list[Block]) -> list[Block]:
    """A request with no list down its lines, cut where it counts off what it asks, else at its sentences."""
    whole = [text[block.begins : block.end] for block in blocks]
    counted = [_counted(words) for words in whole]
    if any(counted):
        return _join(text, written=_pieces(blocks, whole=whole, cuts=counted))
    asking = [n for n, words in enumerate(whole) if wording.asks(words)]
    if len(asking) != 1:
        return blocks
    cuts = [_sentences(words) if n in asking else [] for n, words in enumerate(whole)]
    return _join(text, written=_pieces(blocks, whole=whole, cuts=cuts))


def _counted(words: str) -> list[int]:
    """The places to cut at, if nothing or a lead-in stands before the first, or each piece asks by itself."""
    places = markers.within(words)
    if not places or wording.leads_in(words[: places[0]]) or not places[0]:
        return places
    pieces = (words[place:following] for place, following in pairwise([*places, len(words)]))
    return places if all(wording.stands_alone(markers.without(piece)) for piece in pieces) else []


def _sentences(words: str) -> list[int]:
    """The places between sentences, where more than one of them asks."""
    places = wording.sentence_starts(words)
    asking = sum(wording.asks(words[start:end]) for start, end in pairwise([0, *places, len(words)]))
    return places if asking > 1 else []


def _pieces(blocks: Sequence[Block], *, whole: Sequence[str], cuts: Sequence[Sequence[int]]) -> list[Line]:
    pieces = list[Line]()
    for block, words, places in zip(blocks, whole, cuts, strict=True):
        for start, end in pairwise([0, *(place for place in places if place), len(words)]):
            piece = words[start:end].rstrip()
            pieces.append(Line(block.begins + start, block.begins + start + len(piece), piece, True))
    return pieces
