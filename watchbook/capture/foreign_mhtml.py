"""A foreign MHTML (a page saved as a mail of its parts, as Hunchly does): each part a record, none of it run."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from typing import BinaryIO

from watchbook.capture.foreign_record import ForeignRecord, refused, without_secrets

SIZE_LIMIT = 512 * 1024**2
PARTS_LIMIT = 5_000
DEPTH_LIMIT = 8
BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def records(file: BinaryIO) -> Iterator[ForeignRecord]:
    """The page and what belongs to it, in the order of the file."""
    content = file.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise refused("it is larger than 512 MB")
    try:
        whole = message_from_bytes(content)
        parts = list(_parts(whole, depth=0))
    except BROKEN as error:
        raise refused(f"it cannot be read as MHTML: {error}") from None
    if not whole.is_multipart():
        raise refused("it says that it is MHTML and has no parts")
    if len(parts) > PARTS_LIMIT:
        raise refused(f"it has more than {PARTS_LIMIT} parts")
    at = _said(whole, "Date")
    for part in parts:
        yield _record(part, at=at)


def _parts(one: Message, *, depth: int) -> Iterator[Message]:
    if depth > DEPTH_LIMIT:
        raise refused("its parts lie in each other without end")
    inner = one.get_payload() if one.is_multipart() else None
    if not isinstance(inner, list):
        yield one
        return
    for part in inner:
        if isinstance(part, Message):
            yield from _parts(part, depth=depth + 1)


def _record(part: Message, *, at: str) -> ForeignRecord:
    try:
        content = part.get_payload(decode=True)
    except BROKEN as error:
        raise refused(f"a part of it cannot be read: {error}") from None
    body = content if isinstance(content, bytes) else b""
    headers, withheld = without_secrets((name, " ".join(str(value).split())) for name, value in part.items())
    address, digest = _said(part, "Content-Location"), sha256(body).hexdigest()
    return ForeignRecord("part", address, at, "", headers, body, digest, withheld)


def _said(one: Message, name: str) -> str:
    return " ".join(str(one.get(name, "")).split())[:8000]
