"""The lines of a request, which is made in writing (FOIA 2000 s.8(1)(a)), each with its place in the text."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_BREAKS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
# Marks of direction and of no width: nobody sees them, and none may hide a number at the start of a line.
_INVISIBLE = r"\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069"
_LINE = re.compile(rf"[^\s{_INVISIBLE}][^{_BREAKS}]*")
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
_ENDED = (".", "?", "!", ":", ";", "؟", "？")
# A sentence does not end with these, nor does one begin with a bare year.
_ABBREVIATED = re.compile(r"\b(?:e\.?g|i\.?e|incl|approx|nos?|ref|cllr|mrs?|ms|dr)\.$", re.IGNORECASE)
_CONNECTS = re.compile(
    r"\s(?:the|an?|of|in|on|at|to|for|from|by|with|and|or|between|under|than|into|per|about|your|their|its"
    r"|was|were|been|any|each|since|until|before|after)$"
)
_ITEM_GOES_ON = re.compile(r"[;,](?:\s*(?:and|or))?\s*$", re.IGNORECASE)
_ITEM_BEFORE_THE_LAST = re.compile(r";\s*(?:and|or)$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?![\d.)])")

# A mail program folds at 65 to 80 characters; a paragraph pasted whole is longer, a list of short lines
# narrower.
NARROWEST_FOLD = 55
WIDEST_FOLD = 100
FOLDED_LINES = 3
SHORTEST_CUT = 35
FOLD_MARGIN = 12


class Line(NamedTuple):
    """One line with something written on it; where `fresh`, a blank line stands above it."""

    start: int
    end: int
    text: str
    fresh: bool


def read(text: str) -> list[Line]:
    """Every line of the request that is not blank; what lies between two of them is white space only."""
    read, end = list[Line](), 0
    for found in _LINE.finditer(text):
        start = found.start()
        fresh = start - end > 1 and len(_BREAK.findall(text, end, start)) > 1
        end = found.end()
        read.append(Line(start, end, found.group(), fresh))
    return read


def fold_width(lines: Sequence[Line]) -> int:
    """The width at which a mail program folded the request's lines; 0 where it did not."""
    width = max((len(line.text.rstrip()) for line in lines), default=0)
    if not NARROWEST_FOLD <= width <= WIDEST_FOLD:
        return 0
    near = [line for line in lines if len(line.text.rstrip()) >= width - FOLD_MARGIN]
    broken = sum(not is_ended(line) for line in near)
    return width if len(near) >= FOLDED_LINES and 2 * broken >= len(near) else 0


def is_ended(line: Line) -> bool:
    """Whether a sentence or an announcement ends with the line."""
    written = line.text.rstrip()
    ended = written.endswith(_ENDED) and not _ABBREVIATED.search(written)
    return ended or bool(_ITEM_BEFORE_THE_LAST.search(written))


def item_goes_on(text: str) -> bool:
    """Whether an item of a list says that another follows: `the policy;` or `the policy, and`."""
    return _ITEM_GOES_ON.search(text) is not None


def is_short(line: Line) -> bool:
    """Whether the line is narrower than a mail program folds."""
    return len(line.text.rstrip()) < NARROWEST_FOLD


def is_cut_off(line: Line) -> bool:
    """Whether the line ends with a word that no sentence ends with: `of`, `the`."""
    return _CONNECTS.search(line.text.rstrip()) is not None


def runs_on(line: Line, *, above: Line, width: int) -> bool:
    """Whether a line without a marker goes on with the sentence or the folded paragraph of the line above."""
    if line.fresh:
        return False
    written = above.text.rstrip()
    if not is_ended(above):
        if line.text[0].islower() or is_cut_off(above):
            return True
        if len(written) >= SHORTEST_CUT and _YEAR.match(line.text) and not line.text.endswith(":"):
            return True
        if width and len(written) >= width - FOLD_MARGIN:
            return True
    if not width or written.endswith(":"):
        return False
    first_word = line.text.split(maxsplit=1)[0]
    return len(written) + 1 + len(first_word) > width
