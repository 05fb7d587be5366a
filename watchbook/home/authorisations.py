"""What waits for a person about authorisations: to check, to decide, to mend, to take to court, to review, renew or cancel."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_check_applications
from watchbook.authorisations.queries import waiting
from watchbook.authorisations.queries.sources import openings_at
from watchbook.authorisations.rules.reminders import Task
from watchbook.authorisations.states import ReportStep
from watchbook.home.waiting import Gather, Lists, Matters, WaitingMatter, matter
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind

TO_DO: dict[Task, Promise] = {
    Task.CANCEL_LAPSED: gettext_lazy("cancel it: it ran out and nobody did"),
    Task.BARRED_BY_REVIEW: gettext_lazy("review it: nothing new may be looked at before"),
    Task.OVERDUE_REVIEW: gettext_lazy("review it: overdue"),
    Task.REVIEW: gettext_lazy("review it"),
    Task.BOOK_COURT: gettext_lazy("renew it, with a hearing, or cancel it"),
    Task.DECIDE_RENEWAL: gettext_lazy("decide on its renewal, or cancel it"),
    Task.PREPARE_RENEWAL: gettext_lazy("prepare its renewal or its cancellation"),
}

TO_REPORT: dict[Task, Promise] = {
    Task.CANCEL_LAPSED: gettext_lazy("report for its cancellation: it ran out and nobody cancelled it"),
    Task.BARRED_BY_REVIEW: gettext_lazy("report for its review: nothing new may be looked at before"),
    Task.OVERDUE_REVIEW: gettext_lazy("report for its review: overdue"),
    Task.REVIEW: gettext_lazy("report for its review"),
    **dict.fromkeys(
        (Task.BOOK_COURT, Task.DECIDE_RENEWAL, Task.PREPARE_RENEWAL),
        gettext_lazy("apply for its renewal, or report for its cancellation"),
    ),
}
TO_DECIDE = {
    ReportStep.REVIEW: gettext_lazy("review it: the applicant’s report has come"),
    ReportStep.RENEWAL: gettext_lazy("decide on its renewal: the applicant’s report has come"),
    ReportStep.CANCELLATION: gettext_lazy("cancel it: the applicant’s report has come"),
}


def _officers(person: Person) -> None:
    kinds = (DutyKind.AUTHORISING_OFFICER, DutyKind.HEAD_OF_PAID_SERVICE)
    require_duty(person, *kinds, to=_("decide on applications"))


def _investigators(person: Person) -> None:
    require_duty(person, DutyKind.INVESTIGATOR, to=_("apply"))


def _inspectors(person: Person) -> None:
    require_duty(person, DutyKind.INSPECTOR, to=_("read the records that an officer opened to you"))


def _sro(person: Person) -> None:
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("see what lapsed"))


def _rows(gather: Callable[[Person], Iterable[Authorisation]], to_do: Promise) -> Gather:
    """The list of the authorisations that a query finds for a person, each with the same thing to do."""
    return lambda person, _on: (_matter(row, to_do) for row in gather(person))


def _reported(person: Person, _on: date) -> Iterator[WaitingMatter]:
    """The reports on which an officer is to decide."""
    for one in waiting.to_decide_on_report(person):
        yield _matter(one.authorisation, TO_DECIDE[ReportStep(one.step)])


def _due(
    gather: Callable[[Person, date], Iterable[waiting.DueAuthorisation]],
    to_do: Mapping[Task, Promise] = TO_DO,
) -> Gather:
    """The list of what is due about authorisations, each by its own day."""
    return lambda person, on: (
        _matter(one.authorisation, to_do[one.reminder.task], by=one.reminder.due_on)
        for one in gather(person, on)
    )


def _matter(row: Authorisation, to_do: Promise, *, by: date | None = None) -> WaitingMatter:
    what = _("{kind} {reference}").format(kind=capfirst(row.get_kind_display()), reference=row.reference)
    return matter(what, to_do, "authorisations:authorisation", row.reference, by=by)


def _decided(person: Person, on: date) -> Iterable[waiting.DueAuthorisation]:
    return waiting.due_about(waiting.in_effect().filter(decided_by=person), today=on)


def _opened(person: Person, _on: date) -> Matters:
    """The records of sources that an officer opened to this inspector, each until its last day."""
    for one in openings_at(timezone.now()).filter(inspector=person):
        reference = one.authorisation.reference
        what = _("The records of the source of {reference} are open to you").format(reference=reference)
        until = london_day(one.until_at) - timedelta(days=1)
        yield matter(what, _("read them"), "authorisations:source_records", reference, by=until)


def _applied(person: Person, on: date) -> Iterable[waiting.DueAuthorisation]:
    return waiting.due_about(waiting.in_effect().filter(applicant=person), today=on)


LISTS: Lists = (
    (may_check_applications, _rows(waiting.to_check, gettext_lazy("check the application"))),
    (_officers, _rows(waiting.to_decide, gettext_lazy("decide on the application"))),
    (_officers, _reported),
    (_officers, _due(_decided)),
    (_investigators, _rows(waiting.to_mend, gettext_lazy("mend the application: it was returned"))),
    (
        _investigators,
        _rows(waiting.to_take_to_court, gettext_lazy("take it to the court: it has no effect before")),
    ),
    (_investigators, _due(_applied, TO_REPORT)),
    (_inspectors, _opened),
    (_sro, _due(lambda _person, on: waiting.lapses(today=on))),
)
