"""A first look at an address of which nothing is prepared: its subject, in an investigation, made ready in one act."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.investigations import account, investigation, subject
from watchbook.investigations.models import Account, Investigation, Subject, SubjectKind
from watchbook.investigations.permissions import may_change_investigation, may_open_investigation
from watchbook.investigations.queries import investigations_of
from watchbook.investigations.states import InvestigationState
from watchbook.looks.sitting import recognised
from watchbook.organisation.models import Person, Service


@dataclass(frozen=True)
class Whose:
    """Whose account an address names, and for which investigation; None for a new one of the service."""

    address: str
    kind: SubjectKind
    called: str
    why: str
    power: str
    title: str
    investigation: Investigation | None = None


@transaction.atomic
def prepare(whose: Whose, *, service: Service, by: Person, at: datetime) -> Subject:
    """The subject of an address: the one that the officer's open investigations have already, else a new one."""
    may_open_investigation(by, service)
    found = subject_with(whose.address, by=by)
    if found is not None:
        return found
    whole = whose.investigation or investigation.open(
        investigation.Particulars(title=whose.title, purpose=whose.why, power=whose.power),
        service=service,
        opened_on=london_day(at),
        by=by,
        at=at,
    )
    named = recognised(whose.address)
    handle = (named.account if named else None) or whose.address.strip()
    said = subject.Particulars(called=whose.called, handles=(handle,))
    people = 1 if whose.kind == SubjectKind.PERSON else None
    row = subject.add(whole, said, kind=whose.kind, people=people, by=by, at=at)
    if named and named.account:
        account.add(row, whose.address, by=by, at=at)
    return row


def subject_with(address: str, *, by: Person) -> Subject | None:
    """The subject with this account among the open investigations that this person works on."""
    named = recognised(address)
    if named is None or named.account is None:
        return None
    accounts = Account.objects.filter(pk__in=account.items_of(named.account), parted_at=None)
    theirs = investigations_of(by).filter(state=InvestigationState.OPEN)
    rows = Subject.objects.filter(accounts__in=accounts, investigation__in=theirs)
    subjects = rows.select_related("investigation__service").order_by("recorded_at")
    return next((row for row in subjects if can(may_change_investigation, by, row.investigation)), None)
