"""The body of an answer as a page got it: chunks joined, packing undone, and whether it breaks off before its own end."""

import re
import zlib
from contextlib import suppress
from dataclasses import dataclass

from watchbook.capture.foreign_record import ForeignRecord

LIMIT = 32 * 1024**2  # bytes that one body may unpack to
GZIP, GZIP_BEGINS = 31, b"\x1f\x8b"
BARE = -15  # some servers send `deflate` without the head and the sum that it should have (RFC 9110, 8.4.1.2)
PACKED = {"gzip": (GZIP,), "x-gzip": (GZIP,), "deflate": (47, BARE)}
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r\n")


@dataclass(frozen=True)
class AnswerBody:
    """A body: its bytes, None where its packing is of a kind that we do not read; whether they are all of it; whether it breaks off."""

    content: bytes | None
    is_whole: bool = True
    breaks_off: bool = False


def body_of(one: ForeignRecord) -> AnswerBody:
    """The content as a page got it, where chunks and packing are of a kind that we read."""
    content, has_end = one.content, True
    if header(one, "transfer-encoding") == "chunked":
        content, has_end = _joined(content)
    is_cut = not has_end and not one.is_cut
    packing = header(one, "content-encoding")
    if packing in {"", "identity"}:
        return AnswerBody(content, not one.is_cut, is_cut)
    if packing not in PACKED:
        return AnswerBody(None, breaks_off=is_cut)
    for way in PACKED[packing]:
        unpacked = zlib.decompressobj(way)
        with suppress(zlib.error):
            plain = unpacked.decompress(content, LIMIT)
            ends_early = bool(content) and not unpacked.eof and not one.is_cut and len(plain) < LIMIT
            return AnswerBody(plain, unpacked.eof, is_cut or ends_early)
    # Some programs unpack a body and leave the header that says how it was packed.
    is_plain = packing != "deflate" and not content.startswith(GZIP_BEGINS)
    return AnswerBody(content if is_plain else None, not one.is_cut, is_cut)


def header(one: ForeignRecord, name: str) -> str:
    """The value of a header of the answer, in small letters; empty where it has none."""
    return next((value for known, value in one.headers if known.lower() == name), "").strip().lower()


def _joined(content: bytes) -> tuple[bytes, bool]:
    """The chunks without what parts them, and whether the last is there; bytes that are in no chunks stay as they are."""
    found, place, has_end = [], 0, False
    while (head := CHUNK.match(content, place)) and not has_end:
        size = int(head[1], 16)
        found.append(content[head.end() : head.end() + size])
        place = head.end() + size + 2
        has_end = not size
    return (b"".join(found), has_end) if any(found) else (content, True)
