"""What came from elsewhere, looked at before anything of it is kept: kind by its bytes, every limit, hashes, signature.

Nothing is unpacked and nothing is run. What its name says it is must be what it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import file_digest
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from watchbook.capture import foreign_signature, picture, picture_end, reader
from watchbook.capture.foreign_index import ForeignIndex, bare
from watchbook.capture.foreign_record import FileEnd, ForeignRecord, refused
from watchbook.capture.foreign_times import listed_otherwise
from watchbook.capture.foreign_wacz import ForeignPage
from watchbook.capture.refusal import CaptureRefused
from watchbook.capture.warc_digests import RecordDigests

FORMAT = "watchbook/arrival/v1"
PAGES_TOLD, PAGES_KEPT = 100, 10_000
NOT_HELD_TOLD = 10
ENDINGS = {
    "WACZ": {"wacz", "zip"},
    "WARC": {"warc", "gz"},
    "MHTML": {"mhtml", "mht", "eml"},
    "png": {"png"},
    "jpg": {"jpg", "jpeg", "jpe", "jfif"},
    "gif": {"gif"},
    "webp": {"webp"},
    "pdf": {"pdf"},
}
SPOKEN = {
    "WACZ": "a web archive (WACZ) or another ZIP file",
    "WARC": "a web archive (WARC)",
    "MHTML": "a saved page (MHTML)",
    "png": "a PNG picture",
    "jpg": "a JPEG picture",
    "gif": "a GIF picture",
    "webp": "a WebP picture",
    "pdf": "a PDF document",
}
FILES = {"WACZ": "came.wacz", "WARC": "came.warc", "MHTML": "came.mhtml"}
KINDS = {"pdf": "PDF", "png": "image", "jpg": "image", "gif": "image", "webp": "image"}
GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Arrival:
    """A file that may be kept: its kind, under which name, how large, its hash, what it says of itself."""

    kind: str
    file: str
    bytes: int
    sha256: str
    own_hashes: str = "none"
    differing: tuple[tuple[str, str], ...] = ()
    came_signed: str = foreign_signature.NONE
    records: int = 0
    short_answers: int = 0  # shorter than they say themselves, or broken off
    record_digests: RecordDigests = field(default_factory=RecordDigests)
    pages: tuple[ForeignPage, ...] = ()
    more_pages: int = 0  # beyond those
    not_held: tuple[str, ...] = ()  # pages that its list names and of which it holds no record
    more_not_held: int = 0  # beyond those
    latest: str = ""  # time of a record
    listed_otherwise: tuple[
        tuple[str, str, str], ...
    ] = ()  # pages to which its list gives another time than their records: address, and both
    is_cut_off: bool = False  # the file ends before its own end
    besides: tuple[
        tuple[str, int], ...
    ] = ()  # what stands after the end of a picture or ZIP file, and of how many bytes

    def told(self, pages: int = PAGES_TOLD) -> dict[str, Any]:
        """As the bundle around it says it."""
        return {"format": FORMAT, **asdict(self), "pages": [asdict(one) for one in self.pages[:pages]]}


def looked_at(file: BinaryIO, path: str, name: str, limit: int, folder: str) -> dict[str, Any]:
    """`found`, or `refused`, as a child tells it; what is seen of the file is written into the folder."""
    del file  # its path tells its size too
    try:
        return {"found": look(Path(path), name=name, limit=limit, folder=Path(folder)).told(PAGES_KEPT)}
    except CaptureRefused as refusal:
        return {"refused": refusal.as_error()}


def look(path: Path, *, name: str, limit: int, folder: Path) -> Arrival:
    """What a file is, once every limit was held against it; Refused with the reason. Notes in a folder what is seen of it."""
    size = path.stat().st_size
    _refuse_size(size, limit=limit)
    with path.open("rb") as file:
        start = file.read(reader.START)
        file.seek(0)
        digest = file_digest(file, "sha256").hexdigest()
    if (ending := picture.kind_of(start)) in KINDS:
        _refuse_name(name, ending)
        besides = picture.check(path)
        name, is_cut_off = f"came.{ending}", besides is None
        return Arrival(KINDS[ending], name, size, digest, besides=besides or (), is_cut_off=is_cut_off)
    found = reader.look(path)
    _refuse_name(name, found.kind)
    listed = {one.address: one.title for one in reversed(found.pages)}
    index = ForeignIndex(folder, listed=listed)
    end = FileEnd()
    count, short, digests = _records(path, index, end)
    absent = list(dict.fromkeys(one.address for one in found.pages if bare(one.address) not in index.held))
    return Arrival(
        kind=found.kind,
        file=FILES[found.kind] + (".gz" if found.kind == "WARC" and start.startswith(GZIP) else ""),
        bytes=size,
        sha256=digest,
        own_hashes=found.own_hashes.state,
        differing=found.own_hashes.differing,
        came_signed=foreign_signature.state_of(path) if found.kind == "WACZ" else foreign_signature.NONE,
        pages=_pages(found.pages, index),
        more_pages=index.more,
        not_held=tuple(map(_drawn, absent[:NOT_HELD_TOLD])),
        more_not_held=len(absent[NOT_HELD_TOLD:]),
        latest=index.latest,
        listed_otherwise=listed_otherwise(found.pages, index.times)[:NOT_HELD_TOLD],
        records=count,
        short_answers=short,
        is_cut_off=end.is_missing,
        besides=((picture_end.UNKNOWN, found.bytes_after),) if found.bytes_after else (),
        record_digests=digests,
    )


def _refuse_size(size: int, *, limit: int) -> None:
    if not size:
        raise refused(
            "it is empty", "Choose the file again. If it is empty there too, ask its sender for another copy."
        )
    if size > limit:
        raise refused(f"it is larger than {limit // 1024**2} MB")


def _refuse_name(name: str, kind: str) -> None:
    ending = PurePath(name).suffix.lower().lstrip(".")
    others = {one for known, endings in ENDINGS.items() if known != kind for one in endings}
    if ending in others - ENDINGS[kind]:
        raise refused(
            f"its name ends in .{ending}, but it is {SPOKEN[kind]}",
            "If you know its sender, rename the file to match its content and add it again. Otherwise ask for another copy.",
        )


def _pages(listed: Sequence[ForeignPage], index: ForeignIndex) -> tuple[ForeignPage, ...]:
    """The pages that are shown, by their own records; then those of its list that it holds in a form that is not shown."""
    noted = [ForeignPage(one.address, one.title, one.at) for one in index.noted()]
    left = index.held - {bare(one.address) for one in noted}
    unshown = {bare(one.address): one for one in reversed(listed) if bare(one.address) in left}
    return (*noted, *reversed(unshown.values()))


def _records(path: Path, index: ForeignIndex, end: FileEnd) -> tuple[int, int, RecordDigests]:
    """Count its records and its answers that break off, and sum up their digests.

    Each is read once, so that what would grow beyond all bounds is refused now.
    """
    count, digests = 0, RecordDigests()
    asked, short = set[str](), list[ForeignRecord]()
    for one in reader.records(path, end):
        index.note(one, count)
        count += 1
        digests = digests.and_of(one.digest, _drawn(one.address))
        asked |= one.ties if one.asks_for_head else frozenset()
        short += [replace(one, content=b"", headers=())] if one.is_short else []
    if not count:
        holds_none = "it is a web archive that holds no page, picture or any other record"
        raise refused(
            "it is a web archive that is cut off before its first record" if end.is_missing else holds_none
        )
    index.close()
    cut_off = sum(bool(one.length) or not one.ties & asked for one in short)
    return count, cut_off + index.cut_off, digests


def _drawn(address: str) -> str:
    """A stranger's address, without characters that turn round what follows them, and no longer than can be read."""
    return "".join(character for character in address if character.isprintable())[:200]


def of_told(told: Mapping[str, Any]) -> Arrival:
    """An arrival as a child told it."""
    facts = {name: value for name, value in told.items() if name != "format"}
    lists = {
        "pages": tuple(ForeignPage(**one) for one in told["pages"]),
        "differing": tuple((name, how) for name, how in told["differing"]),
        "besides": tuple((what, size) for what, size in told["besides"]),
        "not_held": tuple(told["not_held"]),
        "listed_otherwise": tuple(map(tuple, told["listed_otherwise"])),
        "record_digests": RecordDigests(
            **told["record_digests"] | {"differing": tuple(told["record_digests"]["differing"])}
        ),
    }
    return Arrival(**facts | lists)
