"""Looks: recorded after they were made, which is never refused; imported; closed in four facts; marked as kept; read."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, can, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.investigations.account import index_entries, items_named
from watchbook.investigations.account_address import recognised
from watchbook.investigations.together import counts_as, together_under, together_with
from watchbook.investigations.whose_page import is_own_page
from watchbook.keys import envelope
from watchbook.keys.models import BlindIndexEntry
from watchbook.looks import opening
from watchbook.looks.first_look import account_at, subject_with
from watchbook.looks.keeping import is_beyond_signature
from watchbook.looks.made_basis import rested_on
from watchbook.looks.models import About, Basis, Look, LookOrigin
from watchbook.looks.namesakes import TooManyWords, namesakes
from watchbook.looks.opening import FACTS, LEVELS, Answers
from watchbook.looks.permissions import (
    may_go_on_with_look,
    may_import_looks_of,
    may_look_at,
    may_read_look,
    may_record_look,
)
from watchbook.looks.queries.counts import begun_by
from watchbook.looks.rules.assessed import AUTHORISATIONS
from watchbook.looks.rules.drift import Level, LookLimits, thresholds
from watchbook.looks.sitting import (
    REGISTER,
    UNKNOWN_PLATFORM,
    Closing,
    MadeLook,
    Sitting,
    is_about_somebody,
    row_of,
    total_of,
    words_of,
)
from watchbook.looks.sitting_check import is_somebodys
from watchbook.looks.states import LookState, check_move
from watchbook.organisation.models import Person, Service
from watchbook.register import register_total
from watchbook.triage.binding import binding_among
from watchbook.web.wording import day

MADE = Kind(
    "look.made_recorded",
    fields=FACTS,
    says=gettext_lazy("The look was recorded after it was made."),
    choices=LEVELS,
)
IMPORTED = Kind(
    "look.imported",
    fields=FACTS,
    says=gettext_lazy("The look was imported from an earlier log."),
    choices=LEVELS,
)
CLOSED = Kind(
    "look.closed",
    fields=("reference", "result", "collateral", "pages", "did_more", "closed_at"),
    says=gettext_lazy("The look was closed."),
)
READ = Kind("look.read", fields=("reference",), says=gettext_lazy("The look was read."))
KEPT = Kind(
    "look.marked_kept",
    fields=("reference", "level", "kept_at"),
    says=gettext_lazy("An officer recorded that they had kept something from the look."),
    choices=LEVELS,
)


@dataclass(frozen=True)
class EarlierLook:
    """A look of a log that was kept before, as that log has it."""

    looked_at: datetime
    service: Service
    officer: str
    address: str
    about: str
    purpose: str
    manner: str
    result: str
    seen: str


@transaction.atomic
def record_made(made: MadeLook, *, by: Person, at: datetime) -> Look:
    """Record a look that was made. It is never refused: without a basis it is marked so, and the supervisor is told."""
    may_record_look(by)
    opened_at = min(made.looked_at, at)
    sitting = _owned(made.sitting, by=by)
    closing = made.closing
    met = rested_on(made, sitting, service=by.service_id, at=opened_at)
    row = row_of(
        sitting,
        reference=next_reference(REGISTER),
        by=by,
        opened_at=opened_at,
        state=LookState.CLOSED,
        closed_at=opened_at,  # a late entry postpones no deletion
        result=closing.result,
        collateral=closing.collateral,
        did_more=closing.did_more,
        **met.columns,
    )
    envelope.put(
        row, words_of(sitting, facts=met.facts) | {"seen": closing.seen.strip(), "next": closing.next.strip()}
    )
    row.save(force_insert=True)
    for entry in _entries_under(row, sitting.address):
        entry.save(force_insert=True)
    register_total.add(total_of(row), by=by, at=at)
    record_row(MADE, row, by=by, at=at, kind=row.about, looked_at=row.subject_id)
    if met.asks_for_more is not None and sitting.subject is not None:
        _bind(Answers(sitting.subject, met.facts, met.asks_for_more), by=by, at=at)
    return row


@transaction.atomic
def bring_in(told: EarlierLook, *, by: Person, at: datetime) -> Look:
    """Import a look of an earlier log: marked so, counted, and never as recorded at the time."""
    may_import_looks_of(by, told.service)
    if told.looked_at > at:
        raise WrongState(
            _("You cannot import this look: its date is in the future. Correct the date of the look.")
        )
    _check_earlier(told)
    row = _row_of_earlier(told, reference=next_reference(REGISTER), by=by)
    addresses = [told.address.strip()] if told.address.strip() else []
    said = {
        "addresses": addresses,
        "why": "",
        "facts": {},
        "why_not": "",
        "seen": told.seen.strip(),
        "next": "",
    }
    envelope.put(row, said | {"officer": told.officer.strip()})
    row.save(force_insert=True)
    for entry in _entries_under(row, told.address):
        entry.save(force_insert=True)
    register_total.add(total_of(row), by=by, at=at)
    record_row(IMPORTED, row, by=by, at=at, kind=row.about, looked_at=row.subject_id)
    return row


def _check_earlier(told: EarlierLook) -> None:
    """Refuse a look of the time since its service records looks here: an import asks nobody for the look's basis."""
    begun = begun_by(told.service.id)
    if begun is not None and london_day(told.looked_at) > begun:
        why = _(
            "Since {day}, {service} has recorded its looks in Watchbook. You can import only looks made on or before that date, because an import does not ask for "
            "the basis of a look. Ask the officer who made the look to record it in Watchbook."
        )
        raise WrongState(
            cannot(_("You cannot import this look"), why.format(service=told.service.name, day=day(begun)))
        )


@transaction.atomic
def close(look: Look, closing: Closing, *, by: Person, at: datetime) -> Look:
    """Close a look in four facts; the system knows the rest (docs/law/registers.md#the-look-log). Nothing found is a result."""
    row = locked(look, "subject__investigation", "investigation")
    may_go_on_with_look(by, row)
    check_move(LookState(row.state), to=LookState.CLOSED)
    row.state, row.closed_at = LookState.CLOSED, at
    row.result, row.collateral, row.did_more = closing.result, closing.collateral, closing.did_more
    envelope.put(row, envelope.opened(row) | {"seen": closing.seen.strip(), "next": closing.next.strip()})
    row.save(update_fields=["state", "closed_at", "result", "collateral", "did_more", "envelope"])
    record_row(CLOSED, row, by=by, at=at)
    return row


@transaction.atomic
def mark_kept(look: Look, *, what: str = "", by: Person, at: datetime) -> Look:
    """Something seen in it was kept (F4). Without an authorisation that makes a subject whose looks are limited amber at once.

    So does what goes beyond a signed re-triage. `what` says what, and where it is kept; of a capture the record knows both.
    """
    row = locked(look, "subject__investigation", "investigation")
    may_go_on_with_look(by, row)
    if row.kept_at is not None:
        return row
    row.kept_at = at
    if _asks_again(row, by_law=thresholds(on=london_day(at))) or is_beyond_signature(row):
        row.level = Level.AMBER
    envelope.put(row, envelope.opened(row) | {"kept": what.strip()})
    row.save(update_fields=["kept_at", "level", "envelope"])
    record_row(KEPT, row, by=by, at=at)
    return row


@transaction.atomic
def read(look: Look, *, by: Person, at: datetime) -> dict[str, Any]:
    """What a look's envelope holds; that somebody else than its officer read it is recorded first."""
    may_read_look(by, look)
    if look.opened_by_id != by.id:
        record_row(READ, look, by=by, at=at)
    return envelope.opened(look)


def _row_of_earlier(told: EarlierLook, *, reference: str, by: Any) -> Look:
    """The row of an imported look: closed, attested by nobody, on nothing but the log; with the assessment that it passed over, if any."""
    found = recognised(told.address)
    whole = together_under(items_named(found)) if found else None
    bound = binding_among(whole, service=told.service.id, at=told.looked_at) if whole else None
    return Look(
        assessment_id=bound.assessment.id if bound and bound.binds else None,
        reference=reference,
        state=LookState.CLOSED,
        way=LookOrigin.IMPORTED,
        about=told.about,
        service=told.service,
        platform=found.platform if found else UNKNOWN_PLATFORM,
        purpose=told.purpose,
        manner=told.manner,
        basis=Basis.IMPORTED,
        attested=False,
        opened_by=by,
        opened_at=told.looked_at,
        closed_at=told.looked_at,
        result=told.result,
    )


def _asks_again(row: Look, *, by_law: LookLimits) -> bool:
    """Whether what was kept makes the subject amber: of one whose looks are not limited it does not."""
    if row.subject is None or row.basis in AUTHORISATIONS or row.level != Level.NONE:
        return False
    kind = counts_as(row.subject, whole=together_with(row.subject))
    return by_law.is_kept_amber and kind in by_law.subject_kinds


def _owned(sitting: Sitting, *, by: Person) -> Sitting:
    """Return what is told, with the officer's own subject: the one that was chosen, else the one whose address it is, else none."""
    told = replace(sitting, way=LookOrigin.AFTERWARDS)
    is_own = told.about == About.OWN_PAGE and is_own_page(told.address)
    is_somebody = told.about == About.OWN_PAGE or is_somebodys(told) or is_about_somebody(told.purpose)
    is_somebody = is_somebody or _may_be_on_record(told.address, service=by.service_id)
    if told.about != About.SUBJECT and not is_own and is_somebody:
        told = replace(told, about=About.SUBJECT)  # somebody's, whatever it is called
    if told.subject is not None and can(may_look_at, by, told.subject):
        return told
    is_for_subject = told.about == About.SUBJECT and told.address.strip()
    found = subject_with(told.address, by=by) if is_for_subject else None
    return replace(told, subject=found, account=account_at(found, told.address) if found else None)


def _may_be_on_record(address: str, *, service: UUID | None) -> bool:
    """Whether an address may be of somebody on record; one that is not read to its end may be anybody's."""
    try:
        return bool(namesakes(None, address, service=service))
    except TooManyWords:
        return True


def _bind(said: Answers, *, by: Person, at: datetime) -> None:
    """Keep the answers of a look that was made, so that they bind the next; it is recorded even where they cannot be kept."""
    with suppress(WrongState):  # the investigation is closed, or a question was left out
        opening.keep(said, by=by, at=at)


def _entries_under(row: Look, address: str) -> list[BlindIndexEntry]:
    """A look without a subject is counted by its account, where its address names one."""
    found = recognised(address) if row.about == About.SUBJECT and row.subject_id is None else None
    return index_entries(row.id, *found.names) if found else []
