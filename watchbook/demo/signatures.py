"""What Harrowmere's people sign: each quarter's statements up to today, and “none is held” of what the council lacks."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _

from watchbook.audit_log.asked_once import asking_once
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.governance.documents.models import HeldKind
from watchbook.governance.none_held import none_held
from watchbook.governance.statements import statement
from watchbook.governance.statements.counts import held
from watchbook.governance.statements.models import Matter
from watchbook.governance.statements.queries import Seat, seats
from watchbook.governance.statements.rules import (
    ALL_RECORDED,
    NONE,
    MatterStatement,
    Quarter,
    last_whole_quarter,
    quarters_touching,
)
from watchbook.governance.statements.statement import Page
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.rules import DutyKind

SIGNED_AFTER = timedelta(days=9)
FIRST_ON = date(2024, 10, 1)
SAID_BY = {
    DutyKind.LINE_MANAGER: (Matter.LOOKS, Matter.TOOLS, Matter.METHODS, Matter.FORMS),
    DutyKind.INTERNAL_AUDITOR: (Matter.AUDITS,),
    DutyKind.RIPA_COORDINATOR: (Matter.AUTHORISATIONS, Matter.COVERT_PROFILES),
    DutyKind.SENIOR_RESPONSIBLE_OFFICER: (Matter.LETTERS, Matter.INSPECTIONS),
}
# Nobody signed for this one, so that the page of statements shows what that looks like.
FORGOTTEN = ("Licensing", date(2025, 4, 1))
LACKING = {
    HeldKind.GUIDANCE: "The procedure says what guidance would; none was written beside it.",
    HeldKind.CODE_OF_PRACTICE: "The Home Office’s codes are followed; the council has written none of its own.",
    HeldKind.PIA: "The data protection impact assessment took its place in 2018; no older one was kept.",
}


def sign_until(today: date) -> None:
    """Sign every quarter that is over, each a few days after its end or, if that is still to come, today."""
    for quarter in quarters_touching(FIRST_ON, last_whole_quarter(today).last_on):
        _sign_quarter(quarter, at=_morning(min(quarter.last_on + SIGNED_AFTER, today)))
    _sign_none_held(_morning(min(last_whole_quarter(today).last_on + SIGNED_AFTER, today)))


def _sign_quarter(quarter: Quarter, *, at: datetime) -> None:
    # What a signature is held to is what its page showed: no register changes while the quarter is signed.
    with recorded_as_if_at(at), asking_once():
        for seat in seats():
            if (seat.title, quarter.first_on) != FORGOTTEN:
                statement.sign(seat, quarter, _page(seat, quarter), by=_signer(seat), at=at)


def _sign_none_held(at: datetime) -> None:
    sro = Person.objects.get(duties__kind=DutyKind.SENIOR_RESPONSIBLE_OFFICER)
    with recorded_as_if_at(at):
        for kind, reason in LACKING.items():
            searched = _("The intranet and the document store")
            none_held.sign(kind=kind, searched=searched, reason=reason, by=sro, at=at)


def _page(seat: Seat, quarter: Quarter) -> Page:
    """What the registers hold is what is signed."""
    matters = SAID_BY[seat.duty]
    counts = held(matters, service=seat.service_id, first_on=quarter.first_on, last_on=quarter.last_on)
    said = {
        matter.value: MatterStatement(ALL_RECORDED, counts[matter.value])
        if counts.get(matter.value)
        else MatterStatement(NONE)
        for matter in matters
    }
    return Page(said=said, remarks="")


def _signer(seat: Seat) -> Person:
    duties = Duty.objects.filter(kind=seat.duty)
    if seat.service:
        duties = duties.filter(person__service=seat.service)
    return duties.select_related("person").earliest("recorded_at").person


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=UTC)
