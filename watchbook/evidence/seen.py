"""What of a capture is seen: its pictures, the page without script, its words; each read from the bundle by range.

A view is named in custody by its id, such as `pictures_2_blurred`: the second sheet of the pictures, not yet shown clearly.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from watchbook.capture.inert import inert
from watchbook.capture.markup import Tag, cut
from watchbook.capture.picture import media_type_of
from watchbook.evidence.bundle import CAME, VIEW_BYTES, ArchivedPage, Bundle, NotReadable, Resource
from watchbook.evidence.made_elsewhere import BundleContent, MadeElsewhere
from watchbook.evidence.models import ContentKind
from watchbook.files.store import Damaged
from watchbook.keys.refused import EnvelopeNotOpened
from watchbook.web.wording import moment, numbered

ON_A_SHEET = 12  # pictures
# Why content cannot be read: it or its store is not there, it is not as it was sealed, or not what a bundle holds.
LOST = (NotReadable, EnvelopeNotOpened, Damaged, OSError)
FIRST_VIEW = "visuals/0000.png"
STEP = re.compile(r"visuals/step-\d+\.jpg")
TILE = re.compile(r"visuals/tile-\d+\.jpg")
VIEW = re.compile(r"(pictures|page|text|comparison)(?:_([1-9][0-9]{0,5}))?(_blurred)?")
START_OF_PAGE = 65536  # in which a page says what its addresses are relative to


class CaptureView(models.TextChoices):
    """Ways to see a capture."""

    PICTURES = "pictures", gettext_lazy("Pictures")
    PAGE = "page", gettext_lazy("The page without script")
    TEXT = "text", gettext_lazy("Words")
    COMPARISON = "comparison", gettext_lazy("Comparison")


def parts_of(kind: str) -> tuple[CaptureView, ...]:
    """Ways to see content of a kind, the first of which comes first: each shows something."""
    if kind == ContentKind.BUNDLE:
        return CaptureView.PICTURES, CaptureView.PAGE, CaptureView.TEXT
    if kind == ContentKind.IMAGE:
        return (CaptureView.PICTURES,)
    return (CaptureView.TEXT,) if kind == ContentKind.PDF else (CaptureView.PAGE, CaptureView.TEXT)


@dataclass(frozen=True)
class View:
    """One view of a capture: which part, of the pictures which sheet, and whether blurred."""

    part: CaptureView
    sheet: int = 1
    is_blurred: bool = False

    @property
    def id(self) -> str:
        """As custody names it."""
        sheet = f"_{self.sheet}" if self.sheet > 1 else ""
        return f"{self.part}{sheet}{'_blurred' if self.is_blurred else ''}"

    @classmethod
    def of(cls, named: str) -> "View | None":
        """The view of that id, if it is one."""
        found = VIEW.fullmatch(named)
        return cls(CaptureView(found[1]), int(found[2] or 1), bool(found[3])) if found else None

    def words(self) -> str:
        """For a person: Pictures, sheet 2, blurred."""
        said = [str(self.part.label)]
        said += [_("sheet {number}").format(number=self.sheet)] if self.sheet > 1 else []
        return ", ".join([*said, _("blurred")] if self.is_blurred else said)


def part_in_words(named: str) -> str:
    """What of the content custody says was handled."""
    view = View.of(named)
    return view.words() if view else named.replace("_", " ") or _("all the content")


@dataclass(frozen=True)
class Picture:
    """A picture in the bundle, and what it is of."""

    name: str
    says: str


@dataclass
class Room:
    """How many bytes of pictures one view still takes, and how many pictures it had no room for."""

    left: int = VIEW_BYTES
    left_out: int = 0

    def shown(self, content: bytes) -> str:
        """The bytes as a `data:` address, so that a view asks for nothing; empty for what is no picture, or too much."""
        kind = media_type_of(content)
        if kind and len(content) > self.left:
            self.left_out += 1
            return ""
        self.left -= len(content) if kind else 0
        return f"data:{kind};base64,{b64encode(content).decode()}" if kind else ""


def content_of(bundle: Bundle, *, kind: str) -> BundleContent:
    """What there is to see in a bundle: its own files, or the file made elsewhere that lies in it."""
    return bundle if kind == ContentKind.BUNDLE else MadeElsewhere(bundle, kind=ContentKind(kind))


def pictures(bundle: BundleContent) -> list[Picture]:
    """The first view, those on the way down that have a picture, then the page as it stood at the end."""
    names = bundle.names
    notes = {str(one.get("picture")): one for one in bundle.lines("steps.jsonl")}
    first = _("The first view, before any scrolling")
    found = [Picture(FIRST_VIEW, first)] if FIRST_VIEW in names else []
    found += [Picture(name, _("The picture as received")) for name in names if name.startswith(CAME)]
    for number, name in enumerate(sorted(filter(STEP.fullmatch, names)), start=1):
        found.append(Picture(name, _step_in_words(number, notes.get(name, {}))))
    for number, name in enumerate(sorted(filter(TILE.fullmatch, names)), start=1):
        part = _("Part {number} of the page as it was at the end of the capture").format(number=number)
        found.append(Picture(name, part))
    return found


def sheets(bundle: BundleContent) -> list[list[Picture]]:
    """The pictures by sheets: so many on one, or fewer where they are large; one without any where there are none."""
    found: list[list[Picture]] = [[]]
    size = 0
    for one in pictures(bundle):
        size += bundle.size(one.name)
        if found[-1] and (len(found[-1]) == ON_A_SHEET or size > VIEW_BYTES):
            found.append([])
            size = bundle.size(one.name)
        found[-1].append(one)
    return found


def sheet(bundle: BundleContent, number: int) -> list[tuple[Picture, str]]:
    """The pictures of one sheet with their bytes. Raises NotReadable where there is no such sheet."""
    room, found = Room(), sheets(bundle)
    if number > len(found):
        raise NotReadable
    return [(one, picture(bundle, one.name, room=room)) for one in found[number - 1]]


def picture(bundle: BundleContent, name: str, *, room: Room) -> str:
    """The bytes of a picture of the bundle."""
    return room.shown(bundle.content(name, limit=VIEW_BYTES + 1))


@dataclass(frozen=True)
class PagePiece:
    """One piece of one page: which page of how many, which piece of how many, and in which file of the bundle it is."""

    document: ArchivedPage
    number: int
    of: int
    piece: int
    pieces: int
    name: str


def leaves(documents: Sequence[ArchivedPage], part: CaptureView) -> list[PagePiece]:
    """Return the pieces of all pages in their order, as one view after the other shows them."""
    return [
        PagePiece(one, number, len(documents), piece, len(names), name)
        for number, one in enumerate(documents, start=1)
        for names in [one.words if part == CaptureView.TEXT else one.pieces]
        for piece, name in enumerate(names, start=1)
    ]


def leaf(bundle: BundleContent, view: View) -> PagePiece | None:
    """The piece that a view shows; None where there is no page at all. Raises NotReadable where there is no such piece."""
    found = leaves(bundle.documents(), view.part)
    if found and view.sheet > len(found):
        raise NotReadable
    return found[view.sheet - 1] if found else None


@dataclass(frozen=True)
class SeenPage:
    """A document and those of its frames by their address, built up of safe elements; and how many pictures there was no room for."""

    document: Markup
    frames: list[tuple[str, Markup]]
    left_out: int


def page(bundle: BundleContent, one: PagePiece | None) -> SeenPage:
    """A page as it stood at the end, or a piece of it, with its pictures as the archive has them."""
    shown = _Answers(bundle)
    document = shown.built(bundle.text(one.name), address=one.document.address) if one else Markup()
    frames = [
        (str(one.get("url", "")), shown.built(str(one.get("dom", "")), address=str(one.get("url", ""))))
        for one in bundle.lines("frames.jsonl")
    ]
    return SeenPage(document, frames, shown.room.left_out)


class _Answers:
    """What the site answered, as pictures of a page that names them."""

    def __init__(self, bundle: BundleContent) -> None:
        self.bundle, self.room = bundle, Room()
        self.found: dict[str, Resource] = {}
        for one in bundle.resources():
            if one.status == 200 and one.method == "GET":
                self.found.setdefault(one.address, one)

    def built(self, page: str, *, address: str) -> Markup:
        """A document of safe elements and escaped text alone."""
        relative_to = _base_of(page, address=address)

        def pictured(src: str) -> str:
            one = self.found.get(_joined(relative_to, src).partition("#")[0])
            return self._bytes_of(one) if one else ""

        return Markup(inert(page, pictured=pictured))  # noqa: S704  # as its docstring says

    def _bytes_of(self, one: Resource) -> str:
        try:
            return self.room.shown(self.bundle.answer(one))
        except NotReadable:
            return ""


def _base_of(page: str, *, address: str) -> str:
    """What a document's addresses are relative to: what its first `base` says, else its own address."""
    for one in cut(page[:START_OF_PAGE]):
        if isinstance(one, Tag) and one.name == "base" and "href" in one.attributes:
            return _joined(address, one.attributes["href"])
    return address


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


def _step_in_words(number: int, note: dict[str, Any]) -> str:
    said = [_("View {number}").format(number=number)]
    if isinstance(note.get("offset"), int):
        said.append(numbered(note["offset"], "pixel down", "pixels down"))
    if note.get("frame"):
        said.append(_("in a frame of the page"))
    with suppress(KeyError, ValueError):
        said.append(moment(datetime.fromisoformat(str(note["at"]))))
    return ", ".join(said)
