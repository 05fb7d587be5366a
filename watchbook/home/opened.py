"""The cases that a person had open last, on their first page: as the log already tells what they read and did, and nothing besides.

Nothing new is recorded. The log has no index by person, so that nobody is followed through it: only its newest events are
asked. A request's page records no reading, so a request is among them once its reader has done something to it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.audit_log.queries import newest_rows_of
from watchbook.authorisations import earlier_record
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import require_readers
from watchbook.foi.models import Request
from watchbook.foi.permissions import may_read_requests
from watchbook.home.authorisation_titles import titled
from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.queries import investigations_of
from watchbook.looks import look
from watchbook.looks.models import Look
from watchbook.looks.permissions import may_see_all_looks
from watchbook.organisation.models import Person
from watchbook.organisation.queries import services_led_by, today
from watchbook.register.asked_together import Reader, Wants
from watchbook.register.written import ASKED_AT, SOME_IDS, among, written, written_by_services
from watchbook.web.address import address_of
from watchbook.web.wording import day

TABLES = (Investigation, Subject, Authorisation, Look, Request)
IMPORTS = (look.IMPORTED.name, earlier_record.IMPORTED.name)  # of a spreadsheet’s rows nobody opened one
PAGES = {
    Investigation: "investigations:investigation",
    Authorisation: "authorisations:authorisation",
    Look: "looks:look",
    Request: "foi:request",
}
OPENS = "opens_investigation"  # of a look: whether its reader may read its investigation
SHOWN_OF = ("reference", "envelope")  # of an investigation
SHOWN, AMONG = 5, 20  # cases, and rows of theirs: several subjects are one investigation


class OpenedCase(NamedTuple):
    """A case that somebody had open: its row, and when it was last opened or changed by them."""

    row: Any
    at: datetime

    @property
    def titled_by(self) -> Investigation | Authorisation | None:
        """Return the row whose envelope has its title; none of a look at whose investigation its reader has no access."""
        row = self.row
        if isinstance(row, Look):
            return row.investigation if getattr(row, OPENS) else None
        return row if isinstance(row, Investigation | Authorisation) else None

    def title(self, titles: Mapping[UUID, str]) -> str:
        """Return what it is about; `titles` are those of the envelopes that the page opened."""
        match self.row:
            case Investigation() as row:
                return titles[row.pk]
            case Authorisation() as row:
                return titled(capfirst(str(row.get_kind_display())), titles[row.pk])
            case Look() as row:
                said = _("Look on {day}").format(day=day(london_day(row.opened_at)))
                about = self.titled_by
                return titled(said, titles[about.pk]) if about else said
            case row:
                return _("Request received on {day}").format(day=day(row.received_on))

    @property
    def href(self) -> str:
        """Return the address of its page."""
        return address_of(PAGES[type(self.row)], self.row.reference)


@written
def _newest_rows(person: Person, _on: date) -> QuerySet[Any, Any]:
    tables = [one._meta.db_table for one in TABLES]
    return newest_rows_of(person.id, tables=tables, besides=IMPORTS)[:AMONG]


def opened_by(person: Person) -> Reader[OpenedCase]:
    """Tell the newest of those that this person may read today."""
    told = _newest_rows(person, today())
    yield Wants(told)
    moments = {row: at for row, at, _number in told}
    if not moments:
        return
    readable = _readable(person, today())
    among(readable, moments)
    yield Wants(*readable)
    yield from _newest([row for rows in readable for row in rows], moments)


@written_by_services
def _readable(person: Person, _on: date) -> tuple[QuerySet[Any], ...]:
    """Of each table the rows among some that somebody may read."""
    matters = investigations_of(person, at=ASKED_AT)
    mine = matters.values("pk")
    readable: tuple[QuerySet[Any], ...] = (
        matters.select_related(None).only(*SHOWN_OF),
        Subject.objects.filter(investigation__in=mine)
        .select_related("investigation")
        .only(*(f"investigation__{one}" for one in SHOWN_OF)),
        _authorisations(person, mine),
        _looks(person, mine),
        Request.objects.filter(Q() if can(may_read_requests, person) else Q(pk=None)).only(
            "reference", "received_on"
        ),
    )
    return tuple(rows.filter(pk__among=SOME_IDS) for rows in readable)


def _authorisations(person: Person, matters: QuerySet[Any, Any]) -> QuerySet[Authorisation]:
    """Return those that somebody may read, as `may_read_authorisation` says of each."""
    reads_all = can(require_readers, person)
    rows = Authorisation.objects.filter(Q() if reads_all else Q(investigation__in=matters))
    return rows.only(*SHOWN_OF, "kind")


def _looks(person: Person, matters: QuerySet[Any, Any]) -> QuerySet[Look]:
    """Return those that somebody may read, as `may_read_look` says of each."""
    may = Q(opened_by=person) | Q(investigation__in=matters)
    may |= Q(service__in=services_led_by(person, on=today()))
    if can(may_see_all_looks, person):
        may |= Q(investigation=None)
    opens = ExpressionWrapper(Q(investigation__in=matters), output_field=BooleanField())
    shown = (f"investigation__{one}" for one in SHOWN_OF)
    looks = Look.objects.filter(may).annotate(**{OPENS: opens}).select_related("investigation")
    return looks.only("reference", "opened_at", *shown)


def _newest(found: list[Any], moments: dict[UUID, datetime]) -> Iterator[OpenedCase]:
    """Each case once."""
    cases: dict[Any, datetime] = {}
    for row in sorted(found, key=lambda one: moments[one.pk], reverse=True):
        cases.setdefault(row.investigation if isinstance(row, Subject) else row, moments[row.pk])
    yield from (OpenedCase(row, at) for row, at in islice(cases.items(), SHOWN))
