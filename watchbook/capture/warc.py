"""A WARC 1.1 file, record by record, each compressed by itself, with the SHA-256 of its block and of its payload.

Written by ourselves in the exact framing that readers of the format expect; `warcio` reads it back in the tests and checks each
digest. Through `warcio` the writing of records cost a tenth of a capture's processor time.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO
from uuid import uuid4

from watchbook.capture.times import written

VERSION = "WARC/1.1"
TEXT_LEVEL = 2
# Types that are compressed already: pressing them once more costs a fifth of a capture's time and saves nothing.
PRESSED = (
    "image/", "video/", "audio/", "font/", "application/zip", "application/pdf", "application/octet-stream",
)  # fmt: skip
GZIP = 16  # added to the bits of a window
SMALL, LARGE = (GZIP + 12, 4), (GZIP + zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL)
SHORT = 16 * 1024  # bytes of a record
END = b"\r\n\r\n"

type Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class RecordPlace:
    """Where a record stands in its file, and its digests."""

    record_id: str
    offset: int
    length: int
    record_digest: str
    payload_digest: str


def digest(*pieces: bytes) -> str:
    """The digest of some bytes, given in pieces, as WARC, CDXJ and WACZ write it."""
    hashed = sha256()
    for piece in pieces:
        hashed.update(piece)
    return f"sha256:{hashed.hexdigest()}"


class Writer:
    """Writes records one after the other."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def http(
        self, kind: str, uri: str, *, at: datetime, first_line: str, headers: Headers, payload: bytes,
        named: Headers = (), pressed: bool = False,
    ) -> RecordPlace:  # fmt: skip
        """A request or response, with its head as HTTP/1.1 writes it."""
        head = _fields([("", first_line), *headers])
        of_payload = digest(payload)
        fields = [
            *named,
            ("WARC-Block-Digest", digest(head, payload)),
            ("WARC-Payload-Digest", of_payload),
            ("Content-Type", f"application/http; msgtype={kind}"),
        ]
        block = (head, payload)
        return self._write(
            kind, uri, at=at, fields=fields, block=block, of_payload=of_payload, pressed=pressed
        )

    def plain(
        self, kind: str, uri: str, *, at: datetime, content_type: str, payload: bytes, named: Headers = ()
    ) -> RecordPlace:
        """A warcinfo, resource or metadata record."""
        of_payload, pressed = digest(payload), content_type.startswith(PRESSED)
        fields = [*named, ("WARC-Block-Digest", of_payload), ("Content-Type", content_type)]
        block = (payload,)
        return self._write(
            kind, uri, at=at, fields=fields, block=block, of_payload=of_payload, pressed=pressed
        )

    def _write(
        self, kind: str, uri: str, *, at: datetime, fields: Headers, block: tuple[bytes, ...],
        of_payload: str, pressed: bool,
    ) -> RecordPlace:  # fmt: skip
        """Write a record's bytes in pieces, so that its payload is not copied."""
        offset, name = self._out.tell(), f"<urn:uuid:{uuid4()}>"
        head = [("", VERSION), ("WARC-Type", kind), ("WARC-Record-ID", name)]
        head += [("WARC-Target-URI", uri)] if uri else []
        head += [("WARC-Date", written(at)), *fields, ("Content-Length", str(sum(map(len, block))))]
        member = list(_compressed((_fields(head), *block, END), level=0 if pressed else TEXT_LEVEL))
        self._out.writelines(member)
        return RecordPlace(name, offset, sum(map(len, member)), digest(*member), of_payload)


def _fields(fields: Headers) -> bytes:
    """Named fields as a head, each on a line; the first line has no name."""
    lines = [f"{name}: {_one_line(value)}" if name else _one_line(value) for name, value in fields]
    return "\r\n".join(lines).encode(errors="backslashreplace") + END


def _one_line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")


def _compressed(pieces: Sequence[bytes], *, level: int) -> Iterator[bytes]:
    # How much the packer may remember: to clear a quarter of a megabyte for each short record costs more than to pack it.
    window = SMALL if level == 0 or sum(map(len, pieces)) <= SHORT else LARGE
    packer = zlib.compressobj(level, zlib.DEFLATED, *window)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()
