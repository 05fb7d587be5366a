"""Tell who has an application, for its applicant and for the co-ordinator who checked it."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_check_applications
from watchbook.authorisations.queries import waiting
from watchbook.authorisations.states import AuthorisationState
from watchbook.home.authorisation_words import matter_of
from watchbook.home.waiting import Lists, Matters, WaitingMatter, first_of, in_lines
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.asked_together import Wants
from watchbook.register.written import written


def _investigators(person: Person) -> None:
    require_duty(person, DutyKind.INVESTIGATOR, to=_("apply"))


@written
def _sent(person: Person, _on: date) -> QuerySet[Authorisation]:
    return first_of(waiting.with_others(person))


@written
def _checked(person: Person, _on: date) -> QuerySet[Authorisation]:
    return first_of(waiting.checked(person).select_related("applicant"))


def _of_applicant(person: Person, on: date) -> Matters:
    """Tell an applicant who has what they sent: the co-ordinator, or who decides."""
    rows = _sent(person, on)
    yield Wants(rows)
    yield from in_lines(rows, _line, others=_("applications that you sent"), page="")


def _of_co_ordinator(person: Person, on: date) -> Matters:
    """Tell the co-ordinator who has what they checked: who decides, or the applicant to whom it was returned."""
    rows = _checked(person, on)
    yield Wants(rows)
    yield from in_lines(rows, _line, others=_("applications that you checked"), page="")


def _line(row: Authorisation) -> WaitingMatter:
    who, to_do = _holder(row)
    return matter_of(row, to_do, since=row.submitted_at, waits_for=who)


def _holder(row: Authorisation) -> tuple[str, str]:
    if row.state == AuthorisationState.RETURNED and row.applicant:
        return row.applicant.name, _("correct the application and send it again")
    if row.state == AuthorisationState.SUBMITTED:
        return str(TITLES[DutyKind.RIPA_COORDINATOR]), _("check the application")
    is_for_head = row.is_confidential or row.source_is_vulnerable
    duty = DutyKind.HEAD_OF_PAID_SERVICE if is_for_head else DutyKind.AUTHORISING_OFFICER
    return str(TITLES[duty]), _("decide on the application")


LISTS: Lists = ((_investigators, _of_applicant), (may_check_applications, _of_co_ordinator))
