"""Captures: asked for from an open look, taken by a worker, sealed, held; stopped, given up or failed, and taken again.

A retry is a capture of its own, which names the one that it repeats: nothing that was taken is ever written over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Fact, Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.evidence.models import Capture, ContentKind, Origin
from watchbook.evidence.page_address import is_same_page, to_open
from watchbook.evidence.permissions import (
    may_ask_for_capture,
    may_read_capture,
    may_stop_capture,
    may_take_captures,
)
from watchbook.evidence.queries.captures import addresses_of, check_basis
from watchbook.evidence.states import UNDER_WAY, CaptureState, check_move, check_over
from watchbook.files import removal
from watchbook.governance.processing.models import Activity
from watchbook.governance.processing.queries import check_papers
from watchbook.investigations.account_address import recognise
from watchbook.investigations.states import check_goes_on
from watchbook.keys import envelope
from watchbook.looks import look as looks
from watchbook.looks import page_view
from watchbook.looks.keeping import check_can_keep
from watchbook.looks.models import Look
from watchbook.looks.states import LookState
from watchbook.organisation.models import Person

REGISTER = "CAP"
AT_ONCE = 5  # of one look under way together: a sitting is one person's looking, no harvest
ASKED = Kind(
    "capture.asked",
    fields=("reference", "look_reference", "in_full", "repeats", "asked_at"),
    says=gettext_lazy("An officer asked to capture a page from the look."),
)
STOP_ASKED = Kind(
    "capture.stop_asked",
    fields=("reference", "stop_asked_at"),
    says=gettext_lazy("An officer asked for the capture to be stopped early."),
)
WITHDRAWN = Kind(
    "capture.withdrawn",
    fields=("reference", "ended_at"),
    says=gettext_lazy("The capture was cancelled before it began."),
)
BEGUN = Kind("capture.begun", fields=("reference", "begun_at"), says=gettext_lazy("The capture began."))
HASHES = ("plain_sha256", "file_sha256", "manifest_sha256")
SEALED = Kind(
    "capture.sealed",
    fields=("reference", "status", "shortfalls", "stamps_missing", "ended_at"),
    personal=HASHES,
    says=gettext_lazy("The capture was taken, sealed and encrypted."),
)
HELD = Kind("capture.held", fields=("reference",), says=gettext_lazy("The whole capture was stored."))
FAILED = Kind(
    "capture.failed",
    fields=("reference", "ended_at"),
    personal=("why",),
    says=gettext_lazy("We could not take the capture. No part of it was kept."),
)
READ = Kind(
    "capture.read", fields=("reference",), says=gettext_lazy("The capture’s page in Watchbook was read.")
)

READ_WITH_IT = ("look__investigation", "look__subject__investigation", "repeats")
# A worker's database role reads no envelope but captures' own: what else is said about people is closed to it.
NOT_OPENED = (
    "look__envelope",
    "look__investigation__envelope",
    "look__subject__envelope",
    "look__subject__investigation__envelope",
)


@dataclass(frozen=True)
class SealedCapture:
    """A capture that was taken, sealed and encrypted, about to be stored: how it ended, its hashes, what a page says of it.

    `reasons` are ids of `capture.completeness`; `said` goes into the envelope: what was shown, its title, requests, times.
    """

    status: str
    reasons: list[str]
    manifest_sha256: str
    stamps_missing: list[str]
    plain_sha256: str
    plain_bytes: int
    file_sha256: str
    file_bytes: int
    said: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def ask(look: Look, pasted: str, *, in_full: bool, by: Person, at: datetime) -> Capture:
    """Ask for a capture of a page of this sitting. What is captured is kept, which the look says from then on (F4).

    A page that is not yet on the look's record is added to it first.
    """
    row = locked(look, "subject__investigation", "investigation")
    may_ask_for_capture(by, row)
    _check_look(row, at=at)
    address = to_open(pasted)
    if not any(is_same_page(address, known) for known in addresses_of(row)):
        page_view.add(row, pasted, by=by, at=at)
    return _asked(row, address, in_full=in_full, repeats=None, by=by, at=at)


@transaction.atomic
def repeat(capture: Capture, *, by: Person, at: datetime) -> Capture:
    """Take it again as a capture of its own, in the same sitting; the one before stays as it is."""
    before = locked(capture, *READ_WITH_IT)
    row = locked(before.look, "subject__investigation", "investigation")
    may_ask_for_capture(by, row)
    check_over(CaptureState(before.state))
    _check_look(row, at=at)
    address = envelope.opened(before)["address"]
    return _asked(row, address, in_full=before.in_full, repeats=before, by=by, at=at)


@transaction.atomic
def stop(capture: Capture, *, by: Person, at: datetime) -> Capture:
    """End it early: what came by then is kept and says so. One that has not begun is given up."""
    row = locked(capture, *READ_WITH_IT)
    may_stop_capture(by, row)
    if row.state != CaptureState.RUNNING:
        check_move(CaptureState(row.state), to=CaptureState.GIVEN_UP)
    if row.state == CaptureState.RUNNING:
        return _stop_asked(row, by=by, at=at)
    row.state, row.ended_at = CaptureState.GIVEN_UP, max(at, row.asked_at)
    row.save(update_fields=["state", "ended_at"])
    record_row(WITHDRAWN, row, by=by, at=at)
    return row


@transaction.atomic
def begin(capture: Capture, *, by: Person, at: datetime) -> Capture:
    """A worker takes it."""
    row = _at_work(capture)
    may_take_captures(by)
    check_move(CaptureState(row.state), to=CaptureState.RUNNING)
    row.state, row.begun_at = CaptureState.RUNNING, max(at, row.asked_at)
    row.save(update_fields=["state", "begun_at"])
    record_row(BEGUN, row, by=by, at=at)
    return row


@transaction.atomic
def seal_up(capture: Capture, made: SealedCapture, *, by: Person, at: datetime) -> Capture:
    """Commit to what is about to be stored, before a byte of it is: every hash, in the row and closed in the event."""
    row = _at_work(capture)
    may_take_captures(by)
    check_move(CaptureState(row.state), to=CaptureState.STORING)
    row.state, row.ended_at = CaptureState.STORING, max(at, row.asked_at)
    row.content_kind = ContentKind.BUNDLE
    measured = ("status", "reasons", "stamps_missing", *HASHES, "plain_bytes", "file_bytes")
    for name in measured:
        setattr(row, name, getattr(made, name))
    envelope.put(row, envelope.opened(row) | dict(made.said))
    row.save(update_fields=["state", "ended_at", "content_kind", "envelope", *measured])
    told: dict[str, Fact] = {name: getattr(made, name) for name in HASHES}
    told |= {"shortfalls": list(row.reasons), "stamps_missing": len(row.stamps_missing)}
    record_row(SEALED, row, by=by, at=at, **told)
    return row


@transaction.atomic
def hold(capture: Capture, *, by: Person, at: datetime) -> Capture:
    """Its ciphertext is in the store, whole."""
    row = _at_work(capture)
    may_take_captures(by)
    check_move(CaptureState(row.state), to=CaptureState.HELD)
    row.state = CaptureState.HELD
    row.save(update_fields=["state"])
    record_row(HELD, row, by=by, at=at)
    return row


@transaction.atomic
def fail(capture: Capture, why: str, *, by: Person, at: datetime) -> Capture:
    """It came to nothing, with the reason for whoever asked; whatever of it reached the store goes at the commit."""
    row = _at_work(capture)
    may_take_captures(by)
    check_move(CaptureState(row.state), to=CaptureState.FAILED)
    removal.at_commit(row.file_sha256)
    row.state, row.ended_at, row.file_sha256 = CaptureState.FAILED, max(at, row.asked_at), ""
    envelope.put(row, envelope.opened(row) | {"why": why})
    row.save(update_fields=["state", "ended_at", "file_sha256", "envelope"])
    record_row(FAILED, row, by=by, at=at, why=why)
    return row


@transaction.atomic
def read(captures: Iterable[Capture], *, by: Person, at: datetime) -> dict[UUID, dict[str, Any]]:
    """What envelopes hold, by the capture: address, title, how it ended. That somebody else than its officer read is recorded first."""
    rows = list(captures)
    for row in rows:
        may_read_capture(by, row)
    for row in rows:
        if row.asked_by_id != by.id:
            record_row(READ, row, by=by, at=at)
    return envelope.opened_all(rows)


def note_progress(capture_id: UUID, told: Mapping[str, int], *, told_at: datetime) -> None:
    """How far the worker is; no part of the record, so no event tells of it."""
    Capture.objects.filter(pk=capture_id, state=CaptureState.RUNNING).update(
        steps=told["steps"], stored=told["stored"], bytes_came=told["bytes"], told_at=told_at
    )


def _at_work(capture: Capture) -> Capture:
    return locked(capture, *READ_WITH_IT, without=NOT_OPENED)


def _asked(
    look: Look, address: str, *, in_full: bool, repeats: Capture | None, by: Person, at: datetime
) -> Capture:
    page_view.check_goes_on(look, recognise(address), at=at)
    looks.mark_kept(look, by=by, at=at)
    row = Capture(
        reference=next_reference(REGISTER),
        origin=Origin.TAKEN,
        look=look,
        repeats=repeats,
        in_full=in_full,
        asked_by=by,
        asked_at=at,
    )
    envelope.put(row, {"address": address})
    row.save(force_insert=True)
    told: dict[str, Fact] = {"look_reference": look.reference, "in_full": in_full, "asked_at": at}
    told["repeats"] = repeats.reference if repeats else None
    record_row(ASKED, row, by=by, at=at, **told)
    return row


def _stop_asked(row: Capture, *, by: Person, at: datetime) -> Capture:
    if row.stop_asked_at is not None:
        return row
    row.stop_asked_at = at
    row.save(update_fields=["stop_asked_at"])
    record_row(STOP_ASKED, row, by=by, at=at, stop_asked_at=at)
    return row


def _check_look(look: Look, *, at: datetime) -> None:
    """A capture after the sitting is a new look; and none is taken once what the look rests on has ended."""
    if look.state != LookState.OPEN:
        raise WrongState(
            _(
                "You cannot capture a page from this look: the look is closed. Open a new look and capture the page there."
            )
        )
    under_way = look.captures.filter(state__in=UNDER_WAY).count()
    if under_way >= AT_ONCE:
        raise WrongState(
            _(
                "You cannot ask for another capture: this look already has captures under way ({count}). Wait for a capture to end, or stop one."
            ).format(count=under_way)
        )
    tried = _("You cannot capture a page from this look")
    whole = look.subject.investigation if look.subject else look.investigation
    check_goes_on(whole.state if whole else None, tried=tried)
    check_papers(Activity.CAPTURE, look.service_id, on=london_day(at), tried=tried)
    if look.subject is not None:
        locked(look.subject)  # the end of what it rests on holds it
    check_basis(look, at=at)
    check_can_keep(look)
