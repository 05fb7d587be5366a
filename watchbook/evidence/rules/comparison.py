"""How two captures of one page differ: what was added, removed and changed; lines in their order, and things by their name.

Found by what stands once on both sides (patience), so that no text takes longer than its length allows. The differences are
whole: applied to the first they give the second, to the letter.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

DEEPEST = 32  # how often what lies between two anchors is looked into again
TABLE = 128 * 128  # cells of a table of what is longest in common, where there are no anchors


class ChangeKind(StrEnum):
    """What happened to some lines."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class LinesChange:
    """Some lines as they were and as they are: the same, one of them empty, or both different."""

    kind: ChangeKind
    before: tuple[str, ...]
    after: tuple[str, ...]


def changes(before: Sequence[str], after: Sequence[str]) -> list[LinesChange]:
    """The differences of two texts in lines, in their order, what stayed included."""
    found: list[LinesChange] = []
    at, to = 0, 0
    for one, other, length in [*_runs(before, after), (len(before), len(after), 0)]:
        if gone := _change(tuple(before[at:one]), tuple(after[to:other])):
            found.append(gone)
        if length:
            same = tuple(before[one : one + length])
            found.append(LinesChange(ChangeKind.SAME, same, same))
        at, to = one + length, other + length
    return found


@dataclass(frozen=True)
class ByName:
    """How things that have a name and a value differ; `changed` has both values."""

    added: Mapping[str, str]
    removed: Mapping[str, str]
    changed: Mapping[str, tuple[str, str]]
    same: int


def by_name(before: Mapping[str, str], after: Mapping[str, str]) -> ByName:
    """The differences of two groups of named values."""
    both = [name for name in before if name in after]
    return ByName(
        added={name: value for name, value in after.items() if name not in before},
        removed={name: value for name, value in before.items() if name not in after},
        changed={name: (before[name], after[name]) for name in both if before[name] != after[name]},
        same=sum(before[name] == after[name] for name in both),
    )


def _change(before: tuple[str, ...], after: tuple[str, ...]) -> LinesChange | None:
    if not (before or after):
        return None
    kind = ChangeKind.CHANGED if before and after else ChangeKind.REMOVED if before else ChangeKind.ADDED
    return LinesChange(kind, before, after)


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where both have the same lines, one run after the other: place in the first, in the second, and how many."""
    pairs = sorted(_pairs(before, after))
    start = 0
    for end in range(1, len(pairs) + 1):
        if end == len(pairs) or pairs[end] != (pairs[end - 1][0] + 1, pairs[end - 1][1] + 1):
            yield (*pairs[start], end - start)
            start = end


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of lines that are held to be the same, none crossing another."""
    waiting = [(0, len(before), 0, len(after), 0)]
    while waiting:
        low, high, to_low, to_high, depth = waiting.pop()
        while low < high and to_low < to_high and before[low] == after[to_low]:
            yield low, to_low
            low, to_low = low + 1, to_low + 1
        while low < high and to_low < to_high and before[high - 1] == after[to_high - 1]:
            high, to_high = high - 1, to_high - 1
            yield high, to_high
        if low == high or to_low == to_high or depth == DEEPEST:
            continue
        anchors = _anchors(before[low:high], after[to_low:to_high])
        if not anchors:
            common = _longest(before[low:high], after[to_low:to_high])
            yield from ((low + one, to_low + other) for one, other in common)
            continue
        at, to = low, to_low
        for one, other in [*((low + one, to_low + other) for one, other in anchors), (high, to_high)]:
            waiting.append((at, one, to, other, depth + 1))
            if one < high:
                yield one, other
            at, to = one + 1, other + 1


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that stand once on each side, as many as there are in one order."""
    once, once_after = Counter(before), Counter(after)
    places = {line: place for place, line in enumerate(after) if once_after[line] == 1}
    alone = ((place, line) for place, line in enumerate(before) if once[line] == 1 and line in places)
    return _rising([(place, places[line]) for place, line in alone])


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs of which both numbers rise; the first rises already."""
    ends: list[int] = []  # of the least second number that ends a choice of each length, where it stands
    before: list[int] = []
    for place, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other, key=lambda one: pairs[one][1])
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [place]
    chosen, place = [], ends[-1] if ends else -1
    while place >= 0:
        chosen.append(pairs[place])
        place = before[place]
    return chosen[::-1]


def _longest(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """What is longest in common, where a table of it is small; else nothing, and all of it counts as changed."""
    rows, columns = len(before), len(after)
    if rows * columns > TABLE:
        return
    lengths = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            if before[row] == after[column]:
                lengths[row][column] = lengths[row + 1][column + 1] + 1
            else:
                lengths[row][column] = max(lengths[row + 1][column], lengths[row][column + 1])
    row = column = 0
    while row < rows and column < columns:
        if before[row] == after[column]:
            yield row, column
            row, column = row + 1, column + 1
        elif lengths[row + 1][column] >= lengths[row][column + 1]:
            row += 1
        else:
            column += 1
