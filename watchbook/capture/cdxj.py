"""The index of a WACZ: a line for each response, sorted by address, with the digest of its record. Never a cookie."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from watchbook.capture.warc import RecordPlace

WWW = re.compile(r"^www\d*\.")
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class CdxjEntry:
    """One line of the index."""

    url: str
    at: datetime
    media_type: str
    status: int
    written: RecordPlace
    method: str = "GET"
    content_type: str = ""
    posted: bytes = b""

    def line(self, *, filename: str) -> str:
        """As the CDXJ file has it."""
        asked = posted_as_query(self.posted, content_type=self.content_type) if self.method != "GET" else ""
        facts: dict[str, Any] = {
            "url": self.url,
            "mime": self.media_type,
            "status": str(self.status),
            "digest": self.written.payload_digest,
            "length": str(self.written.length),
            "offset": str(self.written.offset),
            "filename": filename,
            "recordDigest": self.written.record_digest,
        }
        if self.method != "GET":
            facts |= {"method": self.method, "requestBody": asked}
        key = search_key(self.url, method=self.method, posted=asked)
        return f"{key} {self.at:%Y%m%d%H%M%S}{self.at.microsecond // 1000:03} {json.dumps(facts)}\n"


def search_key(url: str, *, method: str = "GET", posted: str = "") -> str:
    """An address turned round, so that a host's pages stand together: `uk,gov,council)/page?a=1`."""
    if method != "GET":
        url += f"{'&' if '?' in url else '?'}__wb_method={method}{'&' if posted else ''}{posted}"
    parts = urlsplit(url)
    host = WWW.sub("", (parts.hostname or "").lower())
    turned = ",".join(reversed(host.split("."))) if ":" not in host else f"[{host}]"
    port = f":{parts.port}" if parts.port and parts.port != PORTS.get(parts.scheme) else ""
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    return f"{turned}{port}){parts.path.lower().rstrip('/') or '/'}{'?' if query else ''}{query}".replace(
        " ", "%20"
    )


def posted_as_query(posted: bytes, *, content_type: str) -> str:
    """What a request carried, as players of archives look it up: form fields and JSON as a query, else in base 64."""
    kind = content_type.partition(";")[0].strip().lower()
    text = posted.decode("utf-8", "replace")
    if kind == "application/x-www-form-urlencoded":
        return unquote_plus(urlencode(parse_qsl(text, keep_blank_values=True)))
    if kind in {"application/json", "text/plain", "application/graphql+json"}:
        try:
            return urlencode(list(_numbered(_leaves(json.loads(text)))))
        except ValueError:
            pass
    return f"__wb_post_data={base64.b64encode(posted).decode()}" if posted else ""


def _leaves(value: Any, *, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, name=key)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, name=name)
    elif name:
        yield name, value if isinstance(value, str) else json.dumps(value)


def _numbered(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """A name that stands again gets a number, as the players do it."""
    seen: dict[str, int] = {}
    for name, value in pairs:
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}.{seen[name]}_"), value
