"""Two captures of one page compared: their words, posts and links, what the site sent by its hashes, and their pictures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watchbook.capture.inert import spoken
from watchbook.capture.markup import Tag
from watchbook.evidence.made_elsewhere import BundleContent
from watchbook.evidence.rules.comparison import ByName, ChangeKind, LinesChange, by_name, changes
from watchbook.evidence.seen import CaptureView, Room, leaves, picture, pictures

POST = "article"
BLANKS = re.compile(r"\s+")
TOLD = 500  # differences of one kind that are told one by one
LETTERS = 2_000  # of each side of one difference that are shown
COMPARED = 3 * 1024**2  # characters of a page, and of its words: as many as are compared while somebody waits
PAIRS = 12  # of pictures


@dataclass(frozen=True)
class LeftOut:
    """The part of a capture that is not compared: the rest of a page that is too long, and other pages of an archive."""

    is_cut: bool
    pages: int


@dataclass(frozen=True)
class Comparison:
    """How the second differs from the first: lines of words and posts in their order, links and answers by their name."""

    words: Sequence[LinesChange]
    posts: Sequence[LinesChange]
    links: ByName
    answers: ByName
    left_out: Sequence[LeftOut]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs but what pictures may show."""
        named = (self.links, self.answers)
        lines = all(one.kind is ChangeKind.SAME for one in (*self.words, *self.posts))
        return lines and not any(one.added or one.removed or one.changed for one in named)

    @property
    def is_in_part(self) -> bool:
        """Whether one of them holds more than was compared."""
        return any(one.is_cut or one.pages for one in self.left_out)


def compared(first: BundleContent, second: BundleContent) -> Comparison:
    """The two, compared."""
    before, after = (_Document(_first_page(one, CaptureView.PAGE)) for one in (first, second))
    return Comparison(
        words=changes(*(_first_page(one, CaptureView.TEXT).splitlines() for one in (first, second))),
        posts=changes(before.posts, after.posts),
        links=by_name(before.links, after.links),
        answers=by_name(_answers(first), _answers(second)),
        left_out=[_left_out(one) for one in (first, second)],
    )


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


def different(differences: Sequence[LinesChange]) -> list[LinesChange]:
    """Those that are told: what stayed the same left out, no more than so many."""
    return [one for one in differences if one.kind is not ChangeKind.SAME][:TOLD]


def counted(differences: Sequence[LinesChange]) -> Mapping[str, int]:
    """How many were added, removed and changed."""
    return {
        str(kind): sum(one.kind is kind for one in differences)
        for kind in (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CHANGED)
    }


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


class _Document:
    """The words of each post, and the first words of each link by its address."""

    def __init__(self, page: str) -> None:
        self.posts: list[str] = []
        self.links: dict[str, str] = {}
        self._post: list[str] = []
        self._of_post, self._depth = "", 0  # the element that is the post, and how often it is open
        self._link: tuple[str, list[str]] | None = None
        for one in spoken(page):
            if not isinstance(one, Tag):
                self._read(one.words)
            elif one.is_end:
                self._ended(one.name)
            else:
                self._begun(one)
        self._ended(self._of_post, left_open=True)
        self._ended("a")

    def _read(self, words: str) -> None:
        if self._depth:
            self._post.append(words)
        if self._link:
            self._link[1].append(words)

    def _begun(self, tag: Tag) -> None:
        if tag.name == "a" and "href" in tag.attributes:
            self._ended("a")
            self._link = tag.attributes["href"].strip(), []
        if self._depth:
            self._depth += tag.name == self._of_post
        elif POST in {tag.name, tag.attributes.get("role")}:
            self._of_post, self._depth, self._post = tag.name, 1, []

    def _ended(self, name: str, *, left_open: bool = False) -> None:
        if name == "a" and self._link:
            self.links.setdefault(self._link[0], _in_one_line(self._link[1]))
            self._link = None
        if self._depth and name == self._of_post:
            self._depth = 0 if left_open else self._depth - 1
            if not self._depth:
                self.posts.append(_in_one_line(self._post))


def _in_one_line(words: Sequence[str]) -> str:
    return BLANKS.sub(" ", "".join(words)).strip()


def _answers(bundle: BundleContent) -> Mapping[str, str]:
    """Of each address the hashes of what the site answered, in a settled order."""
    found: dict[str, set[str]] = {}
    for one in bundle.resources():
        name = one.address if one.method == "GET" else f"{one.method} {one.address}"
        found.setdefault(name, set()).add(one.digest)
    return {name: ", ".join(sorted(digests)) for name, digests in found.items()}
