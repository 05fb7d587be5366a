"""Looks: opened before, which may be refused; recorded after, which never is; closed in four facts; marked as kept."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record
from watchbook.audit_log.reference import next_reference
from watchbook.authorisations import covert_profile
from watchbook.investigations.models import Subject
from watchbook.investigations.states import InvestigationState, check_open
from watchbook.keys import envelope
from watchbook.looks import re_triage
from watchbook.looks.models import About, AccountUsed, Look
from watchbook.looks.opening import NotOpened, columns_of, met_by
from watchbook.looks.permissions import (
    may_go_on_with_look,
    may_import_looks_of,
    may_look_at,
    may_open_looks,
    may_read_look,
    may_record_look,
)
from watchbook.looks.recording import entries_under, owned, rested_on
from watchbook.looks.rules.drift import Level, thresholds
from watchbook.looks.rules.opening import AUTHORISATIONS
from watchbook.looks.sitting import (
    FACTS,
    REGISTER,
    Ask,
    Closing,
    Earlier,
    Made,
    row_of,
    row_of_earlier,
    told_of,
    total_of,
    words_of,
)
from watchbook.looks.states import LookState, check_move
from watchbook.organisation.models import Person
from watchbook.register import register_total
from watchbook.triage.facts import YES

OPENED = Kind("look.opened", fields=FACTS, says=gettext_lazy("The look was opened."))
MADE = Kind("look.made_recorded", fields=FACTS, says=gettext_lazy("The look was recorded after it was made."))
IMPORTED = Kind(
    "look.imported", fields=FACTS, says=gettext_lazy("The look was imported from an earlier log.")
)
REFUSED = Kind(
    "look.refused",
    fields=("looked_at", "outcomes", "level", "prior_looks", "unmet"),
    says=gettext_lazy("A look at the subject was not opened, and the way forward was shown."),
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
    says=gettext_lazy("It was noted that something seen in the look was kept."),
)


@transaction.atomic
def open(ask: Ask, *, by: Person, at: datetime) -> Look:
    """Open a look, if the law as at the day lets it: else NotOpened, with every reason and the way forward."""
    if ask.subject is not None:
        may_look_at(by, ask.subject)
        check_open(InvestigationState(ask.subject.investigation.state))
    else:
        may_open_looks(by)
    _check(ask, by=by, at=at)
    met = met_by(ask, at=at)
    if not met.opening.ruling.is_allowed:
        raise NotOpened(met)
    row = row_of(ask, reference=next_reference(REGISTER), by=by, opened_at=at, **columns_of(met))
    envelope.put(row, words_of(ask))
    row.save(force_insert=True)
    if met.re_triage is not None:
        re_triage.use(met.re_triage, look=row, by=by, at=at)
    register_total.add(total_of(row), by=by, at=at)
    record(OPENED, subject=row, by=by, at=at, **told_of(row))
    return row


@transaction.atomic
def record_made(made: Made, *, by: Person, at: datetime) -> Look:
    """Record a look that was made. It is never refused: without a basis it is marked so, and the supervisor is told."""
    may_record_look(by)
    opened_at = min(made.looked_at, at)
    ask = owned(made.ask, can(may_look_at, by, made.ask.subject) if made.ask.subject else False)
    closing = made.closing
    row = row_of(
        ask,
        reference=next_reference(REGISTER),
        by=by,
        opened_at=opened_at,
        state=LookState.CLOSED,
        closed_at=at,
        result=closing.result,
        collateral=closing.collateral,
        did_more=closing.did_more,
        **rested_on(made, ask, service=by.service_id, at=opened_at),
    )
    envelope.put(row, words_of(ask) | {"seen": closing.seen.strip(), "next": closing.next.strip()})
    row.save(force_insert=True)
    for entry in entries_under(row, ask.address):
        entry.save(force_insert=True)
    register_total.add(total_of(row), by=by, at=at)
    record(MADE, subject=row, by=by, at=at, **told_of(row))
    return row


@transaction.atomic
def bring_in(told: Earlier, *, by: Person, at: datetime) -> Look:
    """Import a look of an earlier log: marked so, counted, and never as recorded at the time."""
    may_import_looks_of(by, told.service)
    if told.looked_at > at:
        raise WrongState(_("You cannot record this look: its date is in the future."))
    row = row_of_earlier(told, reference=next_reference(REGISTER), by=by, closed_at=at)
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
    for entry in entries_under(row, told.address):
        entry.save(force_insert=True)
    register_total.add(total_of(row), by=by, at=at)
    record(IMPORTED, subject=row, by=by, at=at, **told_of(row))
    return row


@transaction.atomic
def refuse(subject: Subject, refusal: NotOpened, *, by: Person, at: datetime) -> None:
    """Record that a look was not opened: every warning and its answer is itself a record."""
    may_look_at(by, subject)
    record(
        REFUSED,
        subject=subject,
        by=by,
        at=at,
        looked_at=subject.id,
        outcomes=list(refusal.met.assessed.outcomes),
        level=str(refusal.met.level),
        prior_looks=refusal.met.prior_looks,
        unmet=[reason.provision for reason in refusal.met.opening.ruling.unmet],
    )


@transaction.atomic
def close(look: Look, closing: Closing, *, by: Person, at: datetime) -> Look:
    """Close a look in four facts; the system knows the rest (LAW §10.3). Nothing found is a result."""
    row = locked(look, "subject__investigation", "investigation")
    may_go_on_with_look(by, row)
    check_move(LookState(row.state), to=LookState.CLOSED)
    row.state, row.closed_at = LookState.CLOSED, at
    row.result, row.collateral, row.did_more = closing.result, closing.collateral, closing.did_more
    envelope.put(row, envelope.opened(row) | {"seen": closing.seen.strip(), "next": closing.next.strip()})
    row.save(update_fields=["state", "closed_at", "result", "collateral", "did_more", "envelope"])
    record(
        CLOSED,
        subject=row,
        by=by,
        at=at,
        reference=row.reference,
        result=row.result,
        collateral=row.collateral,
        pages=row.pages,
        did_more=row.did_more,
        closed_at=at,
    )
    return row


@transaction.atomic
def mark_kept(look: Look, *, by: Person, at: datetime) -> Look:
    """Something seen in it was kept (F4). Without an authorisation that makes the subject amber at once."""
    row = locked(look, "subject__investigation", "investigation")
    may_go_on_with_look(by, row)
    if row.kept_at is not None:
        return row
    row.kept_at = at
    if thresholds(on=london_day(at)).is_kept_amber and _asks_again(row):
        row.level = Level.AMBER
    row.save(update_fields=["kept_at", "level"])
    record(KEPT, subject=row, by=by, at=at, reference=row.reference, level=str(row.level), kept_at=at)
    return row


@transaction.atomic
def read(look: Look, *, by: Person, at: datetime) -> dict[str, Any]:
    """What a look's envelope holds; that somebody else than its officer read it is recorded first."""
    may_read_look(by, look)
    if look.opened_by_id != by.id:
        record(READ, subject=look, by=by, at=at, reference=look.reference)
    return envelope.opened(look)


def _asks_again(row: Look) -> bool:
    return row.subject_id is not None and row.basis not in AUTHORISATIONS and row.level == Level.NONE


def _check(ask: Ask, *, by: Person, at: datetime) -> None:
    """What the form could not know: whose account, which profile, and that a purpose is said."""
    if not ask.why.strip():
        raise WrongState(_("You cannot open or record a look without saying in a few words why you look."))
    if (ask.about == About.SUBJECT) != (ask.subject is not None):
        raise WrongState(
            _(
                "You cannot open or record this look: a look is at a subject of an investigation, or at nobody in particular."
            )
        )
    if ask.account is not None and (ask.subject is None or ask.account.subject_id != ask.subject.id):
        raise WrongState(
            _(
                "You cannot open or record a look at this account: it is not one of the subject’s. Add it to the subject first."
            )
        )
    if ask.account is not None and ask.account.parted_at is not None:
        raise WrongState(
            _(
                "You cannot open or record a look at this account: it was removed from the subject. Choose one of its accounts."
            )
        )
    if (ask.account_used == AccountUsed.COVERT_PROFILE) != (ask.covert_profile is not None):
        raise WrongState(
            _(
                "You cannot open or record this look without saying which registered covert profile is used, or that none is."
            )
        )
    if ask.covert_profile is not None and ask.facts.get("covert") != YES:
        raise WrongState(
            _(
                "You cannot use a covert profile for an open look: it hides who looks. Answer the questions as covert."
            )
        )
    if ask.covert_profile is not None:
        service = ask.subject.investigation.service_id if ask.subject else by.service_id
        covert_profile.check_usable(ask.covert_profile, user=by, service=service, moment=at)
