"""Reading overt plans: those of an investigation, those that wait for a manager, what one says."""

from django.db.models import QuerySet

from watchbook.acting.refusals import can
from watchbook.authorisations.models import OvertPlan
from watchbook.authorisations.permissions import may_sign_plan
from watchbook.authorisations.states import PlanState
from watchbook.investigations.models import Investigation, Subject
from watchbook.organisation.models import Person


def plan_by_reference(reference: str) -> OvertPlan | None:
    """The plan of this reference."""
    rows = OvertPlan.objects.select_related(
        "investigation__service", "subject__investigation", "service", "proposed_by", "signed_by"
    )
    return rows.filter(reference=reference).first()


def plan_waiting(subject: Subject) -> OvertPlan | None:
    """The plan of a subject that waits for the line manager. One query."""
    return OvertPlan.objects.filter(subject=subject, state=PlanState.PROPOSED).first()


def plans_of(investigation: Investigation) -> QuerySet[OvertPlan]:
    """The plans of an investigation, the newest first."""
    rows = OvertPlan.objects.filter(investigation=investigation)
    return rows.select_related("subject__investigation", "proposed_by", "signed_by")


def plans_to_sign(person: Person) -> list[OvertPlan]:
    """The plans that wait for this manager's signature."""
    return [row for row in proposed_plans() if can(may_sign_plan, person, row)]


def proposed_plans() -> QuerySet[OvertPlan]:
    """The plans that wait for a signature."""
    rows = OvertPlan.objects.filter(state=PlanState.PROPOSED)
    return rows.select_related("subject__investigation", "proposed_by", "service")
