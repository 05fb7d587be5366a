"""What of a capture is seen: its pictures, the page without script, its words; each read from the bundle by range.

A view is named in custody by its id, such as `pictures_2_blurred`: the second sheet of the pictures, not yet shown clearly.
"""

import re
from collections.abc import Iterator, Sequence
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
from watchbook.evidence.bundle import PICTURE_LIMIT, Bundle, NotReadable, Resource, parsed
from watchbook.files.store import Damaged
from watchbook.keys.refused import NotOpened
from watchbook.web.wording import moment, numbered

ON_A_SHEET = 12  # pictures
# Why content cannot be read: it is not there, not as it was sealed, or not what a bundle holds.
LOST = (NotReadable, NotOpened, Damaged, FileNotFoundError)
FIRST_VIEW = "visuals/0000.png"
STEP = re.compile(r"visuals/step-\d+\.jpg")
TILE = re.compile(r"visuals/tile-\d+\.jpg")
VIEW = re.compile(r"(pictures|page|text|comparison)(?:_([1-9][0-9]{0,5}))?(_blurred)?")
START_OF_PAGE = 65536  # in which a page says what its addresses are relative to


class Part(models.TextChoices):
    """Ways to see a capture."""

    PICTURES = "pictures", gettext_lazy("Pictures")
    PAGE = "page", gettext_lazy("The page without script")
    TEXT = "text", gettext_lazy("Words")
    COMPARISON = "comparison", gettext_lazy("Comparison")


@dataclass(frozen=True)
class View:
    """One view of a capture: which part, of the pictures which sheet, and whether blurred."""

    part: Part
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
        return cls(Part(found[1]), int(found[2] or 1), bool(found[3])) if found else None

    def words(self) -> str:
        """For a person: Pictures, sheet 2, blurred."""
        said = [str(self.part.label)]
        said += [_("sheet {number}").format(number=self.sheet)] if self.sheet > 1 else []
        return ", ".join([*said, _("blurred")] if self.is_blurred else said)


def part_in_words(named: str) -> str:
    """What of the content custody says was handled."""
    view = View.of(named)
    return view.words() if view else named.replace("_", " ") or _("all of it")


@dataclass(frozen=True)
class Picture:
    """A picture in the bundle, and what it is of."""

    name: str
    says: str


def pictures(bundle: Bundle) -> list[Picture]:
    """The first view, each view on the way down, then the page as it stood at the end."""
    names = bundle.names
    notes = {str(one.get("picture")): one for one in bundle.lines("steps.jsonl")}
    found = (
        [Picture(FIRST_VIEW, _("The first view, before anything was scrolled"))]
        if FIRST_VIEW in names
        else []
    )
    for number, name in enumerate(sorted(filter(STEP.fullmatch, names)), start=1):
        found.append(Picture(name, _step_in_words(number, notes.get(name, {}))))
    for number, name in enumerate(sorted(filter(TILE.fullmatch, names)), start=1):
        found.append(
            Picture(name, _("Part {number} of the page as it stood at the end").format(number=number))
        )
    return found


def sheets(count: int) -> int:
    """How many sheets so many pictures fill; an empty one where there are none."""
    return max(1, -(-count // ON_A_SHEET))


def sheet(bundle: Bundle, number: int) -> list[tuple[int, Picture]]:
    """The pictures of one sheet, each with its number among all."""
    numbered_ones = list(enumerate(pictures(bundle)))
    return numbered_ones[(number - 1) * ON_A_SHEET : number * ON_A_SHEET]


def picture_on_sheet(bundle: Bundle, view: View, number: int) -> bytes:
    """The bytes of one of the pictures on a sheet. Raises NotReadable."""
    for place, one in sheet(bundle, view.sheet):
        if place == number:
            return bundle.content(one.name, limit=PICTURE_LIMIT)
    raise NotReadable


def text(bundle: Bundle) -> str:
    """The words that were visible at the end."""
    return bundle.text("text.txt")


def page(bundle: Bundle) -> Markup:
    """The document as it stood at the end, built up of safe elements, with its pictures as the archive has them."""
    address = str(parsed(bundle.text("capture.json")).get("address", {}).get("shown", ""))
    return _document(bundle.text("dom.html"), address=address, found=_by_address(bundle.resources()))


def frames(bundle: Bundle) -> Iterator[tuple[str, Markup]]:
    """The documents of the page's frames, each with its address."""
    found = _by_address(bundle.resources())
    for one in bundle.lines("frames.jsonl"):
        address = str(one.get("url", ""))
        yield address, _document(str(one.get("dom", "")), address=address, found=found)


def picture_on_page(bundle: Bundle, number: int) -> bytes:
    """The bytes of the answer of this number. Raises NotReadable; whether they are a picture is not asked here."""
    resources = bundle.resources()
    if number >= len(resources):
        raise NotReadable
    return bundle.answer(resources[number])


def _by_address(resources: Sequence[Resource]) -> dict[str, int]:
    """Of each address the number of its first answer that held something."""
    found: dict[str, int] = {}
    for number, one in enumerate(resources):
        if one.status == 200 and one.method == "GET":
            found.setdefault(one.address, number)
    return found


def _document(page: str, *, address: str, found: dict[str, int]) -> Markup:
    relative_to = _base_of(page, address=address)

    def pictured(src: str) -> str:
        number = found.get(_joined(relative_to, src).partition("#")[0]) if src else None
        return "" if number is None else str(number)

    return Markup(inert(page, pictured=pictured))  # noqa: S704  # of safe elements and escaped text alone


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
        said.append(_("of a frame in the page"))
    with suppress(KeyError, ValueError):
        said.append(moment(datetime.fromisoformat(str(note["at"]))))
    return ", ".join(said)
