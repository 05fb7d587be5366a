"""A WARC 1.1 file, record by record, each compressed by itself, with the SHA-256 of its block and of its payload."""

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO
from uuid import uuid4

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from watchbook.capture.times import written

VERSION = "WARC/1.1"
TEXT_LEVEL = 4
DIGESTS = {"WARC-Block-Digest", "WARC-Payload-Digest"}
# Types that are compressed already: pressing them once more costs a fifth of a capture's time and saves nothing.
PRESSED = (
    "image/",
    "video/",
    "audio/",
    "font/",
    "application/zip",
    "application/pdf",
    "application/octet-stream",
)
GZIP = 16 + zlib.MAX_WBITS

type Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Written:
    """Where a record stands in its file, and its digests."""

    record_id: str
    offset: int
    length: int
    record_digest: str
    payload_digest: str


def record_id() -> str:
    """A new name for a record."""
    return f"<urn:uuid:{uuid4()}>"


def digest(content: bytes) -> str:
    """A digest as WARC, CDXJ and WACZ write it."""
    return f"sha256:{sha256(content).hexdigest()}"


class Writer:
    """Writes records one after the other."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def http(
        self,
        kind: str,
        uri: str,
        *,
        at: datetime,
        first_line: str,
        headers: Headers,
        payload: bytes,
        named: Headers = (),
        name: str = "",
        pressed: bool = False,
    ) -> Written:
        """A request or response, with its head as HTTP/1.1 writes it."""
        head = _head(first_line, headers)
        fields = [
            *named,
            ("WARC-Block-Digest", digest(head.to_bytes() + payload)),
            ("WARC-Payload-Digest", digest(payload)),
        ]
        return self._write(
            kind, uri, at=at, fields=fields, payload=payload, name=name, pressed=pressed, head=head,
            content_type=f"application/http; msgtype={kind}",
        )  # fmt: skip

    def plain(
        self, kind: str, uri: str, *, at: datetime, content_type: str, payload: bytes, named: Headers = ()
    ) -> Written:
        """A warcinfo, resource or metadata record."""
        fields = [*named, ("WARC-Block-Digest", digest(payload))]
        pressed = content_type.startswith(PRESSED)
        return self._write(
            kind,
            uri,
            at=at,
            fields=fields,
            payload=payload,
            name="",
            pressed=pressed,
            head=None,
            content_type=content_type,
        )

    def _write(
        self,
        kind: str,
        uri: str,
        *,
        at: datetime,
        fields: Headers,
        payload: bytes,
        name: str,
        pressed: bool,
        head: StatusAndHeaders | None,
        content_type: str,
    ) -> Written:
        laid_out = io.BytesIO()
        writer = WARCWriter(laid_out, gzip=False, warc_version=VERSION)
        named = {"WARC-Record-ID": name or record_id(), "WARC-Date": written(at)}
        named |= {
            field: value for field, value in fields if field in DIGESTS
        }  # given first, else it makes SHA-1 of its own
        record = writer.create_warc_record(
            uri, kind, payload=io.BytesIO(payload), length=len(payload), warc_content_type=content_type,
            warc_headers_dict=named, http_headers=head,
        )  # fmt: skip
        for field, value in fields:  # a field may stand more than once
            if field not in DIGESTS:
                record.rec_headers.headers.append((field, value))
        writer.write_record(record)
        member = _compressed(laid_out.getbuffer(), level=0 if pressed else TEXT_LEVEL)
        offset = self._out.tell()
        self._out.write(member)
        return Written(named["WARC-Record-ID"], offset, len(member), digest(member), digest(payload))


def _head(first_line: str, headers: Headers) -> StatusAndHeaders:
    protocol, _, rest = first_line.partition(" ")
    return StatusAndHeaders(rest, [(name, _one_line(value)) for name, value in headers], protocol=protocol)


def _one_line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")


def _compressed(content: memoryview, *, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, GZIP)
    return packer.compress(content) + packer.flush()
