"""The blocks of a request: lines that belong together, each block with the marker that counts for it.

A request written as one running paragraph is cut where it counts its questions off, or else at its sentences.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from watchbook.reading.split import lines, markers, numbering, wording
from watchbook.reading.split.lines import Line
from watchbook.reading.split.markers import Family, Marker
from watchbook.reading.split.numbering import Place

COUNTED_OFF = (
    3  # pieces from which on a paragraph surely counts off what it asks, though not each asks by itself
)
COUNTED = (Family.NUMBER, Family.LETTER)
INITIALS = (Family.CAPITAL, Family.CAPITAL_ROMAN)


class Block(NamedTuple):
    """Lines that belong together: where they begin, where the words after a marker start, where all ends."""

    begins: int
    start: int
    end: int
    words: str
    place: Place | None
    quoted: bool
    fresh: bool = False

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
    written = _cut_at_gaps(lines.read(text))
    own = _own_lines(written)
    blocks = _join(text, written=written[:own])
    if sum(block.is_numbered for block in blocks) <= 1:
        blocks = _cut_running(text, blocks=blocks)
    return blocks + [Block(ln.start, ln.start, ln.end, ln.text, None, True) for ln in written[own:]]


def _cut_at_gaps(written: Sequence[Line]) -> list[Line]:
    """The lines, one cut in two where the item that is missing between two lines stands within it."""
    cut, after, since = list[Line](), None, 0
    for line in written:
        marker = markers.at_start(line.text)
        step = marker.readings[0][0] if marker and len(marker.readings[0]) == 1 else None
        if step and step.family in COUNTED:
            places = [
                (n, markers.inside(cut[n].text, after=after, before=step)) for n in range(since, len(cut))
            ]
            n, place = next(((n, place) for n, place in reversed(places) if place), (0, None))
            if place:
                cut[n : n + 1] = _in_two(cut[n], at=place)
            after, since = step, len(cut)
        cut.append(line)
    last = markers.next_inside(cut[since].text, after=after) if after else None
    if last:
        cut[since : since + 1] = _in_two(cut[since], at=last)
    return cut


def _in_two(line: Line, *, at: int) -> list[Line]:
    first = line.text[:at].rstrip()
    return [
        Line(line.start, line.start + len(first), first, line.fresh),
        Line(line.start + at, line.end, line.text[at:], False),
    ]


def _own_lines(written: Sequence[Line]) -> int:
    """How many lines come before a quoted message: all of them, where nothing is asked above it."""
    asked = False
    for count, line in enumerate(written):
        if asked and wording.opens_a_quoted_message(line.text):
            return count
        asked = asked or wording.asks(line.text) or markers.at_start(line.text) is not None
    return len(written)


def _join(text: str, *, written: Sequence[Line]) -> list[Block]:
    quoted = [bool(wording.is_quoted(line.text)) for line in written]
    places = numbering.place(_markers(written))
    width = lines.fold_width(written)
    items = _items_in_small_letters(written, places=places)

    def goes_on(n: int) -> bool:
        if n == 0 or n in items or places[n] or quoted[n] or quoted[n - 1]:
            return False
        if not lines.is_ended(written[n - 1]) and wording.begins_with_a_day(written[n].text):
            return True
        return _is_bare(written[n - 1], place=places[n - 1]) or lines.runs_on(
            written[n], above=written[n - 1], width=width
        )

    opening = [n for n in range(len(written)) if not goes_on(n)]
    return [
        _block(text, first=written[n], last=written[following - 1], place=places[n], quoted=quoted[n])
        for n, following in pairwise([*opening, len(written)])
    ]


def _items_in_small_letters(written: Sequence[Line], *, places: Sequence[Place | None]) -> set[int]:
    """The lines of lists announced as `Please provide:` that begin small and are short, most as names of things."""
    announces = [line.text.rstrip().endswith(":") and wording.announces_a_list(line.text) for line in written]

    def is_below(n: int) -> bool:
        return not (places[n] or written[n].fresh or announces[n])

    items = set[int]()
    for n in (n for n, announced in enumerate(announces) if announced):
        below = list(takewhile(is_below, range(n + 1, len(written))))
        items.update(below if _are_items([written[m] for m in below]) else ())
    return items


def _are_items(below: Sequence[Line]) -> bool:
    if not all(line.text[0].islower() and lines.is_short(line) for line in below):
        return False
    if any(lines.is_ended(line) or lines.is_cut_off(line) for line in below[:-1]):
        return False
    return 2 * sum(wording.names_what_is_held(line.text) for line in below) > max(len(below), 2)


def _markers(written: Sequence[Line]) -> list[Marker | None]:
    """The marker of each line; a number without a stop is one where it is the next, and the first of several."""
    found = list[Marker | None]()
    signed = False
    for line in written:
        signed = signed or bool(wording.signs_off(line.text))
        marker = None if wording.is_quoted(line.text) else markers.at_start(line.text)
        # Under the close of a letter it may be the first letter of a name.
        is_initial = signed and marker and marker.readings[0][0].family in INITIALS
        found.append(None if is_initial else marker)
    bare = [_bare_number(line, above=above) for above, line in zip([None, *written], written, strict=False)]
    first = next((_value(marker) for marker in found if _value(marker)), 0)
    several = first == 2 or any(marker and marker.written == "2" for marker in bare)
    reached, lettered = 0, False
    for n, marker in enumerate(bare):
        if found[n] is None and marker and _value(marker) == reached + 1 and (reached or several):
            found[n] = marker
        elif not lettered:
            found[n] = markers.next_number(written[n].text, found[n], after=reached) or found[n]
        reached = _value(found[n]) or reached
        lettered = lettered or (not _value(found[n]) and _is_lettered(found[n]))
    return found


def _is_lettered(marker: Marker | None) -> bool:
    """Whether a letter or roman number stands there, so that another may go on with it."""
    return marker is not None and marker.readings[0][0].family not in (Family.BULLET, Family.SECTION)


def _bare_number(line: Line, *, above: Line | None) -> Marker | None:
    """A number that stands before a sentence, and not in the middle of one or before a month."""
    marker = markers.bare_number(line.text)
    if marker is None or wording.begins_with_a_month(line.text[marker.length :].lstrip()):
        return None
    follows = above is None or line.fresh or lines.is_ended(above) or lines.is_short(above)
    return marker if follows or wording.stands_alone(line.text[marker.length :].lstrip()) else None


def _value(marker: Marker | None) -> int:
    """The number that a marker begins with; 0 for letters, bullets and sections."""
    step = marker.readings[0][0] if marker else None
    return step.value if step and step.family is Family.NUMBER else 0


def _is_bare(line: Line, *, place: Place | None) -> bool:
    """Whether a marker stands alone on its line, so that the next line is its text."""
    if place is None or place.family is Family.SECTION:
        return False
    return len(line.text.rstrip()) <= place.marker.length


def _block(text: str, *, first: Line, last: Line, place: Place | None, quoted: bool) -> Block:
    marked = place is not None and place.family is not Family.SECTION
    start = first.start + (place.marker.length if place and marked else 0)
    words = text[start : last.end].lstrip()
    return Block(first.start, last.end - len(words), last.end, words, place, quoted, first.fresh)


def _cut_running(text: str, *, blocks: list[Block]) -> list[Block]:
    """A request with no list down its lines, cut where it counts off what it asks, else at its sentences."""
    whole = [text[block.begins : block.end] for block in blocks]
    counted = [_counted(words) for words in whole]
    if any(counted):
        return _cut_at(text, blocks=blocks, whole=whole, cuts=counted)
    asking = [n for n, words in enumerate(whole) if wording.asks(words)]
    if len(asking) != 1:
        return blocks
    cuts = [_sentences(words) if n in asking else [] for n, words in enumerate(whole)]
    return _cut_at(text, blocks=blocks, whole=whole, cuts=cuts)


def _cut_at(
    text: str, *, blocks: Sequence[Block], whole: Sequence[str], cuts: Sequence[Sequence[int]]
) -> list[Block]:
    """The blocks cut up further; each that was there before keeps the blank line above it, or the want of one."""
    fresh = {block.begins: block.fresh for block in blocks}
    cut = _join(text, written=_pieces(blocks, whole=whole, cuts=cuts))
    return [block._replace(fresh=fresh.get(block.begins, True)) for block in cut]


def _counted(words: str) -> list[int]:
    """The places to cut at, if nothing or a lead-in stands before the first, or enough of the pieces ask by themselves."""
    places = markers.within(words)
    if not places or wording.leads_in(words[: places[0]]) or not places[0]:
        return places
    pieces = [words[place:following] for place, following in pairwise([*places, len(words)])]
    asking = sum(wording.stands_alone(markers.without(piece).lstrip()) for piece in pieces)
    few = len(pieces) < COUNTED_OFF
    return places if asking == len(pieces) or (2 * asking >= len(pieces) and not few) else []


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
