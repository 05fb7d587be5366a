"""One service at a glance: what is open and in force in it, what is signed and trained, and what ends next.

Every row comes from the part that keeps it, and is linked where the reader may open it. No envelope is opened: a page that
shows references alone need not record who was read about.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.authorisations.models import Authorisation, OvertPlan
from watchbook.authorisations.permissions import may_read_authorisation, require_readers
from watchbook.authorisations.plan_permissions import may_read_plan
from watchbook.authorisations.queries.in_force import authorisations_in_force
from watchbook.authorisations.states import PlanState
from watchbook.governance.statements.missing import asked_quarters, not_covered, signed_spans
from watchbook.governance.statements.permissions import may_sign_statement
from watchbook.governance.statements.queries import Seat
from watchbook.governance.statements.rules import Quarter
from watchbook.governance.training.permissions import may_see_training_of
from watchbook.governance.training.queries import ServiceCell, matrix
from watchbook.home.year_of_looks import looks_by_service
from watchbook.investigations.models import Investigation
from watchbook.investigations.permissions import know_lists_of
from watchbook.investigations.queries import investigations_of
from watchbook.investigations.states import InvestigationState
from watchbook.organisation.models import Person, Service
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.organisation.signed_in import authority_beside
from watchbook.oversight.recommendation.models import Recommendation
from watchbook.oversight.recommendation.permissions import may_read_recommendation
from watchbook.oversight.recommendation.queries import recommendation_rows
from watchbook.oversight.recommendation.states import ProgressStep

ENDS_SHOWN = 10


class ServiceEnd(NamedTuple):
    """Something that ends or falls due: when, what, and its page ("" where the reader may not open it)."""

    on: date
    says: str
    href: str


class SignedQuarter(NamedTuple):
    """A quarter for which the service's statement is asked: whether it is signed, and where the reader signs it."""

    quarter: Quarter
    is_signed: bool
    href: str


def open_in(service: Service) -> QuerySet[Investigation]:
    """The open investigations of a service."""
    return Investigation.objects.filter(service=service, state=InvestigationState.OPEN)


def open_to(person: Person, service: Service) -> QuerySet[Investigation]:
    """Return those of them that somebody may read, the newest first."""
    return investigations_of(person).filter(service=service, state=InvestigationState.OPEN)


def in_force_in(service: Service, *, reader: Person, at: datetime) -> QuerySet[Authorisation]:
    """The authorisations of a service in force at a moment that somebody may read, the next to end first."""
    rows = _in_force_to(reader, at=at).filter(service=service).select_related("investigation")
    return rows.defer("envelope").order_by("ends_on", "reference")


def _in_force_to(reader: Person, *, at: datetime) -> QuerySet[Authorisation]:
    """Return those that somebody may read. Of the others it tells nothing: that there is one is not theirs to know."""
    rows = authorisations_in_force(at=at)
    if can(require_readers, reader):
        return rows
    return rows.filter(investigation__in=investigations_of(reader))


def figures_of(
    services: Iterable[Service], *, reader: Person, at: datetime
) -> dict[UUID, tuple[int, int, int]]:
    """Count for each service its open investigations, authorisations in force, and looks in the last 12 months. Three queries."""
    ids = [one.id for one in services]
    found = Investigation.objects.filter(state=InvestigationState.OPEN), _in_force_to(reader, at=at)
    opened, in_force = (
        dict(rows.filter(service__in=ids).order_by().values_list("service").annotate(Count("pk")))
        for rows in found
    )
    made = looks_by_service(ids, on=london_day(at))
    return {one: (opened.get(one, 0), in_force.get(one, 0), made.get(one, 0)) for one in ids}


def recommended_to(service: Service) -> QuerySet[Recommendation]:
    """The open recommendations that somebody of a service sees to, the next due first."""
    rows = recommendation_rows(condition=Q(owner__service=service, is_struck=False))
    return rows.filter(Q(last_step=None) | ~Q(last_step=ProgressStep.DISCHARGE))


def signed_quarters(service: Service, *, by: Person, on: date) -> list[SignedQuarter]:
    """Each quarter that is asked for, the newest first, and whether the service's statement covers it. Two queries at most."""
    seat, quarters = Seat(DutyKind.LINE_MANAGER, service), asked_quarters(authority_beside(by), on)
    missing = (
        {one.quarter for one in not_covered(quarters, signed_spans(quarters), [seat])} if quarters else ()
    )
    signs = can(may_sign_statement, by, seat.duty, service)
    return [
        SignedQuarter(
            one,
            one not in missing,
            reverse("governance:statement_sign", args=[seat.slug, one.slug])
            if signs and one in missing
            else "",
        )
        for one in reversed(quarters)
        if seat.is_open_in(one)
    ]


def training_in(service: Service, *, on: date) -> list[ServiceCell]:
    """For each duty that somebody of a service holds, for how many of them training counts. Four queries."""
    return [
        cell
        for row in matrix(on, of=service).rows
        if row.service == service
        for cell in row.cells
        if cell.holders
    ]


def next_ends(
    service: Service, trained: Iterable[ServiceCell], *, reader: Person, at: datetime
) -> list[ServiceEnd]:
    """Return what ends or falls due next, what is overdue first. Five queries, however much there is."""
    on = london_day(at)
    found = [
        *_of_authorisations(service, reader=reader, at=at),
        *_of_plans(service, reader=reader, on=on),
        *_of_recommendations(service, reader=reader),
        *_of_training(trained, reader=reader, on=on),
    ]
    return sorted(found)[:ENDS_SHOWN]


def _of_authorisations(service: Service, *, reader: Person, at: datetime) -> Iterator[ServiceEnd]:
    rows = in_force_in(service, reader=reader, at=at)
    ending = list(rows[:ENDS_SHOWN])
    due = list(rows.filter(review_due_on__lte=F("ends_on")).order_by("review_due_on")[:ENDS_SHOWN])
    know_lists_of(row.investigation for row in (*ending, *due) if row.investigation)
    for row in ending:
        yield _end_of(row, row.ends_on, _("{reference} ends"), reader=reader)
    for row in due:
        yield _end_of(row, row.review_due_on, _("Review of {reference}"), reader=reader)


def _end_of(row: Authorisation, on: date | None, words: str, *, reader: Person) -> ServiceEnd:
    href = reverse("authorisations:authorisation", args=[row.reference])
    opens = can(may_read_authorisation, reader, row)
    return ServiceEnd(on or date.max, words.format(reference=row.reference), href if opens else "")


def _of_plans(service: Service, *, reader: Person, on: date) -> Iterator[ServiceEnd]:
    rows = OvertPlan.objects.filter(service=service, state=PlanState.SIGNED, until_on__gte=on)
    plans = list(rows.select_related("investigation").defer("envelope").order_by("until_on")[:ENDS_SHOWN])
    know_lists_of(row.investigation for row in plans)
    for row in plans:
        href = reverse("overt_plans:plan", args=[row.reference])
        says = _("Overt plan {reference} ends").format(reference=row.reference)
        yield ServiceEnd(row.until_on, says, href if can(may_read_plan, reader, row) else "")


def _of_recommendations(service: Service, *, reader: Person) -> Iterator[ServiceEnd]:
    for row in recommended_to(service)[:ENDS_SHOWN]:
        href = reverse("oversight:recommendation", args=[row.reference])
        says = _("Recommendation {reference} is due").format(reference=row.reference)
        yield ServiceEnd(row.due_on, says, href if can(may_read_recommendation, reader, row) else "")


def _of_training(trained: Iterable[ServiceCell], *, reader: Person, on: date) -> Iterator[ServiceEnd]:
    """Tell whose training ends: by name for whoever may see that by name, else not at all."""
    for cell in trained:
        for one in cell.holders:
            until = one.stand.until
            if until and until >= on and can(may_see_training_of, reader, one.person):
                says = _("{duty}: {name}’s training stops counting").format(
                    duty=capfirst(str(TITLES[cell.duty])), name=one.person.name
                )
                yield ServiceEnd(until, says, reverse("governance:training_of", args=[one.person.id]))
