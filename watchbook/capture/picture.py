"""The kind of picture that some bytes are, by the bytes alone: no picture is decoded, and what it calls itself is not believed.

Of what was made elsewhere PNG, JPEG, GIF, WebP and PDF are taken in, with a size that a browser may be given, and with an end:
a file that opens as an archive too is refused, and of one that is cut off that is told. What stands after a picture's own end is told (`picture_end`).
"""

import mmap
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import is_zipfile

from watchbook.capture import picture_end
from watchbook.capture.foreign_record import refused

# By their first bytes. WebP and AVIF say it further on.
KINDS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"%PDF-": "pdf",
}
MEDIA_TYPES = {one: f"image/{one}" for one in ("png", "gif", "webp", "avif")} | {"jpg": "image/jpeg"}
PIXELS_LIMIT = 200_000_000  # of width by height, of a picture of a very long page
SIDE_LIMIT = 65_535
START = 64 * 1024
END_WITHIN = 2048
PDF_HOLDS = b" obj"
PDF_END, PDF_BLANK = b"%%EOF", re.compile(rb"[\s\0]*")
PDF_LENGTH = re.compile(rb"/Linearized\b[^>]{0,300}?/L\s+(\d{1,15})|/L\s+(\d{1,15})[^>]{0,300}?/Linearized\b")
# JPEG: where a frame's size stands, and markers without a length.
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
BARE = {0x01, *range(0xD0, 0xD9)}
PARTS_LIMIT = 200_000
FILLS = 4096  # bytes looked at together
ENDINGS = {"jpg": b"\xff\xd9", "gif": b"\x3b"}  # of pictures whose end is not found from their start

type Size = tuple[int, int]
type Besides = tuple[tuple[str, int], ...]


def kind_of(start: bytes) -> str:
    """The ending that belongs to some first bytes: png, jpg, gif, webp, avif, pdf, or nothing."""
    if start.startswith(b"RIFF") and start.startswith(b"WEBP", 8):
        return "webp"
    if start.startswith((b"ftypavif", b"ftypavis"), 4):
        return "avif"
    return next((kind for begins, kind in KINDS.items() if start.startswith(begins)), "")


def media_type_of(content: bytes) -> str:
    """The type under which a browser may be given a picture, or nothing: neither SVG nor anything else that is text."""
    return MEDIA_TYPES.get(kind_of(content), "")


def check(path: Path) -> Besides | None:
    """Return what a picture or PDF holds besides, and of how many bytes; None for one that is cut off; Refused for one that is none."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(START)
        file.seek(max(0, size - END_WITHIN))
        end, kind = file.read(END_WITHIN), kind_of(start)
        if is_zipfile(file):
            raise refused("it is two files in one: a picture or PDF, and an archive of files")
    if kind == "pdf":
        return _after_pdf(path, start=start)
    try:
        found = {"png": _png, "jpg": _jpeg, "gif": _gif, "webp": _webp}[kind](start)
    except (struct.error, IndexError, KeyError):
        raise refused("it is a picture that is cut off or damaged: it does not say its size") from None
    width, height = found
    if not (0 < width <= SIDE_LIMIT and height > 0) or width * height > PIXELS_LIMIT:
        raise refused(f"it says that it is {width} by {height} pixels")
    if kind in ROWS and not ROWS[kind](path):
        raise refused(f"it says a size and holds no picture in its first {PARTS_LIMIT:,} parts")
    after = _after(kind, path, start=start)
    if after is None and not end.rstrip(b"\0\r\n").endswith(ENDINGS.get(kind, b"no end")):
        return None
    return tuple((after or {}).items())


def _after_pdf(path: Path, *, start: bytes) -> Besides | None:
    """Return what stands after the last end of a PDF; None for one that has none, or is shorter than it says of itself."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        place, said = data.rfind(PDF_END), PDF_LENGTH.search(start)
        if place < 0 or (said and int(said[1] or said[2]) > len(data)):
            if data.find(PDF_HOLDS) < 0:
                raise refused("it begins as a PDF and holds nothing of one")
            return None
        blank = PDF_BLANK.match(data, place + len(PDF_END))
        left = len(data) - (blank.end() if blank else place)
        return ((picture_end.UNKNOWN, left),) if left else ()


def _after(kind: str, path: Path, *, start: bytes) -> picture_end.Besides | None:
    """Return what stands after a picture's own end; None where it has none."""
    if kind == "jpg":
        return picture_end.besides(path)
    place = 8 + int.from_bytes(start[4:8], "little") if kind == "webp" else ENDS[kind](path)
    return None if place is None else picture_end.behind(path, place)


def _parts_of_png(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Each part of a PNG with its length; the file then stands behind it."""
    file.seek(8)
    for _ in range(PARTS_LIMIT):
        head = file.read(8)
        if len(head) < 8:
            return
        length = int.from_bytes(head[:4])
        file.seek(length + 4, 1)
        yield head[4:], length


def _has_rows(path: Path) -> bool:
    """Whether a PNG has parts of which its picture is made."""
    with path.open("rb") as file:
        return any(kind == b"IDAT" and length for kind, length in _parts_of_png(file))


def _png_end(path: Path) -> int | None:
    """The place behind the last part of a PNG; None where that is missing."""
    with path.open("rb") as file:
        return next((file.tell() for kind, _ in _parts_of_png(file) if kind == b"IEND"), None)


def _has_a_scan(path: Path) -> bool:
    """Whether a JPEG has a scan, which begins with a mark that no length of a part before it covers."""
    with path.open("rb") as file:
        file.seek(2)
        for _ in range(PARTS_LIMIT):
            mark = _after_the_fills(file)
            if not mark or mark[0] == 0xD9:
                return False
            if mark[0] == 0xDA:
                return True
            if mark[0] not in BARE and mark[0]:
                file.seek(max(0, int.from_bytes(file.read(2)) - 2), 1)
    return False


def _after_the_fills(file: BinaryIO) -> bytes:
    """The next byte that is not 255, of which any number may stand before a mark."""
    while piece := file.read(FILLS):
        if left := piece.lstrip(b"\xff"):
            file.seek(1 - len(left), 1)
            return left[:1]
    return b""


def _marks_of_gif(file: BinaryIO) -> Iterator[bytes]:
    """The mark of each part of a GIF, up to that of its end; the file then stands behind the mark."""
    _pass_colours(file, file.read(13)[10])
    for _ in range(PARTS_LIMIT):
        mark = file.read(1)
        yield mark
        if mark == b"\x21":
            file.read(1)
        elif mark == b"\x2c":
            _pass_colours(file, (file.read(9)[8:9] or b"\0")[0])
            file.read(1)
        else:
            return
        _pass_over(file)


def _pass_colours(file: BinaryIO, flags: int) -> None:
    file.seek(3 << (flags & 7) + 1 if flags & 0x80 else 0, 1)


def _has_a_frame(path: Path) -> bool:
    """Whether a GIF has a picture among its parts."""
    with path.open("rb") as file:
        return b"\x2c" in _marks_of_gif(file)


def _gif_end(path: Path) -> int | None:
    """The place behind the last mark of a GIF; None where that is missing."""
    with path.open("rb") as file:
        return next((file.tell() for mark in _marks_of_gif(file) if mark == b"\x3b"), None)


def _pass_over(file: BinaryIO) -> None:
    """Go behind the pieces of one part of a GIF, the last of which is empty."""
    while (size := file.read(1)) > b"\0":
        file.seek(size[0], 1)


ROWS = {"png": _has_rows, "jpg": _has_a_scan, "gif": _has_a_frame}
ENDS = {"png": _png_end, "gif": _gif_end}


def _png(start: bytes) -> Size:
    if start[12:16] != b"IHDR":
        raise KeyError
    width, height = struct.unpack(">2I", start[16:24])
    return width, height


def _gif(start: bytes) -> Size:
    width, height = struct.unpack("<2H", start[6:10])
    return width, height


def _webp(start: bytes) -> Size:
    kind, body = start[12:16], start[20:]
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if kind == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<2H", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise KeyError


def _jpeg(start: bytes) -> Size:
    """The size of the first frame, found from marker to marker."""
    place = 2
    while True:
        if start[place] != 0xFF:
            raise KeyError
        marker = start[place + 1]
        if marker == 0xFF or marker in BARE:
            place += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack(">H", start[place + 2 : place + 4])
        if marker in FRAMES:
            height, width = struct.unpack(">2H", start[place + 5 : place + 9])
            return width, height
        if length < 2 or marker == 0xDA:
            raise KeyError
        place += 2 + length
