"""Captures and exhibits that tests start from."""

import json
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from tests.capture import archives
from tests.capture.test_arrival import a_png
from tests.evidence.captured import SAID
from tests.looks import given as looks
from watchbook.audit_log.identifiers import uuidv7
from watchbook.audit_log.record import record
from watchbook.audit_log.reference import next_reference
from watchbook.capture import seal
from watchbook.evidence import exhibit
from watchbook.evidence.custody import NOTED
from watchbook.evidence.exhibit import ExhibitFacts
from watchbook.evidence.models import Capture
from watchbook.evidence.states import CaptureState
from watchbook.files.store import the_store
from watchbook.keys import envelope, sealed_content
from watchbook.ledger.note import Signer

AT = looks.AT
UNTIL = date(2026, 9, 3)
PLAIN = sha256(b"a bundle").hexdigest()
MANIFEST = sha256(b"a manifest").hexdigest()


@transaction.atomic
def a_held_capture(people, look=None, *, by=None, content=b"a bundle", **facts):
    """A capture that is held, of a look of Ines's."""
    by = by or people.ines
    row = Capture(
        reference=next_reference("CAP"),
        look=look or looks.opened(people, looks.a_subject(people)),
        asked_by=by,
        asked_at=AT,
        **{
            "origin": "taken",
            "state": CaptureState.HELD,
            "begun_at": AT,
            "ended_at": AT + timedelta(minutes=1),
            "status": "COMPLETE",
            "content_kind": "bundle",
            "plain_sha256": sha256(content).hexdigest(),
            "plain_bytes": len(content),
            "file_sha256": sha256(b"sealed" + content).hexdigest(),
            "manifest_sha256": MANIFEST,
        }
        | facts,
    )
    envelope.put(row, SAID | {"address": looks.PROFILE, "shown": looks.PROFILE, "title": "Trainers"})
    row.save(force_insert=True)
    record(NOTED, subject=row, by=by, at=AT, reference=row.reference)
    return row


def facts(**changes):
    """What Ines says of an exhibit."""
    told = {
        "shows": "An offer of trainers with a price",
        "minimised": "The comments under it were left out",
        "collateral": 2,
        "retention_class": "capture_prosecution",
        "retain_until": UNTIL,
    }
    return ExhibitFacts(**told | changes)


def an_exhibit(people, capture=None, *, by=None, at=AT, **changes):
    """An exhibit that Ines produced."""
    return exhibit.produce(capture or a_held_capture(people), facts(**changes), by=by or people.ines, at=at)


SIGNER = Signer("council.invalid/captures", seed=bytes(range(32)))
RECORD = {
    "format": "watchbook capture 1",
    "status": "COMPLETE",
    "reasons": [],
    "address": {"requested": looks.PROFILE, "redirects": [], "shown": looks.PROFILE, "title": "Trainers"},
    "times": {
        "begun": "2026-03-03T10:00:01.000000Z",
        "ended": "2026-03-03T10:00:03.500000Z",
        "clock": {"source": "CLOCK_REALTIME", "synchronised": True, "offset": 0.0, "maximum_error": 0.5},
        "wall_clock_moved": 0.0,
        "site_says": "Tue, 03 Mar 2026 10:00:01 GMT",
    },
    "looked": {"signed_in": False, "actions": "scrolling only"},
    "requests": {"made": 4, "stored": 3, "failed": 1},
    "certificates": {"https://site.example": [{"sha256": "ab" * 32, "der": ""}]},
    "tool": {
        "software": "Watchbook capture",
        "version": "1",
        "code_sha256": "cd" * 32,
        "browser": "Chrome/156",
        "flags": ["--headless"],
        "contained_by": ["files", "roads"],
        "view": {"width": 1280},
        "system": "Linux",
        "python": "3.13",
    },
}
FILES = {
    "capture.json": json.dumps(RECORD).encode(),
    "capture.wacz": archives.wacz(),
    "text.txt": b"Trainers for sale",
    "visuals/0000.png": a_png(),
}


def a_stored_capture(people, look=None, *, files=None, sealing=None, **facts):
    """A capture of a small real bundle, sealed, encrypted and in the store."""
    item = uuidv7()
    with TemporaryDirectory(dir="/dev/shm") as folder:
        bundle = Path(folder) / "bundle.zip"
        sealed = seal.seal(
            FILES if files is None else files,
            to=bundle,
            signer=SIGNER,
            about={"id": str(item)},
            at=AT,
            **(sealing or {}),
        )
        encrypted = Path(folder) / "bundle.enc"
        with bundle.open("rb") as source, encrypted.open("wb") as target:
            kept = sealed_content.seal(source, target, item=item, kind="evidence.capture.content")
        the_store().put_file(encrypted)
        told = {
            "id": item,
            "plain_sha256": kept.plain_sha256,
            "plain_bytes": kept.plain_bytes,
            "file_sha256": kept.sealed_sha256,
            "file_bytes": kept.sealed_bytes,
            "manifest_sha256": sealed.manifest_sha256,
        }
        return a_held_capture(people, look, **told | facts)
