"""Reading overt plans: those of an investigation, those that wait for a manager, what one says."""

from django.db.models import QuerySet

from watchbook.authorisations.models import OvertPlan
from watchbook.authorisations.states import PlanState
from watchbook.investigations.models import Investigation, Subject
from watchbook.organisation.models import Person
from watchbook.organisation.queries import services_led_by, today


def plan_by_reference(reference: str) -> OvertPlan | None:
    """The plan of this reference."""
    rows = OvertPlan.objects.select_related(
        "investigation", "subject__investigation", "service", "proposed_by"
    )
    return rows.filter(reference=reference).first()


def plan_waiting(subject: Subject) -> OvertPlan | None:
    """The plan of a subject that waits for the line manager. One query."""
    return OvertPlan.objects.filter(subject=subject, state=PlanState.PROPOSED).first()


def plans_of(investigation: Investigation) -> QuerySet[OvertPlan]:
    """The plans of an investigation, the newest first."""
    rows = OvertPlan.objects.filter(investigation=investigation)
    return rows.select_related("subject__investigation", "proposed_by", "signed_by")


def plans_to_sign(person: Person) -> QuerySet[OvertPlan]:
    """The plans that wait for this manager's signature, as `may_sign_plan` says."""
    led = services_led_by(person, on=today())
    return proposed_plans().filter(service__in=led).exclude(proposed_by=person)


def proposed_plans() -> QuerySet[OvertPlan]:
    """The plans that wait for a signature."""
    rows = OvertPlan.objects.filter(state=PlanState.PROPOSED)
    return rows.select_related("subject__investigation", "proposed_by", "service")
