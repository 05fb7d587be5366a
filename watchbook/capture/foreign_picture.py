"""Pictures and PDF made elsewhere, looked at by their first and last bytes alone: no picture is decoded, no document read.

PNG, JPEG, GIF and WebP with a size that a browser may be given, and with an end: a file that is cut off, or that opens as an
archive too, is refused.
"""

import struct
from pathlib import Path
from typing import BinaryIO
from zipfile import is_zipfile

from watchbook.capture.foreign_record import refused

PIXELS_LIMIT = 200_000_000  # of width by height, of a picture of a very long page
SIDE_LIMIT = 65_535
START, END = 64 * 1024, 1024
PDF_START, PDF_END, PDF_END_WITHIN = b"%PDF-", b"%%EOF", 2048
PNG, JPEG, GIF, RIFF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", (b"GIF87a", b"GIF89a"), b"RIFF"
# JPEG: where a frame's size stands, and markers without a length.
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
BARE = {0x01, *range(0xD0, 0xD9)}
ENDINGS = {"png": (b"IEND\xaeB`\x82",), "jpg": (b"\xff\xd9",), "gif": (b"\x3b",)}

type Size = tuple[int, int]


def kind_of(start: bytes) -> str:
    """The ending that belongs to some first bytes: png, jpg, gif, webp, pdf, or nothing."""
    if start.startswith(PNG):
        return "png"
    if start.startswith(JPEG):
        return "jpg"
    if start.startswith(GIF):
        return "gif"
    if start.startswith(RIFF) and start[8:12] == b"WEBP":
        return "webp"
    return "pdf" if start.startswith(PDF_START) else ""


def check(path: Path) -> Size:
    """Width and height of a picture, nought of a PDF; Refused for one that cannot be a whole one."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start, end = file.read(START), _end(file, size)
        kind = kind_of(start)
        if is_zipfile(file):
            raise refused("it opens as a picture or document and as an archive of files too")
    if kind == "pdf":
        if PDF_END not in end:
            raise refused("it is a PDF without its end")
        return 0, 0
    try:
        found = {"png": _png, "jpg": _jpeg, "gif": _gif, "webp": _webp}[kind](start)
    except (struct.error, IndexError, KeyError):
        raise refused("its head says no size, so it is no whole picture") from None
    _refuse_size(found)
    _refuse_end(kind, end, start=start, size=size)
    return found


def _end(file: BinaryIO, size: int) -> bytes:
    file.seek(max(0, size - PDF_END_WITHIN))
    return file.read(PDF_END_WITHIN)


def _refuse_size(found: Size) -> None:
    width, height = found
    if not (0 < width <= SIDE_LIMIT and height > 0) or width * height > PIXELS_LIMIT:
        raise refused(f"it says that it is {width} by {height} pixels")


def _refuse_end(kind: str, end: bytes, *, start: bytes, size: int) -> None:
    if kind == "webp":
        (told,) = struct.unpack("<I", start[4:8])
        if size not in (told + 8, told + 9):
            raise refused("it is longer or shorter than it says, as a picture that was cut off")
    elif not end.rstrip(b"\0\r\n").endswith(ENDINGS[kind]):
        raise refused("it has no end, as a picture that was cut off, or something hangs on it")


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
