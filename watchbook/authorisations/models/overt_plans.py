"""Overt plans: a manager's signed plan for repeated overt looks at a subject, with an end."""

from django.db import models
from django.db.models import F, Q

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.authorisations.states import PlanState
from watchbook.investigations.models import Investigation, Subject
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Person, Service


class OvertPlan(Recorded, Enveloped):
    """What is looked at openly, how often, until when. Purpose and description lie in the envelope."""

    kind_of_envelope = "authorisations.overt_plan"

    reference = models.CharField(max_length=30, unique=True)
    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="overt_plans")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="overt_plans")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=PlanState, default=PlanState.PROPOSED)
    looks_at_most = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed(
                "reference", "investigation", "subject", "looks_at_most", "from_on", "until_on", "proposed_by"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="overt_plan_is_signed_by_another",
                condition=Q(signed_by=None) | ~Q(signed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="overt_plan_signed_says_by_whom",
                condition=~Q(state__in=[PlanState.SIGNED, PlanState.ENDED])
                | Q(signed_by__isnull=False, signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="overt_plan_ended_says_when",
                condition=~Q(state=PlanState.ENDED) | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="overt_plan_ends_after_it_begins", condition=Q(until_on__gte=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.reference
