"""Intake: what was captured elsewhere is taken in for a look that was recorded after it was made, as IMPORTED.

Two acts, as with a capture of ours: what is about to be stored is committed to with every hash, and once its ciphertext is in
the store, whole, it is held. What a process that died left between the two is settled as a capture's is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Fact, Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.evidence.models import Capture, Origin
from watchbook.evidence.permissions import may_take_in
from watchbook.evidence.states import CaptureState, check_move
from watchbook.files import removal
from watchbook.keys import envelope
from watchbook.looks import look as looks
from watchbook.looks.models import Look, LookOrigin
from watchbook.organisation.models import Person

REGISTER = "CAP"
HASHES = ("plain_sha256", "file_sha256", "manifest_sha256", "came_sha256")
FACTS = ("content_kind", "came_signed", "stamps_missing", "plain_bytes", "file_bytes")
RECEIVED = Kind(
    "intake.received",
    fields=("reference", "look_reference", "content_kind", "came_signed", "stamps_missing"),
    personal=HASHES,
    says=gettext_lazy("A file made elsewhere was sealed, time-stamped where possible, and encrypted."),
)
HELD = Kind("intake.held", fields=("reference",), says=gettext_lazy("The whole file was stored."))
LEFT = Kind(
    "intake.abandoned",
    fields=("reference",),
    says=gettext_lazy("We could not store the file. No part of it was kept."),
)


@dataclass(frozen=True)
class SealedArrival:
    """What was looked at, sealed and encrypted, about to be stored: under which id, its hashes, and what the envelope holds."""

    id: UUID
    plain_sha256: str
    plain_bytes: int
    file_sha256: str
    file_bytes: int
    manifest_sha256: str
    came_sha256: str
    content_kind: str
    came_signed: str
    stamps_missing: list[str]
    said: Mapping[str, Any] = field(default_factory=dict)


def check_way(look: Look) -> None:
    """Raise WrongState for a look of our own sitting: what was made elsewhere was seen before, and that is recorded first."""
    if look.way != LookOrigin.AFTERWARDS:
        raise WrongState(
            _(
                "You cannot add a file to this look: the look was made in Watchbook, and a file from elsewhere belongs to a look that was made elsewhere. "
                "Record that look first (“Record a look that you have made”), then add the file to it."
            )
        )


@transaction.atomic
def receive(look: Look, received: SealedArrival, *, by: Person, at: datetime) -> Capture:
    """Commit to what is about to be stored, before a byte of it is. What is kept is said on the look (F4)."""
    locked = Look.objects.select_for_update(of=("self",)).select_related("investigation").get(pk=look.pk)
    may_take_in(by, locked)
    check_way(locked)
    looks.mark_kept(locked, by=by, at=at)
    row = Capture(
        id=received.id,
        reference=next_reference(REGISTER),
        origin=Origin.IMPORTED,
        state=CaptureState.STORING,
        look=locked,
        asked_by=by,
        asked_at=at,
        begun_at=at,
        ended_at=at,
        **{name: getattr(received, name) for name in (*HASHES, *FACTS)},
    )
    envelope.put(row, received.said)
    row.save(force_insert=True)
    told: dict[str, Fact] = {name: getattr(received, name) for name in HASHES}
    told |= {"look_reference": locked.reference, "stamps_missing": len(row.stamps_missing)}
    record_row(RECEIVED, row, by=by, at=at, **told)
    return row


@transaction.atomic
def hold(capture: Capture, *, by: Person, at: datetime) -> Capture:
    """Its ciphertext is in the store, whole."""
    row = locked(capture, "look__investigation")
    may_take_in(by, row.look)
    check_move(CaptureState(row.state), to=CaptureState.HELD)
    row.state = CaptureState.HELD
    row.save(update_fields=["state"])
    record_row(HELD, row, by=by, at=at)
    return row


@transaction.atomic
def abandon(capture: Capture, *, by: Person, at: datetime) -> Capture:
    """It could not be stored: it failed, and whatever of it reached the store goes at the commit."""
    row = locked(capture, "look__investigation")
    may_take_in(by, row.look)
    check_move(CaptureState(row.state), to=CaptureState.FAILED)
    removal.at_commit(row.file_sha256)
    row.state, row.file_sha256 = CaptureState.FAILED, ""
    row.save(update_fields=["state", "file_sha256"])
    record_row(LEFT, row, by=by, at=at)
    return row
