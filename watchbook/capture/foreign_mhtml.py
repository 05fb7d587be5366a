"""A foreign MHTML (a page saved as a mail of its parts, as Hunchly does): each part a record, none of it run (RFC 2557).

It is read line by line, so that no more than one part is in memory.
"""

import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from typing import BinaryIO

from watchbook.capture.foreign_record import FileEnd, ForeignRecord, refused, without_secrets

SIZE_LIMIT = 512 * 1024**2
PART_LIMIT = 64 * 1024**2  # bytes as they are written
HEAD_LIMIT = 256 * 1024
LINE_LIMIT = 1024**2
PARTS_LIMIT = 5_000
DEPTH_LIMIT = 8
BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass
class _Part:
    """One part as it is read: its head, and its body as it is written."""

    head: Message
    body: bytearray = field(default_factory=bytearray)
    breaks_off: bool = False  # the file ends before the mark that closes its parts

    def take(self, line: bytes) -> None:
        """One more line of it."""
        self.body += line
        if len(self.body) > PART_LIMIT:
            raise refused("a part of it is larger than 64 MB")


def records(file: BinaryIO, end: FileEnd | None = None) -> Iterator[ForeignRecord]:
    """The page and what belongs to it, in the order of the file."""
    try:
        whole = _head(file)
        at, count = _said(whole, "Date"), 0
        for count, part in enumerate(_parts(file, whole, end or FileEnd()), start=1):
            if count > PARTS_LIMIT:
                raise refused(f"it has more than {PARTS_LIMIT} parts")
            yield _record(part, at=at)
    except BROKEN:
        raise refused(
            "it cannot be read as a saved page (MHTML): a part of it is not written as one"
        ) from None
    if not count:
        raise refused("it says that it is MHTML and has no parts")


def _head(file: BinaryIO) -> Message:
    """The head that begins here, up to the empty line."""
    told = bytearray()
    while (line := file.readline(HEAD_LIMIT)).strip(b"\r\n"):
        told += line
        if len(told) > HEAD_LIMIT:
            raise refused("a head in it has no end")
    return message_from_bytes(bytes(told))


def _parts(file: BinaryIO, whole: Message, end: FileEnd) -> Iterator[_Part]:
    """Each part that is no frame of others. What stands before the first and after the last is passed over."""
    frames: list[bytes] = [_boundary(whole)]
    part: _Part | None = None
    is_new = True  # a line begins here, and not what is left of one that is too long
    while line := file.readline(LINE_LIMIT):
        if file.tell() > SIZE_LIMIT:
            raise refused("it is larger than 512 MB")
        found = _frame(line, frames) if is_new else None
        is_new = line.endswith(b"\n")
        if found is None and part:
            part.take(line)
        if found is None:
            continue
        if part:
            yield part
        part = _next(file, frames, *found)
    end.is_missing = bool(frames)
    if part:
        part.breaks_off = True
        yield part


def _next(file: BinaryIO, frames: list[bytes], depth: int, is_end: bool) -> _Part | None:
    """The part that begins behind what parts it from the one before; none at an end, or where a frame of parts begins."""
    del frames[depth + (0 if is_end else 1) :]
    if is_end:
        return None
    part = _Part(_head(file))
    if part.head.get_content_maintype() != "multipart":
        return part
    frames.append(_boundary(part.head))
    if len(frames) > DEPTH_LIMIT:
        raise refused("its parts lie in each other without end")
    return None


def _boundary(head: Message) -> bytes:
    return b"--" + str(head.get_boundary("")).encode("latin-1", "replace")


def _frame(line: bytes, frames: list[bytes]) -> tuple[int, bool] | None:
    """The frame that a line parts, and whether it ends it; None for any other line."""
    if not line.startswith(b"--"):
        return None
    said = line.rstrip()
    for depth in range(len(frames) - 1, -1, -1):
        if frames[depth] != b"--" and said in {frames[depth], frames[depth] + b"--"}:
            return depth, said != frames[depth]
    return None


def _record(part: _Part, *, at: str) -> ForeignRecord:
    body = _decoded(part)
    head = part.head
    headers, withheld = without_secrets((name, " ".join(str(value).split())) for name, value in head.items())
    address, digest = _said(head, "Content-Location"), sha256(body).hexdigest()
    return ForeignRecord("part", address, at, "", headers, body, digest, withheld, breaks_off=part.breaks_off)


def _decoded(part: _Part) -> bytes:
    """The bytes of a part; the line end before what parts it from the next is none of it."""
    written = bytes(part.body.removesuffix(b"\n").removesuffix(b"\r"))
    coding = str(part.head.get("Content-Transfer-Encoding", "")).strip().lower()
    if coding == "quoted-printable":
        return binascii.a2b_qp(written)
    if coding != "base64":
        return written
    try:
        return binascii.a2b_base64(written + b"==")
    except binascii.Error:
        return written


def _said(one: Message, name: str) -> str:
    return " ".join(str(one.get(name, "")).split())[:8000]
