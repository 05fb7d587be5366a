"""Captures and exhibits that tests start from."""

from datetime import date, timedelta
from hashlib import sha256

from django.db import transaction

from tests.looks import given as looks
from watchbook.audit_log.record import record
from watchbook.audit_log.reference import next_reference
from watchbook.evidence import exhibit
from watchbook.evidence.custody import NOTED
from watchbook.evidence.exhibit import Facts
from watchbook.evidence.models import Capture
from watchbook.evidence.states import CaptureState
from watchbook.keys import envelope

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
    envelope.put(row, {"address": looks.PROFILE, "shown": looks.PROFILE, "title": "Trainers"})
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
    return Facts(**told | changes)


def an_exhibit(people, capture=None, *, by=None, at=AT, **changes):
    """An exhibit that Ines produced."""
    return exhibit.produce(capture or a_held_capture(people), facts(**changes), by=by or people.ines, at=at)
