"""What waits for whom: applications to check or decide, courts to ask, reviews and ends that come near, lapses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Least, TruncDate

from watchbook.authorisations.models import ApplicantReport, Authorisation, Renewal
from watchbook.authorisations.rules.reminders import Reminder, Running, Task, longest_notice, reminders
from watchbook.authorisations.states import AuthorisationKind, AuthorisationState, CourtOutcome, ReportStep
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import duties_of, in_force_on
from watchbook.organisation.queries import today as day_now
from watchbook.organisation.rules import DutyKind

# Only the head of paid service may grant these. How old a source is lies in its envelope: any source may be one.
HEAD_DECIDES = Q(is_confidential=True) | Q(source_is_vulnerable=True) | Q(kind=AuthorisationKind.CHIS)
REPORTED_ON = (AuthorisationState.GRANTED, AuthorisationState.EFFECTIVE)


@dataclass(frozen=True)
class DueAuthorisation:
    """An authorisation and what is due about it."""

    authorisation: Authorisation
    reminder: Reminder


def to_check(person: Person) -> QuerySet[Authorisation]:
    """Applications that wait for the co-ordinator; never one's own."""
    return _at(AuthorisationState.SUBMITTED).exclude(applicant=person)


def to_decide(person: Person) -> QuerySet[Authorisation]:
    """Applications that wait for an officer; never one's own. The head of paid service has those kept for the head, and those that no other officer may decide."""
    rows, on = _at(AuthorisationState.PASSED).exclude(applicant=person), day_now()
    if DutyKind.AUTHORISING_OFFICER in duties_of(person, on=on):
        return rows
    officers = Duty.objects.filter(in_force_on(on), kind=DutyKind.AUTHORISING_OFFICER)
    return rows.filter(HEAD_DECIDES | ~Exists(officers.exclude(person=OuterRef("applicant"))))


def to_mend(person: Person) -> QuerySet[Authorisation]:
    """One's own that were returned."""
    return _at(AuthorisationState.RETURNED).filter(applicant=person)


def with_others(person: Person) -> QuerySet[Authorisation]:
    """One's own that the co-ordinator checks or an officer decides on."""
    sent = (AuthorisationState.SUBMITTED, AuthorisationState.PASSED)
    return Authorisation.objects.filter(state__in=sent, applicant=person).order_by("submitted_at")


def checked(person: Person) -> QuerySet[Authorisation]:
    """Find those of others that the co-ordinator passed to an officer or returned to the applicant."""
    states = (AuthorisationState.PASSED, AuthorisationState.RETURNED)
    return Authorisation.objects.filter(state__in=states).exclude(applicant=person).order_by("submitted_at")


def to_take_to_court(person: Person) -> QuerySet[Authorisation]:
    """One's own that are granted and without effect until a court approves."""
    return _granted().filter(applicant=person)


def at_court(person: Person) -> QuerySet[Authorisation]:
    """Find those of others that are granted and wait for the court's order, which the co-ordinator may record."""
    return _granted().exclude(applicant=person).exclude(decided_by=person)


def granted_by(person: Person) -> QuerySet[Authorisation]:
    """Find those that an officer granted and that wait for the court's order."""
    return _granted().filter(decided_by=person)


def renewals_at_court(person: Person) -> QuerySet[Authorisation]:
    """Find those of others of which the renewal is granted and waits for the court's order, the next to end first."""
    waits = Q(is_renewal_granted=True, needs_court=True)
    return (
        running(in_effect())
        .filter(waits)
        .exclude(applicant=person)
        .exclude(decided_by=person)
        .order_by("ends_on", "reference")
    )


def _granted() -> QuerySet[Authorisation]:
    return _at(AuthorisationState.GRANTED).order_by("decided_at", "reference")


def undecided() -> QuerySet[ApplicantReport]:
    """The newest report of each step of an authorisation where no officer has decided on it, the oldest first."""
    newer = ApplicantReport.objects.filter(
        authorisation=OuterRef("authorisation"), step=OuterRef("step"), at__gt=OuterRef("at")
    )
    none = dict.fromkeys(ReportStep.values)  # a report leads to the decision of its own step alone
    rows = ApplicantReport.objects.filter(~Exists(newer), authorisation__state__in=REPORTED_ON, **none)
    return rows.select_related("authorisation").order_by("at")


def undecided_by(person: Person) -> QuerySet[ApplicantReport]:
    """Return those on which an officer may decide: never their own, nor about their own application."""
    return undecided().exclude(by=person).exclude(authorisation__applicant=person)


def due_about(rows: QuerySet[Authorisation], *, today: date) -> list[DueAuthorisation]:
    """What is due about those that took effect, the gravest first. One query; the same day gives the same."""
    return due_of(running(rows), today=today)


def running(rows: QuerySet[Authorisation]) -> QuerySet[Authorisation]:
    """Return those that took effect and end one day, with what reminders must know of each."""
    running = rows.filter(state=AuthorisationState.EFFECTIVE, ends_on__isnull=False)
    return running.annotate(is_renewal_granted=_is_renewal_granted())


def near(rows: QuerySet[Authorisation], *, today: date) -> QuerySet[Authorisation]:
    """Return those of these that ask something by now, or soon, the next due first."""
    last = today + longest_notice(on=today)
    asks = Q(ends_on__lte=last) | Q(review_due_on__lte=last) | Q(is_renewal_granted=True)
    return running(rows).filter(asks).order_by(Least("review_due_on", "ends_on"), "reference")


def overdue(rows: QuerySet[Authorisation], *, today: date) -> QuerySet[Authorisation]:
    """Return those of these that have lapsed, or whose review is overdue, the longest overdue first."""
    return near(rows, today=today).filter(Q(ends_on__lt=today) | Q(review_due_on__lt=today))


def due_of(rows: Iterable[Authorisation], *, today: date) -> list[DueAuthorisation]:
    """Tell what is due about `running` ones, the gravest first. No query; the same day gives the same."""
    found = [due for row in rows for due in _of(row, today=today)]
    order = list(Task)
    return sorted(found, key=lambda due: (order.index(due.reminder.task), due.reminder.due_on))


def _is_renewal_granted() -> Exists:
    """Whether the next renewal of an authorisation of the outer query was granted, and no court has decided on it."""
    number = OuterRef("times_renewed") + 1
    granted = Renewal.objects.filter(authorisation=OuterRef("pk"), number=number, is_granted=True)
    return Exists(granted.exclude(hearings__outcome__in=[CourtOutcome.REFUSED, CourtOutcome.QUASHED]))


def in_effect() -> QuerySet[Authorisation]:
    """Those that took effect and are not cancelled; what had ended before it was imported asks nothing of anybody."""
    had_ended = Q(is_imported=True, ends_on__lt=TruncDate("recorded_at"))
    return _at(AuthorisationState.EFFECTIVE).exclude(had_ended)


def lapses(*, today: date) -> list[DueAuthorisation]:
    """Those that ran out and that nobody cancelled. One query."""
    return [due for due in due_about(in_effect(), today=today) if due.reminder.task is Task.CANCEL_LAPSED]


def _of(row: Authorisation, *, today: date) -> Iterator[DueAuthorisation]:
    if row.ends_on is None:
        return
    facts = Running(
        nation=row.nation,
        ends_on=row.ends_on,
        review_due_on=row.review_due_on or row.ends_on,
        needs_court=bool(row.needs_court),
        is_renewal_granted=getattr(row, "is_renewal_granted", False),
    )
    for reminder in reminders(facts, today=today):
        yield DueAuthorisation(row, reminder)


def _at(state: AuthorisationState) -> QuerySet[Authorisation]:
    return Authorisation.objects.filter(state=state).order_by("recorded_at")
