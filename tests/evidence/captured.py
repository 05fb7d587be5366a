"""Captures of a choice of contents: real bundles, sealed and stored, made without a browser."""

import io
import json
import struct
import tempfile
import zlib
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction

from tests.looks import given as looks
from watchbook.audit_log.record import record
from watchbook.capture import seal as seals
from watchbook.capture import wacz
from watchbook.capture.wacz import CdxjEntry
from watchbook.capture.warc import Writer
from watchbook.evidence import seen
from watchbook.evidence.custody import NOTED
from watchbook.evidence.models import Capture, ContentKind, Exhibit, Origin
from watchbook.evidence.seen import CaptureView, View
from watchbook.evidence.states import CaptureState
from watchbook.files.store import the_store
from watchbook.keys import envelope, sealed_content
from watchbook.ledger.note import Signer

AT = datetime(2026, 3, 3, 10, 30, tzinfo=UTC)
ADDRESS = "https://board.example/thread/7"
SIGNER = Signer("harrowmere.example/captures", seed=bytes(range(32)))
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
JPEG = b"\xff\xd8\xff\xe0 not a whole picture"


def png(width=2, height=2, colour=(190, 30, 45), *, rows=b""):
    """A real PNG of one colour, or of these pixels."""

    def chunk(kind, content):
        crc = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)

    pixels = rows or bytes(colour) * width * height
    lines = b"".join(b"\0" + pixels[at : at + width * 3] for at in range(0, len(pixels), width * 3))
    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


SAID = {
    "title": "Thread",
    "reasons": [],
    "requests": {"made": 2, "stored": 2, "failed": 0, "refused": 0, "truncated": 0},
    "begun": "2026-03-03T10:30:00Z",
    "ended": "2026-03-03T10:31:00Z",
    "site_says": "",
    "posts": 2,
    "end_was_said": False,
}
DOM = """<html><head><title>Thread</title></head><body><h1>Trainers for sale</h1>
<article>First post <img src="/one.gif" alt="a box"> <a href="https://board.example/u/ann">Ann</a></article>
<article>Second post</article></body></html>"""
RESOURCES = {"https://board.example/one.gif": ("image/gif", GIF), ADDRESS: ("text/html", DOM.encode())}
STEPS = [
    {"step": n, "frame": None, "at": "2026-03-03T10:31:00Z", "offset": 800 * n, "height": 4000, "picture": f"visuals/step-{n:04}.jpg", "came": "", "went": ""}
    for n in range(3)
]  # fmt: skip


def as_shown(content, kind="image/png"):
    """A picture as a view holds it."""
    return f"data:{kind};base64,{b64encode(content).decode()}"


def archive(resources, *, address=ADDRESS, named=()):
    """A WACZ of these answers: of each address its media type and bytes."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as place:
        file, entries = io.BytesIO(), []
        for url, (kind, body) in resources.items():
            written = Writer(file).http(
                "response",
                url,
                at=AT,
                first_line="HTTP/1.1 200 OK",
                headers=[("Content-Type", kind)],
                payload=body,
                named=list(named),
            )
            entries.append(CdxjEntry(url, AT, kind, 200, written))
        warc, path = Path(place) / "data.warc.gz", Path(place) / "capture.wacz"
        warc.write_bytes(file.getvalue())
        page = wacz.WaczPage(url=address, at=AT, title="Thread", text="")
        wacz.write(path, warc=warc, entries=entries, page=page, software="tests")
        return path.read_bytes()


def files(
    *,
    dom=DOM,
    text="Trainers for sale\nFirst post Ann\nSecond post",
    resources=RESOURCES,
    address=ADDRESS,
    pictures=3,
    **more,
):
    """The files of a small capture."""
    record_ = {"status": "COMPLETE", "address": {"requested": address, "shown": address}}
    steps = {f"visuals/step-{n:04}.jpg": JPEG for n in range(pictures)}
    return {
        "capture.wacz": archive(resources, address=address),
        "capture.json": json.dumps(record_).encode(),
        "dom.html": dom if isinstance(dom, bytes) else dom.encode(errors="replace"),
        "text.txt": text.encode(),
        "steps.jsonl": "".join(f"{json.dumps(one)}\n" for one in STEPS).encode(),
        "frames.jsonl": b"",
        "visuals/0000.png": png(),
        **steps,
        "visuals/tile-000.jpg": JPEG,
        **more,
    }


def bundle(content):
    """A sealed bundle of these files."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as place:
        made = seals.seal(content, to=Path(place) / "b.zip", signer=SIGNER, about={"id": "c-1"}, at=AT)
        return made.path.read_bytes(), made.manifest_sha256


@transaction.atomic
def a_capture(
    people, *, look=None, by=None, content=None, state=CaptureState.HELD, at=AT, address=ADDRESS, **options
):
    """A capture that is held, of a look of Ines's, with these files."""
    look = look or looks.opened(people)
    by = by or people.ines
    plain, manifest = bundle(content or files(address=address, **options))
    row = Capture(
        reference=f"CAP-{Capture.objects.count() + 1:04}", origin=Origin.TAKEN, state=state, look=look, asked_by=by,
        asked_at=at, begun_at=at, ended_at=at, status="COMPLETE", content_kind=ContentKind.BUNDLE, manifest_sha256=manifest,
    )  # fmt: skip
    envelope.put(row, SAID | {"address": address, "shown": address})
    sealed = io.BytesIO()
    done = sealed_content.seal(io.BytesIO(plain), sealed, item=row.id, kind=f"{row.kind_of_envelope}.content")
    row.plain_sha256, row.plain_bytes = done.plain_sha256, done.plain_bytes
    row.file_sha256, row.file_bytes = the_store().put(sealed.getvalue()), done.sealed_bytes
    row.save(force_insert=True)
    record(NOTED, subject=row, by=by, at=at, reference=row.reference, number=0, handling="", part="")
    return row


@transaction.atomic
def a_marked_exhibit(people, row, *, sensitivity="distressing"):
    """An exhibit of a capture that warns its readers."""
    exhibit = Exhibit(
        reference=f"EXH-{Exhibit.objects.count() + 1:04}", mark=f"INE/{Exhibit.objects.count() + 1}", capture=row, basis=row.look.basis,
        collateral=0, sensitivity=sensitivity, retention_class="evidence", retain_until=AT.date() + timedelta(days=365),
        produced_by=people.ines, produced_at=AT,
    )  # fmt: skip
    envelope.put(exhibit, {})
    exhibit.save(force_insert=True)
    record(
        NOTED, subject=exhibit, by=people.ines, at=AT, reference=exhibit.mark, number=0, handling="", part=""
    )
    return exhibit


def page_of(content, sheet=1):
    """A sheet of the page without script."""
    return seen.page(content, seen.leaf(content, View(CaptureView.PAGE, sheet)))
