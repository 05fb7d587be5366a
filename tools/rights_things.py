"""Somebody and something of each kind, known to no database, on which questions of rights are tried."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils import timezone

from watchbook.authorisations.models import Authorisation, OvertPlan
from watchbook.evidence.models import Capture
from watchbook.investigations.models import BreakGlass, Investigation
from watchbook.looks.models import Look
from watchbook.organisation.models import Duty, Person, Recovery
from watchbook.organisation.queries import today
from watchbook.oversight.recommendation.models import Recommendation
from watchbook.triage.models import Assessment
from watchbook.triage.queries import AssessmentStanding

Things = Callable[[Person], Sequence[Any]]


def a_person(**facts: Any) -> Person:
    """Return somebody whom no database knows and who never had a way to sign in."""
    row = Person(name="Somebody", password=UNUSABLE_PASSWORD_PREFIX, **facts)
    row.__dict__["had_credential"] = False
    row.kept["duties"] = {today(): frozenset()}
    return row


def an_administrator(*, is_only_administrator: bool = False) -> Person:
    """Return one who looks after accounts."""
    row = a_person()
    row.kept["is_only_administrator"] = is_only_administrator
    row.kept["duties"] = {today(): frozenset({"system_administrator"})}
    return row


def a_duty(whose: Person, *, proposed_by: Person, kind: str = "system_administrator") -> Duty:
    row = Duty(person=whose, kind=kind, proposed_by=proposed_by)
    row.__dict__["is_for_the_sro"] = False
    return row


def a_duty_of_a_second_administrator(whose: Person, *, proposed_by: Person) -> Duty:
    """Return what the only administrator proposes."""
    row = a_duty(whose, proposed_by=proposed_by)
    row.__dict__["is_for_the_sro"] = True
    return row


def a_recovery(whose: Person, **facts: Person) -> Recovery:
    row = Recovery(person=whose, **facts)
    row.__dict__["_others"] = [a_person()]
    return row


def an_investigation(service_id: UUID | None, *, listed: Person | None = None) -> Investigation:
    row = Investigation(service_id=service_id, reference="INV-0001")
    row.__dict__["_need_to_know"] = {listed.id} if listed else set()
    return row


def some_glass(whole: Investigation, *, by: Person) -> BreakGlass:
    now = timezone.now()
    return BreakGlass(
        investigation=whole,
        opened_by=by,
        opened_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
    )


def seen_through_glass(me: Person) -> Investigation:
    """Another service's investigation, whose glass somebody broke an hour ago."""
    row = an_investigation(uuid4())
    me.__dict__["_broken_glass"] = [some_glass(row, by=me)]
    return row


def an_application(
    applicant: Person, service_id: UUID | None, *, listed: Person | None = None
) -> Authorisation:
    return Authorisation(applicant=applicant, investigation=an_investigation(service_id, listed=listed))


def a_capture(asked_by: Person, service_id: UUID | None, *, listed: Person | None = None) -> Capture:
    whole = an_investigation(service_id, listed=listed)
    whole.id = uuid4()
    return Capture(
        asked_by=asked_by, look=Look(opened_by=asked_by, service_id=service_id, investigation=whole)
    )


def a_standing(outcome: str = "directed_surveillance", **facts: Any) -> AssessmentStanding:
    told = {"investigation": an_investigation(uuid4()), "assessed_by": a_person()} | facts
    return AssessmentStanding(Assessment(outcomes=[outcome], **told), ())


def a_plan(service_id: UUID | None, *, by: Person) -> OvertPlan:
    return OvertPlan(service_id=service_id, proposed_by=by)


def a_plan_within(service_id: UUID | None) -> OvertPlan:
    return OvertPlan(
        investigation=an_investigation(service_id), service_id=service_id, proposed_by=a_person()
    )


def a_recommendation(**facts: Any) -> Recommendation:
    return Recommendation(**{"owner": a_person()} | facts)
