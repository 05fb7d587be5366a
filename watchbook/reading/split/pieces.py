"""The blocks of a request as decided, and what is seen once all are: letters that are options, lines that only head others."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from watchbook.reading.split import options, wording
from watchbook.reading.split.blocks import Block
from watchbook.reading.split.markers import Family
from watchbook.reading.split.parts import SpanKind

LETTERS = (Family.LETTER, Family.ROMAN, Family.CAPITAL, Family.CAPITAL_ROMAN)


class DecidedBlock(NamedTuple):
    """A block once decided: a question if it has a number, else of a kind. Options below move its end."""

    block: Block
    number: str
    kind: SpanKind
    end: int


def with_options(pieces: Sequence[DecidedBlock]) -> list[DecidedBlock]:
    """A question takes the letters below it that only name what it may be answered with: `Who decides? a) a court b) the council`."""
    kept, n = list[DecidedBlock](), 0
    while n < len(pieces):
        below = _letters_below(pieces, n=n)
        named = [piece.block.words for piece in below]
        if pieces[n].number and len(named) > 1 and options.are_of(pieces[n].block.words, named=named):
            kept.append(pieces[n]._replace(end=below[-1].end))
            n += len(named)
        else:
            kept.append(pieces[n])
        n += 1
    return kept


def _letters_below(pieces: Sequence[DecidedBlock], *, n: int) -> list[DecidedBlock]:
    """The list of letters that begins right below a piece."""
    found = list[DecidedBlock]()
    for piece in pieces[n + 1 :]:
        place = piece.block.place
        if place is None or place.family not in LETTERS or place.steps[-1].value != len(found) + 1:
            break
        first = found[0].block.place if found else None
        if first and (first.steps[:-1], first.family) != (place.steps[:-1], place.family):
            break
        found.append(piece)
    return found


def without_idle_stems(pieces: Sequence[DecidedBlock]) -> list[DecidedBlock]:
    """A numbered line that only heads what is asked below, as `3. For the same time:`, is no question."""
    asked = [n for n, piece in enumerate(pieces) if piece.number]
    following = {n: pieces[m] for n, m in pairwise(asked)}
    first = next((n for n in asked if pieces[n].block.is_numbered), None)
    heads = [n for n in following if is_idle(pieces[n])]
    idle = {n for n in heads if following[n].number.startswith(f"{pieces[n].number}.")}
    idle |= {n for n in following if _only_heads(pieces[n], below=following[n])}
    if first in following and _heads_a_paragraph(pieces[first], below=following[first]):
        idle |= {n for n in heads if _heads_a_paragraph(pieces[n], below=following[n])}
    return [p._replace(number="", kind=SpanKind.HEADING) if n in idle else p for n, p in enumerate(pieces)]


def _only_heads(piece: DecidedBlock, *, below: DecidedBlock) -> bool:
    """Whether a numbered line orders its parts alone, `Please let us have these:`, or says of when they are asked: `Where it took place.`"""
    if not piece.block.is_numbered or not below.number.startswith(f"{piece.number}."):
        return False
    words = piece.block.words
    if wording.leads_in(below.block.words):
        return False
    return wording.orders_what_follows(words) or (
        wording.says_of_when(words) and wording.stands_alone(below.block.words)
    )


def _heads_a_paragraph(piece: DecidedBlock, *, below: DecidedBlock) -> bool:
    """As `1. Bees` above a question without a number; a list does so from its first number on, or never."""
    return is_idle(piece) and below.block.place is None and wording.is_heading(piece.block.words)


def is_idle(piece: DecidedBlock) -> bool:
    """Whether a numbered block enquires about nothing itself, and may be no more than a heading."""
    return piece.block.is_numbered and not wording.enquires(piece.block.words)
