"""The places of a request at which a question may begin: a line, a sentence, a marker within a line.

Whether one does is decided from all of them together (`sequence`), since requests come with their line breaks lost.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from watchbook.reading.bounded import bounded
from watchbook.reading.split import lines, markers
from watchbook.reading.split.markers import Marker

_QUOTE = re.compile(r"(?:[>|]\s*)+")
_INLINE = re.compile(
    r"(?<=\s)(?=[(\[]?(?:\d{1,2}(?:\.\d{1,2})?|[a-zA-Z]|[ivx]{2,5})[.):\]]{1,2}\s?\S)"
    r"|(?<=[\w.?:;,)])(?=[(\[]?\d{1,2}(?:[.)]|\.\d{1,2}|-)\s*[A-Z])|(?<=20[0-4]\d)(?=\d{1,2}[-.)]\s?[A-Z])|(?<=[a-z?:;])(?=\([a-z]\)\s)"
    r"|(?<=\s)(?=(?:Q|Question)\s?\d{1,2}\b)|(?<=\s)(?=[•·▪◦●○■□➢➤\uf0a7\uf0b7\uf0d8]\s?\S|[-–*]\s[A-Z])"
    r"|(?<=[.?:;,])(?=\s(?:o|\d{1,2})\s+[A-Z])"
)
_SENTENCE = bounded(
    r"(?<=[.?!؟？:;])[\"”’)]?\s+(?=[\"“‘(]?\w)|(?<=[a-z][?!])(?=[A-Z])|(?<=[a-z]{2}[.:])(?=[A-Z][a-z])"
)
_LONGEST_MARKER = 24


class Candidate(NamedTuple):
    """A stretch of the request up to the next place: where it begins, where its words start after a marker, its end."""

    begins: int
    start: int
    end: int
    words: str
    marker: Marker | None
    opens_line: bool
    fresh: bool
    quoted: bool


def read(text: str) -> list[Candidate]:
    """Every stretch of a request that may be a question or go on with one, in order."""
    found = list[Candidate]()
    for line in lines.read(text):
        quote = _QUOTE.match(line.text)
        offset = quote.end() if quote else 0
        cuts = _cuts(line.text, offset=offset)
        for n, (at, end) in enumerate(pairwise([*cuts, len(line.text)])):
            piece = line.text[at:end].rstrip()
            if piece:
                found.append(
                    _candidate(
                        piece, begins=line.start + at, opens=n == 0, fresh=line.fresh, quoted=bool(quote)
                    )
                )
    return _with_lone_markers(found, text=text)


def _cuts(line: str, *, offset: int) -> list[int]:
    places = {offset}
    for found in _INLINE.finditer(line, offset):
        at = found.start()
        while at < len(line) and line[at].isspace():
            at += 1
        if markers.at_start(line[at : at + _LONGEST_MARKER]):
            places.add(at)
    places.update(found.end() for found in _SENTENCE.finditer(line, offset))
    return sorted(places)


def _candidate(piece: str, *, begins: int, opens: bool, fresh: bool, quoted: bool) -> Candidate:
    marker = markers.at_start(piece) or markers.bare_number(piece)
    length = marker.length if marker else 0
    words = piece[length:].lstrip()
    end = begins + len(piece)
    return Candidate(begins, end - len(words), end, words, marker, opens, fresh and opens, quoted)


def _with_lone_markers(found: Sequence[Candidate], *, text: str) -> list[Candidate]:
    """A marker that stands alone belongs to the words after it."""
    joined = list[Candidate]()
    for one in found:
        above = joined[-1] if joined else None
        if above and above.marker and not above.words and (one.marker is None or not one.opens_line):
            joined[-1] = one._replace(
                begins=above.begins, marker=above.marker, opens_line=above.opens_line, fresh=above.fresh
            )
        else:
            joined.append(one)
    return joined
