"""Features of a place from the lists of a request: what the other items of its list are like, what stands above and below it."""

from collections.abc import Sequence
from typing import NamedTuple

from watchbook.reading.split import wording
from watchbook.reading.split.candidates import Candidate
from watchbook.reading.split.markers import Family
from watchbook.reading.split.words import bucket, ending, family, kind_of_words

FEW, SHORT, NEAR = 3, 40, 4


class _List(NamedTuple):
    """Places of one list: markers of one family that count on, how deep they stand, and what they have in common."""

    members: list[int]
    depth: int


class _Place(NamedTuple):
    """A candidate as its list sees it."""

    asks: bool
    enquires: bool
    kind: str
    ends: str
    length: int


def features(read: Sequence[Candidate]) -> list[list[str]]:
    """Tell what the lists of a request say of each candidate."""
    lists, of, depth = _lists(read)
    places = [_place(one) for one in read]
    told = [_of_list(one, read=read, places=places, depth=depth) for one in lists]
    tops = [len(one.members) for one in lists if one.depth == 1 and len(one.members) > 1]
    biggest = f"big {bucket(max(tops, default=0))}"
    marked = [n for n, one in enumerate(read) if one.marker is not None and len(lists[of[n]].members) > 1]
    ends = (marked[0], marked[-1]) if marked else None
    seen, since, done, above = list[list[str]](), 0, False, list[str]()
    opened = False
    for n, one in enumerate(read):
        here = places[n]
        if one.marker is not None:
            above, opened, since, done = told[of[n]], True, 0, here.asks or here.enquires
            more = _marked(n, read=read, places=places, depth=depth, own=above, members=lists[of[n]].members)
        else:
            since += 1
            more = _unmarked(
                n, one=one, here=here, ends=ends, since=since if opened else None, done=done, above=above
            )
            done = done or here.asks or here.enquires
        seen.append([*more, biggest, f"c {biggest}|{family(one)}|{here.asks}|{here.kind}"])
    return seen


def _place(one: Candidate) -> _Place:
    asks = bool(wording.asks(one.words) or "?" in one.words)
    return _Place(
        asks, bool(wording.enquires(one.words)), kind_of_words(one.words), ending(one.words), len(one.words)
    )


def _lists(read: Sequence[Candidate]) -> tuple[list[_List], list[int], list[int]]:
    """The lists, of each candidate the number of its list, and how deep it stands (0: no marker)."""
    open_: list[tuple[Family, int, int]] = []
    lists, of, depth = list[_List](), [-1] * len(read), [0] * len(read)
    for n, one in enumerate(read):
        if one.marker is None:
            continue
        steps = [reading[-1] for reading in one.marker.readings]
        at = next(
            (
                (k, step.value)
                for k in range(len(open_) - 1, -1, -1)
                for step in steps
                if step.family == open_[k][0]
                and (step.family is Family.BULLET or step.value == open_[k][1] + 1)
            ),
            None,
        )
        if at is None:
            step = next((step for step in steps if step.value == 1), steps[0])
            same = next((k for k, (kind, _, _) in enumerate(open_) if kind == step.family), len(open_))
            open_ = [*open_[:same], (step.family, step.value, len(lists))]
            lists.append(_List([], len(open_)))
        else:
            kept = open_[at[0]]
            open_ = [*open_[: at[0]], (kept[0], at[1], kept[2])]
        of[n], depth[n] = open_[-1][2], len(open_)
        lists[of[n]].members.append(n)
    return lists, of, depth


def _of_list(
    one: _List, *, read: Sequence[Candidate], places: Sequence[_Place], depth: Sequence[int]
) -> list[str]:
    members, count = one.members, len(one.members)

    def share(found: int) -> str:
        return str(4 * found // count)

    within = sum(any(places[m].asks for m in range(n, _last(n, read=read) + 1)) for n in members)
    parents = sum(_has_parts(n, read=read, depth=depth) for n in members)
    before = read[members[0] - 1].words.rstrip()[-1:] if members[0] else "^"
    return [
        f"list n {bucket(count)}",
        f"list asks {share(sum(places[n].asks for n in members))}",
        f"list holds {share(within)}",
        f"list enquires {share(sum(places[n].enquires for n in members))}",
        f"list parents {share(parents)}",
        f"list short {share(sum(places[n].length < SHORT for n in members))}",
        f"list colon {share(sum(places[n].ends == ':' for n in members))}",
        f"list same {len({places[n].kind for n in members}) == 1}",
        f"list after {'w' if before.isalnum() else before}",
        f"list depth {one.depth}",
    ]


def _last(n: int, *, read: Sequence[Candidate]) -> int:
    """The last of the few places that stand below an item and bear no marker."""
    last = n
    while last + 1 < len(read) and last < n + FEW and read[last + 1].marker is None:
        last += 1
    return last


def _next_marked(n: int, *, read: Sequence[Candidate]) -> int | None:
    return next(
        (m for m in range(n + 1, min(n + 1 + 4 * NEAR, len(read))) if read[m].marker is not None), None
    )


def _has_parts(n: int, *, read: Sequence[Candidate], depth: Sequence[int]) -> bool:
    following = _next_marked(n, read=read)
    return following is not None and depth[following] > depth[n]


def _marked(
    n: int,
    *,
    read: Sequence[Candidate],
    places: Sequence[_Place],
    depth: Sequence[int],
    own: Sequence[str],
    members: Sequence[int],
) -> list[str]:
    here, parts = places[n], _has_parts(n, read=read, depth=depth)
    count, asks, holds, enquires, parents, short, _, _, _, level = own
    where = "first" if members[0] == n else "last" if members[-1] == n else "mid"
    told = [
        *own,
        f"list at {where}",
        f"parts {parts}",
        f"c {parents}|{count}|{parts}",
        f"c {asks}|{here.asks}|{parts}",
        f"c {holds}|{short}|{parents}|{depth[n]}",
        f"c {here.kind}|{parts}|{here.ends}",
        f"c {own[7]}|{enquires}|{family(read[n])}",
        f"c {here.kind}|{level}|{parents}|{here.ends}",
    ]
    above = next((m for m in range(n - 1, max(-1, n - 60), -1) if 0 < depth[m] < depth[n]), None)
    if above is not None:
        stem = f"{places[above].asks} {places[above].ends}"
        told += [f"stem {stem}", f"c {stem}|{here.asks}|{here.kind}"]
    return told


def _unmarked(
    n: int,
    *,
    one: Candidate,
    here: _Place,
    ends: tuple[int, int] | None,
    since: int | None,
    done: bool,
    above: Sequence[str],
) -> list[str]:
    where = "none" if ends is None else "pre" if n < ends[0] else "post" if n > ends[1] else "list"
    far = "none" if since is None else min(since, NEAR)
    told = [
        f"since {far}",
        f"in {where}",
        f"done {done}",
        f"c {where}|{done}|{here.asks}|{one.opens_line}|{one.fresh}",
        f"c {where}|{here.kind}|{here.ends}|{far}",
    ]
    if above:
        told.append(f"c {above[2]}|{above[1]}|{done}|{here.asks}|{far}|{where}")
    return told
