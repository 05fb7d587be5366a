"""Exchanges as WARC records: response, request, and a metadata record with what HTTP has no words for.

Payloads are kept as the page got them, decoded. The headers that described the bytes on the wire are kept under
`X-Archive-Orig-…`, so that the record fits its payload and nothing is lost; each metadata record says so.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from watchbook.capture.recorder import Frames
from watchbook.capture.times import Clock, written
from watchbook.capture.traffic import Exchange, RequestOutcome
from watchbook.capture.wacz import CdxjEntry
from watchbook.capture.warc import PRESSED, Headers, RecordPlace, Writer

OF_THE_WIRE = {"content-encoding", "transfer-encoding", "content-length"}
HOPS = {"h2": "h2", "h3": "h3", "http/1.1": "http/1.1", "http/1.0": "http/1.0"}
VERSIONS = {"TLS 1.2": "tls/1.2", "TLS 1.3": "tls/1.3", "QUIC": "tls/1.3"}
HAS_ANSWER = {RequestOutcome.STORED, RequestOutcome.TRUNCATED}
WHY_TRUNCATED = {"length", "time", "disconnect"}
JSON = "application/json"


@dataclass
class Archive:
    """The WARC file of one capture and the index of what is in it."""

    path: Path
    clock: Clock
    address_of: Callable[[Exchange], str]
    entries: list[CdxjEntry] = field(default_factory=list)
    bytes_stored: int = 0
    not_kept: int = 0  # exchanges without an answer of their own

    def __post_init__(self) -> None:
        self._file = self.path.open("wb")
        self._writer = Writer(self._file)

    def begin(self, facts: dict[str, str]) -> None:
        """The warcinfo record: which program, under which settings."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in facts.items())
        self._writer.plain(
            "warcinfo", "", at=self.clock.now(), content_type="application/warc-fields", payload=lines.encode(),
            named=[("WARC-Filename", self.path.name)],
        )  # fmt: skip

    def keep(self, one: Exchange) -> None:
        """An exchange that is at rest; its body is let go afterwards."""
        if one.outcome in HAS_ANSWER and one.response:
            self._keep_answer(one)
        elif one.outcome is not RequestOutcome.ELSEWHERE:
            self.not_kept += 1
            self._keep_facts(one, about=None)
        one.body = None

    def keep_frames(self, frames: Frames) -> None:
        """What a websocket carried, as metadata of its address."""
        told = {
            "url": frames.url,
            "begun": written(self.clock.at(frames.begun)),
            "ended": written(self.clock.at(frames.ended)) if frames.ended else None,
            "request": frames.headers,
            "response": frames.answered,
            "frames": [{**one, "at": written(self.clock.at(one["at"]))} for one in frames.frames],
        }
        self._metadata(frames.url, told=told, about=None)

    def keep_resource(self, uri: str, *, content_type: str, payload: bytes) -> None:
        """Something that was made here or learnt beside the answers, such as a certificate."""
        self._writer.plain("resource", uri, at=self.clock.now(), content_type=content_type, payload=payload)

    def close(self) -> None:
        """The file is whole."""
        self._file.close()

    def _keep_answer(self, one: Exchange) -> None:
        body, at = one.body or b"", self.clock.at(one.begun)
        answer = self._writer.http(
            "response", one.url, at=at, first_line=_status_line(one), headers=list(_kept_headers(one, length=len(body))),
            payload=body, named=list(self._named(one)), pressed=one.media_type.startswith(PRESSED),
        )  # fmt: skip
        self._keep_request(one, about=answer)
        self._keep_facts(one, about=answer)
        content_type = {name.lower(): value for name, value in one.request_headers()}.get("content-type", "")
        kind, asked = one.media_type or "application/octet-stream", (one.method, content_type, one.posted)
        self.entries.append(CdxjEntry(one.url, at, kind, one.status, answer, *asked))
        self.bytes_stored += len(body)

    def _named(self, one: Exchange) -> Iterator[tuple[str, str]]:
        if address := self.address_of(one):
            yield "WARC-IP-Address", address
        answer = one.response or {}
        if protocol := HOPS.get(str(answer.get("protocol", "")).lower()):
            yield "WARC-Protocol", protocol
        security = answer.get("securityDetails") or {}
        if version := VERSIONS.get(security.get("protocol", "")):
            yield "WARC-Protocol", version
            yield "WARC-Cipher-Suite", _cipher(security)
        if one.outcome is RequestOutcome.TRUNCATED:
            yield "WARC-Truncated", one.reason if one.reason in WHY_TRUNCATED else "unspecified"

    def _keep_request(self, one: Exchange, *, about: RecordPlace) -> None:
        path = one.url.split("/", 3)
        target = "/" + (path[3] if len(path) > 3 else "")
        self._writer.http(
            "request", one.url, at=self.clock.at(one.begun), first_line=f"{one.method} {target} HTTP/1.1",
            headers=[(name, value) for name, value in one.request_headers() if not name.startswith(":")],
            payload=one.posted, named=[("WARC-Concurrent-To", about.record_id)],
        )  # fmt: skip

    def _keep_facts(self, one: Exchange, *, about: RecordPlace | None) -> None:
        answer = one.response or {}
        told = {
            "outcome": one.outcome,
            "reason": one.reason or None,
            "fetched_again": one.fetched_again or None,
            "kind": one.kind,
            "initiator": one.initiator or None,
            "begun": written(self.clock.at(one.begun)),
            "ended": written(self.clock.at(one.ended)) if one.ended else None,
            "status": one.status or None,
            "protocol": answer.get("protocol"),
            "connection": answer.get("connectionId"),
            "timing": answer.get("timing"),
            "security": answer.get("securityDetails"),
            "security_state": answer.get("securityState"),
            "headers_as_received": (one.received or {}).get("headersText") or list(one.answer_headers()),
            "payload": "decoded from its content and transfer encoding by the browser" if about else None,
        }
        self._metadata(one.url, told=told, about=about)

    def _metadata(self, uri: str, *, told: dict[str, Any], about: RecordPlace | None) -> None:
        named: Headers = [("WARC-Concurrent-To", about.record_id)] if about else []
        payload = json.dumps({key: value for key, value in told.items() if value is not None}).encode()
        # Under a name of its own: players that index by address would take it for the answer.
        where, at = f"urn:watchbook:facts:{uri}", self.clock.now()
        self._writer.plain("metadata", where, at=at, content_type=JSON, payload=payload, named=named)


def _status_line(one: Exchange) -> str:
    told = (one.response or {}).get("statusText") or ""
    phrase = told or (HTTPStatus(one.status).phrase if one.status in set(HTTPStatus) else "")
    return f"HTTP/1.1 {one.status} {phrase}".rstrip()


def _kept_headers(one: Exchange, *, length: int) -> Iterator[tuple[str, str]]:
    for name, value in one.answer_headers():
        if name.startswith(":"):
            continue
        fits = name.lower() == "content-length" and value == str(length)
        yield (name if fits or name.lower() not in OF_THE_WIRE else f"X-Archive-Orig-{name}"), value
    if one.header("content-length") != str(length):
        yield "Content-Length", str(length)


def _cipher(security: dict[str, Any]) -> str:
    """As Chromium verified it; TLS 1.3 names its cipher alone."""
    exchange, cipher = security.get("keyExchange") or "", security.get("cipher", "").replace("-", "_")
    return "_".join(filter(None, ("TLS", exchange and f"{exchange}_WITH", cipher)))
