"""Rows of a table that an answer gives, each figure beside what its row, its column and the line above them call it (FOIA s.1(1))."""

import re
from collections.abc import Iterator, Sequence

from watchbook.reading.bounded import bounded

_PARTED = bounded(r"\s*\|\s*|\t|\s*;\s*|,(?!\d{3}\b(?!\d))|\s{3,}")
_RULE = re.compile(r"[|:\s=+-]*")  # that parts the heads of a table from its rows
_FIGURE = re.compile(r"\d")
_PAIR = bounded(
    r"[^:.?!]{1,80}:\s*(?:[0-9][0-9,]*|one|two|three|four)\W*$|\S.{0,80}\s[0-9][0-9,]*\W*$", re.IGNORECASE
)
LEAST_CELLS = 2


def told_of_each(answer: str) -> Iterator[str]:
    """Yield each figure of a table with the words that it stands under."""
    lines = [one for one in answer.splitlines() if not _RULE.fullmatch(one)]
    heads: Sequence[str] = ()
    above = ""
    for line in lines:
        cells = [one.strip() for one in _PARTED.split(line.strip().strip("|")) if one.strip()]
        is_row = len(cells) >= LEAST_CELLS and any(map(_FIGURE.search, cells[1:]))
        if is_row:
            named = heads if len(heads) == len(cells) else ()
            yield from (f"{head}: {cell}" for head, cell in zip(named[1:], cells[1:], strict=False))
            yield f"{above} {cells[0]}: {' '.join(cells[1:])}".strip()
        elif _PAIR.fullmatch(line.strip()):
            yield f"{above} {line.strip()}".strip()
        else:
            heads = cells if len(cells) >= LEAST_CELLS else ()
            above = "" if heads else line.strip()
