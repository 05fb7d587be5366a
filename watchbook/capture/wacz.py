"""The WACZ 1.1.1 of a capture: its WARC, index and pages in a zip that stores and never deflates, each file with its SHA-256."""

import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from watchbook.capture.cdxj import CdxjEntry
from watchbook.capture.times import written

VERSION = "1.1.1"
WARC = "archive/data.warc.gz"
INDEX = "indexes/index.cdx"  # by this name players of archives know it; its lines are CDXJ
PAGES = "pages/pages.jsonl"
PAGES_HEAD = {"format": "json-pages-1.0", "id": "pages", "title": "Pages"}
CHUNK = 1 << 20
LARGEST = (1 << 31) - 1  # that a zip's plain fields can say


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
        resources += [
            _resource(name, digest=sha256(one).hexdigest(), size=len(one)) for name, one in files.items()
        ]
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
    described = json.dumps(
        {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": page.title,
            "created": written(page.at),
            "software": software,
            "mainPageUrl": page.url,
            "mainPageDate": written(page.at),
            "resources": resources,
        },
        indent=2,
    ).encode()
    said = {"path": "datapackage.json", "hash": f"sha256:{sha256(described).hexdigest()}"}
    return {"datapackage.json": described, "datapackage-digest.json": json.dumps(said, indent=2).encode()}
