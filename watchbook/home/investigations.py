"""The open investigations that a person works on, on their first page: each leads to its own page, which says what is next."""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from watchbook.acting.refusals import can
from watchbook.investigations.models import Investigation
from watchbook.investigations.queries import titles_of, worked_on_by
from watchbook.looks.permissions import may_open_looks
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.asked_together import Reader, Wants
from watchbook.register.written import written_by_services

SHOWN = 5


class OpenInvestigation(NamedTuple):
    """An open investigation: its reference, its title, its page, and since when it is open."""

    reference: str
    title: str
    href: str
    since: date


@written_by_services
def _newest_open(person: Person, _on: date) -> QuerySet[Investigation]:
    return worked_on_by(person).order_by("-recorded_at")[:SHOWN]


def open_investigations_for(person: Person) -> Reader[OpenInvestigation]:
    """The newest of those that an officer works on; none for those who do not look."""
    if not can(may_open_looks, person):
        return
    rows = _newest_open(person, today())
    yield Wants(rows)
    titles = titles_of(list(rows))
    for row in rows:
        page = reverse("investigations:investigation", args=[row.reference])
        yield OpenInvestigation(row.reference, titles[row.pk], page, row.opened_on)
