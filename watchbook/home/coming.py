"""Dates of the next weeks that a person's duties are about; all of them together ask twice at most."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.authorisations.calendar_feed import entries_of, mine_in_effect
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_have_calendar, may_read_authorisation
from watchbook.governance.documents.models import Document, DocumentKind
from watchbook.governance.documents.permissions import may_keep_documents, may_record_document
from watchbook.governance.documents.queries import (
    edition_rows,
    held_documents,
    key_of,
    steps_of,
)
from watchbook.governance.statements.permissions import may_sign_statements
from watchbook.governance.statements.rules import quarter_of
from watchbook.home.members import may_see_to_members, open_duties
from watchbook.organisation.by_duties import by_duties
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.permissions import may_add_person
from watchbook.organisation.queries import in_force_on, last_dates_of
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.oversight.permissions import may_read_oversight
from watchbook.oversight.recommendation.models import Recommendation
from watchbook.oversight.recommendation.queries import at, recommendation_rows, standing
from watchbook.oversight.recommendation.states import Progress
from watchbook.register.asked_together import Reader, Wants, gathered
from watchbook.register.written import written
from watchbook.web.address import address_of

CALENDAR = "authorisations:calendar"
WEEKS = 6
SHOWN = 10
READ = 25  # dates of one sort


class ComingDate(NamedTuple):
    """A date that comes: what is then, the page about it, and the same as an email may say it: without a title or a name.

    `titled_by` gives it a title on the first page.
    """

    on: date
    says: str
    href: str
    in_mail: str
    titled_by: Authorisation | None = None


type Dates = Reader[ComingDate]
type GatherDates = Callable[[Person, date], Dates]


def coming_for(person: Person, *, on: date) -> list[ComingDate]:
    """The dates after a day and within the next weeks, the next first: as many as a page shows."""
    return next_of(gathered(dates_for(person, on=on)), on=on)


def dates_for(person: Person, *, on: date) -> list[Dates]:
    """Tell what gathers each sort of date that a person's duties are about."""
    return [gather(person, on) for gather in _sources_of(person)]


@by_duties
def _sources_of(person: Person) -> tuple[GatherDates, ...]:
    return tuple(gather for may, gather in SOURCES if can(may, person))


def next_of(found: Iterable[ComingDate], *, on: date) -> list[ComingDate]:
    """The next of these dates within the weeks, each once."""
    return sorted(one for one in set(found) if on < one.on <= _until(on))[:SHOWN]


def _until(on: date) -> date:
    """The last of the days that come."""
    return on + timedelta(weeks=WEEKS)


@written
def _in_effect(person: Person, on: date) -> QuerySet[Authorisation]:
    return mine_in_effect(person, today=on).select_related("investigation")


def _authorisations(person: Person, on: date) -> Dates:
    """Each leads to its authorisation where the reader may open that, else to the reader’s calendar."""
    rows = _in_effect(person, on)
    yield Wants(rows)
    for row in rows:
        if entries := entries_of([row], today=on):
            is_open = can(may_read_authorisation, person, row)
            page = ("authorisations:authorisation", [row.reference]) if is_open else (CALENDAR, [])
            href = address_of(page[0], *page[1])
            about = row if is_open else None
            yield from (ComingDate(one.on, one.says, href, one.says, about) for one in entries)


@written
def _to_be_reviewed(person: Person, on: date) -> QuerySet[Document]:
    mine = [kind for kind in DocumentKind if can(may_record_document, person, kind)]
    due = edition_rows(Q(review_on__gt=on, review_on__lte=_until(on), kind__in=mine))
    return due.in_force(on=on).order_by("review_on")[:READ]


def _reviews(person: Person, on: date) -> Dates:
    rows = _to_be_reviewed(person, on)
    yield Wants(rows)
    if not rows:
        return
    steps = steps_of(rows)
    yield Wants(steps)
    for held in held_documents(rows, steps, on=on):
        row = held.document
        if row.review_on and held.is_in_force(on) and can(may_record_document, person, row.kind):
            says = _("Review of {title}, {document}").format(title=row.title, document=row.reference)
            in_mail = _("Review of {document}").format(document=row)
            yield ComingDate(row.review_on, says, address_of("governance:document", *key_of(row)), in_mail)


@written
def _due_recommendations(_person: Person, on: date) -> QuerySet[Recommendation]:
    due = recommendation_rows(condition=Q(due_on__gt=on, due_on__lte=_until(on), is_struck=False))
    return due.filter(at(Progress.OPEN))[:READ]


def _recommendations(person: Person, on: date) -> Dates:
    rows = _due_recommendations(person, on)
    yield Wants(rows)
    for one in standing(rows):
        row = one.row
        if one.progress == Progress.OPEN and row.due_on:
            says = _("Recommendation {reference} is due").format(reference=row.reference)
            href = address_of("oversight:recommendation", row.reference)
            yield ComingDate(row.due_on, says, href, says)


def _quarter(_person: Person, on: date) -> Dates:
    quarter = quarter_of(on)
    says = _("{quarter} ends. You can sign your statement from the next day.").format(quarter=quarter.title)
    yield ComingDate(quarter.last_on, says, address_of("governance:statements"), says)


def _governance(person: Person, on: date) -> Dates:
    for one in open_duties(person, on=on):
        if isinstance(one, Wants):
            yield one
        elif one.by:
            says, in_mail = (
                _("{what} is due").format(what=what) for what in (one.what, one.in_mail or one.what)
            )
            yield ComingDate(one.by, says, one.href, in_mail)


def _own_duties(person: Person, on: date) -> Dates:
    for kind, last in last_dates_of(person, on=on).items():
        if last:
            says = _("Your last date as {duty}").format(duty=TITLES[DutyKind(kind)])
            yield ComingDate(last, says, address_of("organisation:your_sign_in"), says)


@written
def _ending(person: Person, on: date) -> QuerySet[Duty]:
    ending = Duty.objects.filter(in_force_on(on), until_on__gt=on, until_on__lte=_until(on))
    return ending.exclude(person=person).select_related("person").order_by("until_on")[:READ]


def _duties_of_others(person: Person, on: date) -> Dates:
    rows = _ending(person, on)
    yield Wants(rows)
    for row in rows:
        says = _("{duty}: last date for {name}").format(duty=capfirst(row.title), name=row.person.name)
        href, in_mail = address_of("organisation:person", row.person_id), _("the last date of a duty")
        yield ComingDate(row.until_on or on, says, href, in_mail)


def _everybody(_person: Person) -> None:
    """Everybody may hold a duty that ends."""


SOURCES: tuple[tuple[Callable[[Person], None], GatherDates], ...] = (
    (may_have_calendar, _authorisations),
    (may_keep_documents, _reviews),
    (may_read_oversight, _recommendations),
    (may_sign_statements, _quarter),
    (may_see_to_members, _governance),
    (_everybody, _own_duties),
    (may_add_person, _duties_of_others),
)
