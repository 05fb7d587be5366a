"""A first look at a pasted address: its subject made ready and the look opened in one; refused, only answers that bind stay."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_a_word
from watchbook.acting.refusals import WrongState
from watchbook.governance.processing.models import Activity
from watchbook.governance.processing.queries import check_papers
from watchbook.investigations import account, investigation, subject
from watchbook.investigations.account_address import recognised
from watchbook.investigations.investigation import InvestigationParticulars
from watchbook.investigations.models import Account, Investigation, Subject, SubjectKind
from watchbook.investigations.permissions import may_open_investigation
from watchbook.investigations.queries import worked_on_by
from watchbook.investigations.subject import HANDLE, SubjectParticulars
from watchbook.keys import blind_index
from watchbook.looks import opening
from watchbook.looks.models import Look
from watchbook.looks.opening import NotOpened
from watchbook.looks.permissions import may_open_looks
from watchbook.looks.sitting import Sitting
from watchbook.organisation.models import Person, Service
from watchbook.triage.models import Assessment


@dataclass(frozen=True)
class NewSubject:
    """The subject that an address names: whose account it is, and for which investigation; None for a new one of the service."""

    address: str
    kind: SubjectKind
    called: str
    why: str
    power: str
    title: str
    investigation: Investigation | None = None
    offence: str = ""


@transaction.atomic
def prepare(new: NewSubject, *, service: Service, by: Person, at: datetime) -> Subject:
    """The subject of an address: the one that the officer's open investigations have already, else a new one, if it can be told who."""
    may_open_investigation(by, service)
    found = subject_with(new.address, by=by)
    if found is not None:
        return found
    check_papers(Activity.LOOKS, service.id, on=london_day(at), tried=_("You cannot open this look"))
    named = recognised(new.address)
    if (named is None or named.account is None) and not has_a_word(new.called):
        raise WrongState(
            _(
                "You cannot open a look at this address without its account or the subject’s name. "
                "Enter one of the two, or ask the person who gave you the address."
            )
        )
    whole = new.investigation or investigation.open(
        InvestigationParticulars(title=new.title, purpose=new.why, power=new.power),
        service=service,
        offence=new.offence,
        opened_on=london_day(at),
        by=by,
        at=at,
    )
    handle = (named.page if named else "") or new.address.strip()
    said = SubjectParticulars(called=new.called, handles=(handle,))
    people = 1 if new.kind == SubjectKind.PERSON else None
    row = subject.add(whole, said, kind=new.kind, people=people, by=by, at=at)
    if named and named.account and account_at(row, new.address) is None:
        account.add(row, new.address, by=by, at=at)
    elif named and named.page and not row.accounts.exists():
        account.note_page(row, new.address, by=by, at=at)
    return row


@transaction.atomic
def open(
    new: NewSubject,
    said: Callable[[Subject, Account | None], Sitting],
    *,
    service: Service,
    by: Person,
    at: datetime,
) -> Look:
    """Prepare the subject of an address and open a look at it; where that is refused, no investigation was opened for it."""
    may_open_looks(by)
    one = prepare(new, service=service, by=by, at=at)
    return opening.open(said(one, account_at(one, new.address)), by=by, at=at)


@transaction.atomic
def refuse(
    new: NewSubject, refusal: NotOpened, *, service: Service, by: Person, at: datetime
) -> tuple[Subject, Assessment | None] | None:
    """Keep the subject of a refused first look whose answers ask for more than is there, so that they bind the next; else None."""
    may_open_looks(by)
    if refusal.appraisal.opening.has_what_triage_asks:
        return None
    one = prepare(new, service=service, by=by, at=at)
    return one, opening.refuse(one, refusal, by=by, at=at)


def subject_with(address: str, *, by: Person) -> Subject | None:
    """The subject with this account, or with this very address that names none, among the open investigations that somebody works on."""
    named = recognised(address)
    theirs = Q(accounts__in=account.entered_at(address))
    if named is None or named.account is None:
        page = named.page if named else ""
        theirs |= Q(pk__in=blind_index.found(page or address.strip(), kind=HANDLE))
    rows = Subject.objects.filter(theirs, investigation__in=worked_on_by(by))
    return rows.select_related("investigation__service").order_by("recorded_at").first()


def account_at(subject: Subject, address: str) -> Account | None:
    """The account of a subject that an address names; None where it names none of them."""
    return account.entered_at(address).filter(subject=subject).first()
