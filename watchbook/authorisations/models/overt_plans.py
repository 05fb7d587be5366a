"""Overt plans: a manager's signed plan for repeated overt looks at a subject, with an end."""

from django.db import models
from django.db.models import F, Q

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.authorisations.rules.frequency import Frequency
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
    # How often: so many looks at most in any so many days; plans of before November 2026 say it in words alone.
    often_looks = models.PositiveSmallIntegerField(null=True, blank=True)
    often_days = models.PositiveSmallIntegerField(null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at"]
        indexes = [
            models.Index(name="overt_plan_by_end", fields=["until_on", "id"]),
            models.Index(name="overt_plan_proposed", fields=["recorded_at"], condition=Q(state="proposed")),
            models.Index(name="overt_plan_of_investigation", fields=["investigation", "-recorded_at"]),
            models.Index(
                name="overt_plan_to_sign",
                fields=["service", "-recorded_at"],
                condition=Q(state=PlanState.PROPOSED),
            ),
        ]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed(
                "reference",
                "investigation",
                "subject",
                "looks_at_most",
                "often_looks",
                "often_days",
                "from_on",
                "until_on",
                "proposed_by",
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
                name="overt_plan_says_how_often_in_full",
                condition=Q(often_looks=None, often_days=None) | Q(often_looks__gte=1, often_days__gte=1),
            ),
            models.CheckConstraint(
                name="overt_plan_ends_after_it_begins", condition=Q(until_on__gte=F("from_on"))
            ),
        ]

    @property
    def frequency(self) -> Frequency | None:
        """The frequency that binds its looks; None where the plan says it in words alone."""
        if self.often_looks is None or self.often_days is None:
            return None
        return Frequency(self.often_looks, self.often_days)

    def __str__(self) -> str:
        return self.reference
