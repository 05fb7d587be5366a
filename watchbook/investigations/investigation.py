"""Opening, amending, closing and reopening an investigation."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.investigations.models import Investigation, NeedToKnow
from watchbook.investigations.permissions import may_change_investigation, may_open_investigation
from watchbook.investigations.states import InvestigationState, check_move, check_open
from watchbook.keys import envelope
from watchbook.organisation.models import Person, Service

REGISTER = "INV"
SAID = ("title", "purpose", "power")
OPENED = Kind(
    "investigation.opened",
    fields=("reference", "service", "offence", "opened_on"),
    personal=SAID,
    says=gettext_lazy("The investigation was opened."),
)
AMENDED = Kind(
    "investigation.amended",
    fields=("reference", "offence"),
    personal=SAID,
    says=gettext_lazy("The details of the investigation were corrected."),
)
CLOSED = Kind(
    "investigation.closed",
    fields=("reference", "closed_on"),
    personal=("reason",),
    says=gettext_lazy("The investigation was closed."),
)
REOPENED = Kind(
    "investigation.reopened",
    fields=("reference",),
    personal=("reason",),
    says=gettext_lazy("The investigation was opened again."),
)


@dataclass(frozen=True)
class InvestigationParticulars:
    """What is said of an investigation: all of it in its envelope."""

    title: str
    purpose: str
    power: str


@transaction.atomic
def open(
    particulars: InvestigationParticulars,
    *,
    service: Service,
    offence: str = "",
    opened_on: date,
    by: Person,
    at: datetime,
) -> Investigation:
    """Open an investigation of one's service; whoever opens it is the first on its need-to-know list."""
    may_open_investigation(by, service)
    if opened_on > london_day(at):
        raise WrongState(
            _(
                "You cannot record this investigation: its opening date is in the future. Enter today’s date or an earlier one."
            )
        )
    row = Investigation(service=service, offence=offence, opened_on=opened_on, opened_by=by)
    row.reference = next_reference(REGISTER)
    envelope.put(row, _said(particulars))
    row.save(force_insert=True)
    NeedToKnow(investigation=row, person=by, added_by=by).save(force_insert=True)
    record_row(OPENED, row, by=by, at=at, offence=offence or None, **_said(particulars))
    return row


@transaction.atomic
def amend(
    investigation: Investigation,
    particulars: InvestigationParticulars,
    *,
    offence: str,
    by: Person,
    at: datetime,
) -> Investigation:
    """Say it better. What was said before stays in the event that said it."""
    row = locked(investigation)
    may_change_investigation(by, row)
    check_open(InvestigationState(row.state))
    row.offence = offence
    envelope.put(row, _said(particulars))
    row.save(update_fields=["offence", "envelope"])
    record_row(AMENDED, row, by=by, at=at, offence=offence or None, **_said(particulars))
    return row


@transaction.atomic
def close(investigation: Investigation, *, reason: str, by: Person, at: datetime) -> Investigation:
    """Nothing more is looked at for it."""
    row = locked(investigation)
    may_change_investigation(by, row)
    check_move(InvestigationState(row.state), to=InvestigationState.CLOSED)
    row.state, row.closed_on = InvestigationState.CLOSED, london_day(at)
    row.save(update_fields=["state", "closed_on"])
    record_row(CLOSED, row, by=by, at=at, reason=reason.strip())
    return row


@transaction.atomic
def reopen(investigation: Investigation, *, reason: str, by: Person, at: datetime) -> Investigation:
    """It goes on after all."""
    row = locked(investigation)
    may_change_investigation(by, row)
    check_move(InvestigationState(row.state), to=InvestigationState.OPEN)
    row.state, row.closed_on = InvestigationState.OPEN, None
    row.save(update_fields=["state", "closed_on"])
    record_row(REOPENED, row, by=by, at=at, reason=reason.strip())
    return row


def particulars_of(investigation: Investigation) -> InvestigationParticulars:
    """What is said of it, out of its envelope."""
    return InvestigationParticulars(**envelope.opened(investigation))


def _said(particulars: InvestigationParticulars) -> dict[str, str]:
    return {name: str(words).strip() for name, words in asdict(particulars).items()}
