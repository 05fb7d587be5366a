"""Reading overt plans: those of an investigation, those that wait for a manager, what one says."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.audit_log.personal_facts import personal_facts
from watchbook.audit_log.queries import did_since, event_named, has_happened, last_at
from watchbook.authorisations.models import OvertPlan
from watchbook.authorisations.states import PlanState
from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.together import together_with
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import in_force_on, services_led_by, today
from watchbook.organisation.rules import DutyKind
from watchbook.triage.binding import binding_among, binding_elsewhere
from watchbook.triage.perhaps_bound import perhaps_bound
from watchbook.triage.queries import AssessmentStanding
from watchbook.web.wording import moment

# What ends a plan, or the wait for its signature. Why lies with the event.
ENDINGS = {
    "overt_plan.declined": gettext_lazy("Declined by {name}, {when}: {why}"),
    "overt_plan.taken_back": gettext_lazy("Taken back by {name}, {when}: {why}"),
    "overt_plan.ended": gettext_lazy("Ended by {name}, {when}: {why}"),
}


class AssessedForMore(NamedTuple):
    """An assessment over which no overt plan is signed, and why; `own` is the assessment where the same service made it."""

    why: str
    own: AssessmentStanding | None = None

    @property
    def in_short(self) -> str:
        """Name the assessment and what it says, for a line of a list."""
        if self.own is None:
            return _("the account was assessed more strictly elsewhere")
        reference, titles = self.own.assessment.reference, self.own.titles
        if self.own.ask:
            return _("{reference} waits for an answer from {whom}").format(
                reference=reference, whom=self.own.asked
            )
        return _("{reference} says “{titles}”").format(reference=reference, titles=titles)


def plan_by_reference(reference: str) -> OvertPlan | None:
    """The plan of this reference."""
    rows = OvertPlan.objects.select_related(
        "investigation", "subject__investigation", "service", "proposed_by"
    )
    return rows.filter(reference=reference).first()


def plan_waiting(subject: Subject) -> OvertPlan | None:
    """The plan of a subject that waits for the line manager. One query."""
    return OvertPlan.objects.filter(subject=subject, state=PlanState.PROPOSED).first()


def ending_of(plan: OvertPlan) -> str:
    """Say who declined, took back or ended a plan, when and why; “” where nobody did. Three queries."""
    event = event_named(*ENDINGS, subject=plan.id)
    if event is None:
        return ""
    name = Person.objects.filter(pk=event.by).values_list("name", flat=True).first()
    why = personal_facts(event)["why"] or "–"
    return str(ENDINGS[event.name]).format(name=name or "–", when=moment(event.at), why=why)


def plans_of(investigation: Investigation) -> QuerySet[OvertPlan]:
    """The plans of an investigation, the newest first; `was_taken_back` tells those from the declined ones."""
    rows = OvertPlan.objects.filter(investigation=investigation)
    rows = rows.annotate(was_taken_back=has_happened("overt_plan.taken_back"))
    return rows.select_related("subject__investigation", "proposed_by", "signed_by")


def plans_declined(person: Person) -> QuerySet[OvertPlan]:
    """List the plans that somebody proposed and a manager declined, until they read that."""
    rows = OvertPlan.objects.filter(proposed_by=person, state=PlanState.DECLINED)
    rows = rows.annotate(declined_at=last_at("overt_plan.declined")).exclude(declined_at=None)
    unread = rows.exclude(did_since(person.id, "overt_plan.read", since="declined_at"))
    return unread.select_related("investigation").order_by("declined_at")


def plans_to_sign(person: Person) -> QuerySet[OvertPlan]:
    """The plans that wait for this manager's signature, as `may_sign_plan` says."""
    led = services_led_by(person, on=today())
    return proposed_plans().filter(service__in=led).exclude(proposed_by=person)


def plans_in_force_for(person: Person) -> QuerySet[OvertPlan]:
    """The plans in force of the services that this manager leads, the next to end first."""
    on = today()
    rows = OvertPlan.objects.filter(service__in=services_led_by(person, on=on), state=PlanState.SIGNED)
    rows = rows.filter(from_on__lte=on, until_on__gte=on).select_related(
        "subject__investigation", "proposed_by"
    )
    return rows.defer("envelope").order_by("until_on", "reference")


def proposed_plans() -> QuerySet[OvertPlan]:
    """The plans that wait for a signature."""
    rows = OvertPlan.objects.filter(state=PlanState.PROPOSED)
    return rows.select_related("subject__investigation", "proposed_by", "service")


def signers_for(services: Any) -> QuerySet[Duty]:
    """The duties of the line managers who lead some services, and so sign their plans."""
    leads = Q(service__in=services) | Q(service=None, person__service__in=services)
    rows = Duty.objects.filter(
        in_force_on(today()), leads, kind=DutyKind.LINE_MANAGER, person__is_active=True
    )
    return rows.select_related("person").order_by("person__name")


def signers_among(duties: Iterable[Duty], plan: OvertPlan) -> list[str]:
    """Name those who may sign a plan, as `may_sign_plan` says, each once."""
    found = [one.person for one in duties if plan.service_id == (one.service_id or one.person.service_id)]
    return list(dict.fromkeys(one.name for one in found if one.id != plan.proposed_by_id))


def stands_against(plans: Iterable[OvertPlan], *, at: datetime) -> dict[UUID, AssessedForMore]:
    """Return, by the plan, what stands against signing each of these. One query, and a few for each over which something may stand."""
    rows = list(plans)
    bound = perhaps_bound(row.subject for row in rows) if rows else set()
    found = {row.id: assessed_for_more(row.subject, at=at) for row in rows if row.subject_id in bound}
    return {plan: more for plan, more in found.items() if more}


def assessed_for_more(subject: Subject, *, at: datetime) -> AssessedForMore | None:
    """Return the assessment that asks for more than an overt plan: a plan over it would cover nothing, and wake when somebody lowers it."""
    whole, service = together_with(subject), subject.investigation.service_id
    own = binding_among(whole, service=service, at=at)
    if own is not None and own.binds:
        return AssessedForMore(_why(own), own)
    if binding_elsewhere(whole, service=service, at=at) is not None:
        return AssessedForMore(
            _(
                "This account was assessed more strictly elsewhere in the authority. Ask the RIPA co-ordinator."
            )
        )
    return None


def _why(own: AssessmentStanding) -> str:
    said = (
        _(
            "The newest assessment of this subject, {reference}, says “{outcome}” and waits for an answer from {whom}. "
            "An overt plan can be signed only after the answer."
        )
        if own.ask
        else _(
            "The newest assessment of this subject, {reference}, says “{outcome}”. An overt plan cannot cover that. "
            "Get the permission that the assessment asks for, or ask for a decision on the assessment first."
        )
    )
    return said.format(reference=own.assessment.reference, outcome=own.titles, whom=own.asked)
