"""Two captures of one page compared: their words, posts and links, what the site sent by its hashes, and their pictures."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from watchbook.evidence.made_elsewhere import BundleContent
from watchbook.evidence.rules.compared_pages import TOLD
from watchbook.evidence.rules.comparison import ByName, ChangeKind, LinesChange, by_name
from watchbook.evidence.seen import CaptureView, Room, leaves, picture, pictures
from watchbook.reading import child
from watchbook.reading.child import ReadingLimits

__all__ = ("LETTERS", "TOLD", "Comparison", "LinesDifference", "compared", "pairs")

READER = "watchbook.evidence.rules.compared_pages:told"
LIMITS = ReadingLimits(processor=10, wall=30)  # somebody waits for it
LETTERS = 2_000  # of each side of one difference that are shown
COMPARED = 3 * 1024**2  # characters of a page, and of its words: as many as are compared while somebody waits
PAIRS = 12  # of pictures


@dataclass(frozen=True)
class LeftOut:
    """The part of a capture that is not compared: the rest of a page that is too long, and other pages of an archive."""

    is_cut: bool
    pages: int


@dataclass(frozen=True)
class LinesDifference:
    """Differences of lines: counts of those added, removed and changed, and the first of them one by one."""

    counts: Mapping[str, int]
    told: Sequence[LinesChange]


@dataclass(frozen=True)
class Comparison:
    """How the second differs from the first: lines of words and posts in their order, links and answers by their name."""

    words: LinesDifference
    posts: LinesDifference
    links: ByName
    answers: ByName
    left_out: Sequence[LeftOut]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs but what pictures may show."""
        named = (self.links, self.answers)
        return not (
            any(any(one.counts.values()) for one in (self.words, self.posts))
            or any(one.added or one.removed or one.changed for one in named)
        )

    @property
    def is_in_part(self) -> bool:
        """Whether one of them holds more than was compared."""
        return any(one.is_cut or one.pages for one in self.left_out)


def compared(first: BundleContent, second: BundleContent) -> Comparison:
    """The two, compared; their words by a child of ours. Raises Unreadable where it takes too long."""
    sides = [
        [_first_page(one, part) for part in (CaptureView.PAGE, CaptureView.TEXT)] for one in (first, second)
    ]
    packed = json.dumps(sides, ensure_ascii=False).encode("utf-8", "surrogatepass")
    found = child.ask(READER, packed, limits=LIMITS)
    return Comparison(
        words=_lines(found["words"]),
        posts=_lines(found["posts"]),
        links=_named(found["links"]),
        answers=by_name(_answers(first), _answers(second)),
        left_out=[_left_out(one) for one in (first, second)],
    )


def _named(told: Mapping[str, Any]) -> ByName:
    pairs = {name: (before, after) for name, (before, after) in told["changed"].items()}
    return ByName(told["added"], told["removed"], pairs, told["same"])


def _lines(told: Mapping[str, Any]) -> LinesDifference:
    changes = [
        LinesChange(ChangeKind(one["kind"]), tuple(one["before"]), tuple(one["after"]))
        for one in told["told"]
    ]
    return LinesDifference(told["counts"], changes)


def _first_page(bundle: BundleContent, part: CaptureView) -> str:
    """The first page of a capture, or its words, as much of it as is compared."""
    found = (bundle.text(one.name) for one in leaves(bundle.documents()[:1], part))
    return "".join(found)[:COMPARED]


def _left_out(bundle: BundleContent) -> LeftOut:
    """Return what of a capture is not compared: whether its first page is longer, and how many more pages it has."""
    documents = bundle.documents()
    sizes = (bundle.size(one.name) for one in leaves(documents[:1], CaptureView.PAGE))
    return LeftOut(
        sum(sizes) > COMPARED or any(one.kept < one.size for one in documents[:1]), len(documents[1:])
    )


@dataclass(frozen=True)
class PicturePair:
    """A picture of each capture by its bytes; empty where one of them has no such picture."""

    first: str
    second: str
    says: str


def pairs(first: BundleContent, second: BundleContent) -> list[PicturePair]:
    """Pictures side by side, in the order of the first."""
    room = Room()
    found = [{one.name: one.says for one in pictures(bundle)} for bundle in (first, second)]
    names = list(dict.fromkeys(name for one in found for name in one))[:PAIRS]

    def shown(side: int, name: str) -> str:
        return picture((first, second)[side], name, room=room) if name in found[side] else ""

    says = found[1] | found[0]
    return [PicturePair(shown(0, name), shown(1, name), says[name]) for name in names]


def _answers(bundle: BundleContent) -> Mapping[str, str]:
    """Of each address the hashes of what the site answered, in a settled order."""
    found: dict[str, set[str]] = {}
    for one in bundle.resources():
        name = one.address if one.method == "GET" else f"{one.method} {one.address}"
        found.setdefault(name, set()).add(one.digest)
    return {name: ", ".join(sorted(digests)) for name, digests in found.items()}
