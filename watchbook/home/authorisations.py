"""What waits for a person about authorisations: to check, to decide, to mend, to take to court, to review, renew or cancel."""

from collections.abc import Callable, Iterable
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_check_applications
from watchbook.authorisations.queries import waiting
from watchbook.authorisations.rules.reminders import Task
from watchbook.home.waiting import WaitingMatter
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


def _officers(person: Person) -> None:
    require_duty(
        person,
        DutyKind.AUTHORISING_OFFICER,
        DutyKind.HEAD_OF_PAID_SERVICE,
        to=_("decide on applications"),
    )


def _investigators(person: Person) -> None:
    require_duty(person, DutyKind.INVESTIGATOR, to=_("apply"))


def _sro(person: Person) -> None:
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("see what lapsed"))


def _to_check(person: Person, _on: date) -> list[WaitingMatter]:
    return _told(waiting.to_check(person), to_do=_("check the application"))


def _to_decide(person: Person, _on: date) -> list[WaitingMatter]:
    return _told(waiting.to_decide(person), to_do=_("decide on the application"))


def _to_mend(person: Person, _on: date) -> list[WaitingMatter]:
    return _told(waiting.to_mend(person), to_do=_("mend the application: it was returned"))


def _to_court(person: Person, _on: date) -> list[WaitingMatter]:
    return _told(waiting.to_take_to_court(person), to_do=_("take it to the court: it has no effect before"))


def _decided(person: Person, on: date) -> list[WaitingMatter]:
    return _due(waiting.due_about(waiting.in_effect().filter(decided_by=person), today=on))


def _applied(person: Person, on: date) -> list[WaitingMatter]:
    return _due(waiting.due_about(waiting.in_effect().filter(applicant=person), today=on))


def _lapsed(_person: Person, on: date) -> list[WaitingMatter]:
    return _due(waiting.lapses(today=on))


def _told(rows: Iterable[Authorisation], *, to_do: str) -> list[WaitingMatter]:
    return [WaitingMatter(what=_what(row), to_do=to_do, href=_address(row)) for row in rows]


def _due(found: Iterable[waiting.DueAuthorisation]) -> list[WaitingMatter]:
    return [
        WaitingMatter(
            what=_what(one.authorisation),
            to_do=str(TO_DO[one.reminder.task]),
            href=_address(one.authorisation),
            by=one.reminder.due_on,
        )
        for one in found
    ]


def _what(row: Authorisation) -> str:
    return _("{kind} {reference}").format(kind=row.get_kind_display(), reference=row.reference)


def _address(row: Authorisation) -> str:
    return reverse("authorisations:authorisation", args=[row.reference])


LISTS: tuple[tuple[Callable[[Person], None], Callable[[Person, date], list[WaitingMatter]]], ...] = (
    (may_check_applications, _to_check),
    (_officers, _to_decide),
    (_officers, _decided),
    (_investigators, _to_mend),
    (_investigators, _to_court),
    (_investigators, _applied),
    (_sro, _lapsed),
)
