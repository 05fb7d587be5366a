"""The limits of an authorisation or a plan, as the officer has them beside the look: whom, for what, where, when, how, until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.authorisations.models import Authorisation, AuthorisedSubject, Determination, OvertPlan, Review
from watchbook.authorisations.permissions import may_know_whom_it_names
from watchbook.authorisations.queries.in_force import grant_of, profiles_of
from watchbook.authorisations.queries.officers import offence_in_law
from watchbook.investigations.account import accounts_of, said_of
from watchbook.investigations.models import Subject
from watchbook.keys.envelope import opened, opened_all
from watchbook.organisation.models import Person
from watchbook.web.wording import day

Limit = tuple[str, str]


@dataclass(frozen=True)
class Coverage:
    """The limits of a plan or an authorisation by name, in the words of whoever signed it."""

    kind: str
    reference: str
    title: str
    last_day: date | None
    limits: tuple[Limit, ...]


def coverage(
    basis: str, basis_id: UUID | None, *, subject: Subject, reader: Person, at: datetime
) -> Coverage | None:
    """Tell what a look at a subject keeps to; None where it rests on no plan and no authorisation. Ten queries at most.

    Whom else it names is told to those alone who may know it.
    """
    if basis_id is None:
        return None
    if basis == "overt_plan":
        plan = OvertPlan.objects.filter(pk=basis_id).first()
        return _of_plan(plan, subject) if plan else None
    row = Authorisation.objects.filter(pk=basis_id).select_related("investigation").first()
    return _of_authorisation(row, subject, reader=reader, at=at) if row else None


def _of_plan(plan: OvertPlan, subject: Subject) -> Coverage:
    said = opened(plan)
    limits = [
        *_whom([subject]),
        (_("Purpose"), said["purpose"]),
        (_("What"), said["what"]),
        (_("How often"), said["how_often"]),
        (_("Maximum number of looks"), str(plan.looks_at_most)),
        (
            _("Signed in or out"),
            _("Signed out, or signed in with an account that shows that it is the authority’s"),
        ),
        (_("First date"), day(plan.from_on)),
    ]
    return Coverage("overt_plan", plan.reference, _("overt plan"), plan.until_on, tuple(limits))


def _of_authorisation(row: Authorisation, subject: Subject, *, reader: Person, at: datetime) -> Coverage:
    limits = [
        *_whom(_named(row, subject, reader=reader, at=at)),
        (_("Ground"), str(row.get_ground_display())),
        (_("Offence"), offence_in_law(row)),
        *_officers_words(row),
        *_amendments(row, at=at),
    ]
    return Coverage(
        row.kind,
        row.reference,
        str(row.get_kind_display()),
        row.ends_on,
        tuple(one for one in limits if one[1]),
    )


def _named(row: Authorisation, subject: Subject, *, reader: Person, at: datetime) -> list[Subject]:
    if not can(may_know_whom_it_names, reader, row):
        return [subject]
    named = AuthorisedSubject.objects.filter(
        Q(removed_at=None) | Q(removed_at__gt=at), authorisation=row, added_at__lte=at
    )
    found = Subject.objects.filter(pk__in=named.values("subject")).select_related("investigation")
    return list(found.order_by("number"))


def _whom(subjects: list[Subject]) -> Iterator[Limit]:
    """Each subject with what it is called and its accounts."""
    said, accounts = opened_all(subjects), accounts_of(subjects)
    addresses = said_of(accounts)
    for one in subjects:
        theirs = [addresses[row.id].address for row in accounts if row.subject_id == one.id]
        names = [said[one.id]["called"] or ", ".join(said[one.id].get("handles", ())), *theirs]
        yield str(one), ", ".join(filter(None, names))


def _officers_words(row: Authorisation) -> Iterator[Limit]:
    """The words of the grant; and by which profiles, as the application that was granted says."""
    granted = grant_of(row)
    if granted is None:
        return
    said = opened(granted)
    yield _("Purpose"), said.get("why", "")
    yield _("Who"), said.get("who", "")
    yield _("What"), said.get("what", "")
    yield _("Where"), said.get("where", "")
    yield _("When"), said.get("when", "")
    yield _("How"), said.get("how", "")
    yield _("Signed in or out"), _signed_in(granted)
    yield _("Conditions"), said.get("conditions", "")


def _signed_in(granted: Determination) -> str:
    if profiles := profiles_of(granted):
        return _("Signed in with {profiles}, or signed out").format(profiles=", ".join(profiles))
    return _("Without a covert profile")


def _amendments(row: Authorisation, *, at: datetime) -> Iterator[Limit]:
    amended = row.reviews.filter(decision=Review.Decision.AMEND, at__lte=at).order_by("at")
    for one in amended:
        yield _("Amended on {day}").format(day=day(one.reviewed_on)), opened(one).get("amended", "")
