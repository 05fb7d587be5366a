"""The open investigations that a person works on, on their first page, and their subjects whose kind waits to be confirmed."""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.home.waiting import Lists, Matters, WaitingMatter, first_of, in_lines, matter
from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.permissions import may_confirm_kind, may_confirm_kinds
from watchbook.investigations.queries import worked_on_by
from watchbook.looks.permissions import may_open_looks
from watchbook.looks.queries.looks import kinds_looked_at
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, services_led_by, today
from watchbook.organisation.rules import DutyKind
from watchbook.register.asked_together import Reader, Wants
from watchbook.register.written import ASKED_AT, written_by_services
from watchbook.web.address import address_of

SHOWN = 5


class OpenInvestigation(NamedTuple):
    """An open investigation: its row, whose envelope has its title, and its page."""

    row: Investigation
    href: str


@written_by_services
def _newest_open(person: Person, _on: date) -> QuerySet[Investigation]:
    return worked_on_by(person).only("reference", "envelope", "opened_on").order_by("-recorded_at")[:SHOWN]


def open_investigations_for(person: Person) -> Reader[OpenInvestigation]:
    """The newest of those that an officer works on; none for those who do not look."""
    if not can(may_open_looks, person):
        return
    rows = _newest_open(person, today())
    yield Wants(rows)
    yield from (
        OpenInvestigation(row, address_of("investigations:investigation", row.reference)) for row in rows
    )


@written_by_services
def _to_confirm(person: Person, on: date) -> QuerySet[Subject]:
    rows = kinds_looked_at(person, at=ASKED_AT)
    if DutyKind.RIPA_COORDINATOR not in duties_of(person, on=on):
        rows = rows.filter(investigation__service__in=services_led_by(person, on=on))
    return first_of(rows.order_by("pk"))


def _kinds(person: Person, on: date) -> Matters:
    """List the organisations, places and events that were looked at and that nobody else has confirmed."""
    rows = _to_confirm(person, on)
    yield Wants(rows)

    def line(row: Subject) -> WaitingMatter | None:
        if not can(may_confirm_kind, person, row):
            return None
        what = _("Subject {subject}, recorded as “{kind}”, not as a person").format(
            subject=row, kind=row.get_kind_display()
        )
        to_do = _(
            "check who the subject’s accounts belong to, and confirm the kind of subject if it is right"
        )
        return matter(what, to_do, "investigations:subject", row.investigation.reference, row.number)

    yield from in_lines(rows, line, others=_("subjects that are not recorded as people"), page="")


LISTS: Lists = ((may_confirm_kinds, _kinds),)
