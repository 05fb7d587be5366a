"""The WACZ 1.1.1 of a capture: its WARC, index and pages in a zip that stores and never deflates, each file with its SHA-256."""

import base64
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from watchbook.capture.times import written
from watchbook.capture.warc import RecordPlace

VERSION = "1.1.1"
WARC = "archive/data.warc.gz"
INDEX = "indexes/index.cdx"  # by this name players of archives know it; its lines are CDXJ
PAGES = "pages/pages.jsonl"
PAGES_HEAD = {"format": "json-pages-1.0", "id": "pages", "title": "Pages"}
CHUNK = 1 << 20
LARGEST = (1 << 31) - 1  # that a zip's plain fields can say
WWW = re.compile(r"^www\d*\.")
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class CdxjEntry:
    """One line of the index, with the digest of its record; never a cookie."""

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


@dataclass(frozen=True)
class WaczPage:
    """The page that was captured, as players list it."""

    url: str
    at: datetime
    title: str
    text: str


def write(path: Path, *, warc: Path, entries: Iterable[CdxjEntry], page: WaczPage, software: str) -> None:
    """Put it together."""
    index = "".join(sorted(one.line(filename=Path(WARC).name) for one in entries))
    lines = [PAGES_HEAD, {"url": page.url, "ts": written(page.at), "title": page.title, "text": page.text}]
    pages = "".join(f"{json.dumps(line)}\n" for line in lines)
    files = {INDEX: index.encode(), PAGES: pages.encode()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        resources = [_copied(warc, packed)]
        for name, one in files.items():
            resources.append(_resource(name, digest=sha256(one).hexdigest(), size=len(one)))
        for name, one in {**files, **_package(resources, page=page, software=software)}.items():
            packed.writestr(name, one)


def _copied(warc: Path, packed: zipfile.ZipFile) -> dict[str, Any]:
    """Put the WARC in, and hash it in the same pass."""
    hashed, buffer = sha256(), bytearray(CHUNK)
    member = zipfile.ZipInfo.from_file(warc, WARC)
    with (
        warc.open("rb", buffering=0) as content,
        memoryview(buffer) as view,
        packed.open(member, "w", force_zip64=member.file_size > LARGEST) as file,
    ):
        while count := content.readinto(view):
            hashed.update(view[:count])
            file.write(view[:count])
    return _resource(WARC, digest=hashed.hexdigest(), size=member.file_size)


def _resource(name: str, *, digest: str, size: int) -> dict[str, Any]:
    return {"name": Path(name).name, "path": name, "hash": f"sha256:{digest}", "bytes": size}


def _package(resources: Sequence[dict[str, Any]], *, page: WaczPage, software: str) -> dict[str, bytes]:
    package = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": page.title,
        "created": written(page.at),
        "software": software,
        "mainPageUrl": page.url,
        "mainPageDate": written(page.at),
        "resources": resources,
    }
    described = json.dumps(package, indent=2).encode()
    said = {"path": "datapackage.json", "hash": f"sha256:{sha256(described).hexdigest()}"}
    return {"datapackage.json": described, "datapackage-digest.json": json.dumps(said, indent=2).encode()}


def search_key(url: str, *, method: str = "GET", posted: str = "") -> str:
    """An address turned round, so that a host's pages stand together: `uk,gov,council)/page?a=1`."""
    if method != "GET":
        url += f"{'&' if '?' in url else '?'}__wb_method={method}{'&' if posted else ''}{posted}"
    parts = urlsplit(url)
    host = WWW.sub("", (parts.hostname or "").lower())
    turned = ",".join(reversed(host.split("."))) if ":" not in host else f"[{host}]"
    port = f":{parts.port}" if parts.port and parts.port != PORTS.get(parts.scheme) else ""
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    path = parts.path.lower().rstrip("/") or "/"
    return f"{turned}{port}){path}{'?' if query else ''}{query}".replace(" ", "%20")


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
