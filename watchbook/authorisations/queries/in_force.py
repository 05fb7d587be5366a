"""Authorisations and plans that cover a subject at a moment, and the profiles that they name: computed from their times, whether or not a job ran (invariant I2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from watchbook.acting.london_day import london_day
from watchbook.audit_log.written_once import SOME_DAY, SOME_MOMENT, SOMEBODY, SomeOf, objects
from watchbook.authorisations.models import Authorisation, AuthorisedSubject, Determination, OvertPlan, Review
from watchbook.authorisations.models.covert_profiles import NO_PROFILE, SEPARATOR
from watchbook.authorisations.models.overt_plans import Frequency
from watchbook.authorisations.rules.in_force import (
    bars_from,
    ceases_at,
    ends_at,
    is_in_force,
    last_day_before,
)
from watchbook.authorisations.states import AuthorisationState, PlanState
from watchbook.investigations.models import Subject
from watchbook.keys.envelope import opened
from watchbook.organisation.models import Person

SUBJECTS = SomeOf("subjects")


def authorisations_in_force(*, at: datetime) -> QuerySet[Authorisation]:
    """Those whose times hold a moment. The stop, the cancellation and the last London day all end it."""
    return _in_force(at=at, day=london_day(at))


def _in_force(*, at: datetime, day: date) -> QuerySet[Authorisation]:
    return Authorisation.objects.filter(
        Q(stopped_at=None) | Q(stopped_at__gt=at),
        Q(cancelled_at=None) | Q(cancelled_at__gt=at),
        effective_from__lte=at,
        ends_on__gte=day,
    )


def authorisations_for(subject: Subject, *, at: datetime) -> list[Authorisation]:
    """Return those in force at a moment that named the subject then and could be looked under then, without their words. Two queries at most."""
    meant = {SOMEBODY: subject.pk, SOME_MOMENT: at, SOME_DAY: london_day(at)}
    rows = objects(_authorised, meant)
    prefetch_related_objects(rows, Prefetch("reviews", Review.objects.defer("envelope")))
    return [row for row in rows if is_in_force(row.times, at=at) and not is_barred(row, at=at)]


def _authorised() -> QuerySet[Authorisation]:
    standing = Q(removed_at=None) | Q(removed_at__gt=SOME_MOMENT)
    named = AuthorisedSubject.objects.filter(standing, subject=SOMEBODY, added_at__lte=SOME_MOMENT)
    rows = _in_force(at=SOME_MOMENT, day=SOME_DAY).filter(pk__in=named.values("authorisation"))
    return rows.defer("envelope").order_by("effective_from")


def passed_over(subject: Subject, *, at: datetime) -> list[tuple[Authorisation, bool]]:
    """The authorisations in force in its investigation under which no look at a subject opens, and whether they name it.

    One that names it waits for an overdue review. Three queries.
    """
    covering = {row.pk for row in authorisations_for(subject, at=at)}
    named = AuthorisedSubject.objects.filter(subject=subject, removed_at=None).values_list("authorisation")
    theirs = {pk for (pk,) in named}
    rows = (
        authorisations_in_force(at=at).filter(investigation=subject.investigation_id).exclude(pk__in=covering)
    )
    return [(row, row.pk in theirs) for row in rows.order_by("reference")]


def is_barred(row: Authorisation, *, at: datetime) -> bool:
    """Whether an overdue review barred new looks under it at a moment, its grace being over."""
    due_on = review_due_at(row, at=at)
    return due_on is not None and london_day(at) >= bars_from(due_on, nation=row.nation)


def review_due_at(row: Authorisation, *, at: datetime) -> date | None:
    """The review that was due next at a moment: as the last review by then set it, else as the grant did."""
    set_by = [review for review in row.reviews.all() if review.at <= at and review.next_due_on is not None]
    if set_by:
        return max(set_by, key=lambda review: (review.at, review.recorded_at)).next_due_on
    return row.first_review_on or row.review_due_on


def lapsed(*, at: datetime) -> QuerySet[Authorisation]:
    """Those that had run out by a moment and that nobody had cancelled by then: the SRO answers for them (invariant I7)."""
    uncancelled = Q(cancelled_at=None) | Q(cancelled_at__gt=at)
    return Authorisation.objects.filter(
        uncancelled, effective_from__isnull=False, effective_from__lte=at, ends_on__lt=london_day(at)
    )


@dataclass(frozen=True)
class BasisInForce:
    """What a look at a subject may rest on: a signed plan or an authorisation in force, and until when.

    A plan has its subject and its service, since when it is signed, and how many looks it allows, and how often.
    """

    kind: str
    reference: str
    id: UUID
    until: datetime
    last_day: date
    looks_at_most: int | None = None
    often: Frequency | None = None
    since: datetime | None = None
    subject: UUID | None = None
    service: UUID | None = None


def in_force_for(subject: Subject, *, at: datetime) -> list[BasisInForce]:
    """Every basis in force for a subject at a moment: authorisations first, then overt plans. Three queries."""
    return [*granted_for(subject, at=at), *plans_among([subject.id], at=at)]


def granted_for(subject: Subject, *, at: datetime) -> list[BasisInForce]:
    """Return the authorisations in force for a subject at a moment. Two queries."""
    return [
        BasisInForce(
            kind=row.kind, reference=row.reference, id=row.id, until=until, last_day=last_day_before(until)
        )
        for row in authorisations_for(subject, at=at)
        if (until := ceases_at(row.times)) is not None
    ]


def not_yet_in_force(subject: Subject, *, reader: Person) -> list[Authorisation]:
    """List the applications and grants that name a subject and have no effect yet, a draft to its applicant alone. One query."""
    named = AuthorisedSubject.objects.filter(subject=subject, removed_at=None).values("authorisation")
    waits = [
        AuthorisationState.SUBMITTED,
        AuthorisationState.RETURNED,
        AuthorisationState.PASSED,
        AuthorisationState.GRANTED,
    ]
    own_draft = Q(state=AuthorisationState.DRAFT, applicant=reader)
    rows = Authorisation.objects.filter(Q(state__in=waits) | own_draft, pk__in=named)
    return list(rows.order_by("reference"))


def ended_for(subject: Subject, *, at: datetime) -> list[tuple[Authorisation, datetime]]:
    """Return the authorisations that named a subject and had ended by a moment, each with its end. One query."""
    named = AuthorisedSubject.objects.filter(subject=subject, added_at__lte=at).values("authorisation")
    rows = Authorisation.objects.filter(pk__in=named, effective_from__lte=at).order_by("effective_from")
    ended = ((row, ceases_at(row.times)) for row in rows)
    return [(row, until) for row, until in ended if until is not None and until <= at]


def was_asked_for(subject: Subject, *, at: datetime) -> bool:
    """Whether an authorisation or a plan that names a subject had been asked for by a moment. Two queries at most."""
    named = AuthorisedSubject.objects.filter(subject=subject, added_at__lte=at).values("authorisation")
    if Authorisation.objects.filter(pk__in=named, submitted_at__lte=at).exists():
        return True
    return OvertPlan.objects.filter(subject=subject, recorded_at__lte=at).exists()


def plans_among(subjects: Iterable[UUID], *, at: datetime) -> list[BasisInForce]:
    """Return the signed plans of these subjects whose days hold a moment. One query."""
    meant = {SUBJECTS: list(subjects), SOME_MOMENT: at, SOME_DAY: london_day(at)}
    return [_of_plan(plan) for plan in objects(_plans, meant)]


def _plans() -> QuerySet[OvertPlan]:
    return (
        OvertPlan.objects.filter(
            Q(ended_at=None) | Q(ended_at__gt=SOME_MOMENT),
            state__in=[PlanState.SIGNED, PlanState.ENDED],
            subject__among=SUBJECTS,
            signed_at__lte=SOME_MOMENT,
            from_on__lte=SOME_DAY,
            until_on__gte=SOME_DAY,
        )
        .defer("envelope")
        .order_by("signed_at")
    )


def _of_plan(plan: OvertPlan) -> BasisInForce:
    return BasisInForce(
        kind="overt_plan",
        reference=plan.reference,
        id=plan.id,
        until=(until := plan.ended_at or ends_at(plan.until_on)),
        last_day=last_day_before(until),
        looks_at_most=plan.looks_at_most,
        often=plan.frequency,
        since=plan.signed_at,
        subject=plan.subject_id,
        service=plan.service_id,
    )


def profiles_named(basis_id: UUID) -> list[str] | None:
    """Name the covert profiles that a granted application names; None where no application of ours was granted. Four queries."""
    row = Authorisation.objects.filter(pk=basis_id).first()
    granted = grant_of(row) if row else None
    return profiles_of(granted) if granted else None


def grant_of(row: Authorisation) -> Determination | None:
    """The decision that granted it, with the application as it was granted."""
    return row.determinations.filter(is_granted=True).select_related("version").last()


def profiles_of(granted: Determination) -> list[str]:
    """The covert profiles that a granted application names."""
    named = opened(granted.version).get("profiles", "")
    return [one for one in named.split(SEPARATOR) if one not in {"", NO_PROFILE}]
