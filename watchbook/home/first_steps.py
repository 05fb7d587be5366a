"""The first steps of a new register, each done or not done as the registers themselves show."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from watchbook.acting.refusals import can
from watchbook.foi.models import Request
from watchbook.foi.permissions import may_receive_request
from watchbook.governance.letters.models import LetterReceived
from watchbook.governance.letters.permissions import may_record_letter
from watchbook.governance.retention_schedule.models import RetentionAdoption
from watchbook.governance.retention_schedule.permissions import may_prepare_retention_schedule
from watchbook.organisation.by_duties import by_duties
from watchbook.organisation.models import Authority, Duty, Person
from watchbook.organisation.permissions import (
    TOLD_OF_RECOVERIES,
    may_amend_authority,
    may_import_people,
    may_propose_duty,
)
from watchbook.organisation.queries import today
from watchbook.organisation.states import DutyState
from watchbook.register.asked_together import Reader, Wants, gathered
from watchbook.register.written import written
from watchbook.web.address import address_of


@dataclass(frozen=True)
class FirstStep:
    """One step: what is to be done, where this person does it (empty where another does), and whether it is done."""

    what: str
    href: str
    done: bool
    hint: str = ""


def first_steps(person: Person) -> list[FirstStep]:
    """For administrators the whole list until all is done; for others what is theirs to do. One query."""
    return gathered([first_steps_for(person)])


def first_steps_for(person: Person) -> Reader[FirstStep]:
    """The same, asked for together with others; nobody asks for those who take none of the steps."""
    takes_all, theirs = _taken_by(person)
    if not takes_all and not theirs:
        return
    rows = _rows(person, today())
    yield Wants(rows)
    steps = _steps(theirs, _facts(next(iter(rows), {})))
    shown = [step for step in steps if takes_all or (step.href and not step.done)]
    if not all(step.done for step in shown):
        yield from shown


@by_duties
def _taken_by(person: Person) -> tuple[bool, frozenset[str]]:
    """Whether somebody sees all of them, and the addresses of those that they take."""
    return can(may_propose_duty, person), frozenset(
        name for _what, name, may, _done in STEPS if can(may, person)
    )


def _steps(theirs: Collection[str], facts: dict[str, bool]) -> list[FirstStep]:
    return [
        FirstStep(
            what=_(what),
            href=address_of(name) if name in theirs else "",
            done=facts[done],
            hint=_(HINTS[done]) if done in HINTS else "",
        )
        for what, name, _may, done in STEPS
    ]


HINTS = {
    "officers": gettext_noop(
        "Do this first. Until these duties are granted, only the operator of Watchbook can help an administrator who loses their password or phone, and no officer "
        "is told of the recovery of an account."
    )
}
# Each step: its words, its address by name, who does it, and the fact by which it is done.
STEPS: tuple[tuple[str, str, Callable[[Person], None], str], ...] = (
    (
        gettext_noop("Add the authority’s logo, colour and contact details"),
        "organisation:authority",
        may_amend_authority,
        "settings",
    ),
    (
        gettext_noop(
            "Propose and grant the duties of senior responsible officer, data protection officer and a third system administrator"
        ),
        "organisation:people",
        may_propose_duty,
        "officers",
    ),
    (
        gettext_noop("Import people and propose their duties"),
        "organisation:people_import",
        may_import_people,
        "people",
    ),
    (
        gettext_noop("Grant the duties that another administrator proposed"),
        "organisation:duties",
        may_propose_duty,
        "duties",
    ),
    (
        gettext_noop("Adopt the retention schedule"),
        "governance:retention_schedules",
        may_prepare_retention_schedule,
        "retention",
    ),
    (
        gettext_noop("Record the first letter from an oversight body"),
        "governance:letter_add",
        may_record_letter,
        "letters",
    ),
    (
        gettext_noop("Record the first request for information"),
        "foi:request_new",
        may_receive_request,
        "requests",
    ),
)


@written
def _rows(_person: Person, _on: date) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = Authority.objects.annotate(
        people=Exists(Person.objects.filter(is_system=False).exclude(duties__founding_seat__isnull=False)),
        proposed=Exists(Duty.objects.filter(state=DutyState.PROPOSED)),
        granted=Exists(Duty.objects.filter(state=DutyState.GRANTED, founding_seat=None)),
        officers=Exists(Duty.objects.filter(state=DutyState.GRANTED, kind__in=TOLD_OF_RECOVERIES)),
        retention=Exists(RetentionAdoption.objects.all()),
        letters=Exists(LetterReceived.objects.all()),
        requests=Exists(Request.objects.all()),
    ).values(
        "contact",
        "logo_sha256",
        "people",
        "proposed",
        "granted",
        "officers",
        "retention",
        "letters",
        "requests",
    )
    return rows


def _facts(told: dict[str, Any]) -> dict[str, bool]:
    return {
        "settings": bool(told.get("contact") or told.get("logo_sha256")),
        "people": bool(told.get("people")),
        "duties": bool(told.get("granted") and not told.get("proposed")),
        **{name: bool(told.get(name)) for name in ("officers", "retention", "letters", "requests")},
    }
