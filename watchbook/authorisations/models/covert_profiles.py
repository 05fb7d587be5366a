"""The register of covert profiles: profiles of the authority that do not show it. Registered, reviewed, audited, retired.

A register and nothing else: it holds no password, opens no profile and posts nothing (docs/explanation/never.md).
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.authorisations.states import ProfileState
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Person

NO_PROFILE, SEPARATOR = "none", ", "  # how an application names profiles


class CovertProfile(Recorded, Enveloped):
    """One profile: on which platform, for which services, who may use it, until when it is reviewed.

    Its displayed name and handle, why it is needed and where its credentials are kept lie in the envelope.
    """

    kind_of_envelope = "authorisations.covert_profile"

    reference = models.CharField(max_length=30, unique=True)
    platform = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=ProfileState, default=ProfileState.PROPOSED)
    created_on = models.DateField()
    services = ArrayField(models.UUIDField(), default=list, blank=True)
    users = ArrayField(models.UUIDField(), default=list, blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    audited_on = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["reference"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed("reference", "platform", "created_on", "proposed_by"),
        ]
        indexes = [
            models.Index(
                name="covert_profile_by_end",
                fields=["retired_on", "id"],
                condition=Q(retired_on__isnull=False),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="covert_profile_is_approved_by_another",
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="covert_profile_approved_says_by_whom",
                condition=~Q(state__in=[ProfileState.APPROVED, ProfileState.RETIRED])
                | Q(approved_by__isnull=False, approved_at__isnull=False, review_due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="covert_profile_retired_says_when",
                condition=Q(state=ProfileState.RETIRED, retired_on__isnull=False)
                | (~Q(state=ProfileState.RETIRED) & Q(retired_on=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_risk_assessed_for(self, user: Person) -> bool:
        """Whether somebody may use it as to risk: nobody shares it, or their own risks were assessed."""
        return len(self.users) <= 1 or self.risk_assessments.filter(user=user).exists()


OF_PROFILE: list[Any] = [needs_event(subject="profile_id"), recorded_by_the_clock(), written_once()]


class ProfileCheck(Recorded, Enveloped):
    """A review by the RIPA co-ordinator, or an audit by the SRO: what was found."""

    class Kind(models.TextChoices):
        """Which of the two."""

        REVIEW = "review", _("review")
        AUDIT = "audit", _("audit by the senior responsible officer")

    kind_of_envelope = "authorisations.profile_check"
    ends_with = ("profile_id",)
    profile = models.ForeignKey(CovertProfile, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=6, choices=Kind)
    checked_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["checked_on", "recorded_at"]
        triggers = OF_PROFILE

    def __str__(self) -> str:
        return f"{self.kind} {self.checked_on}"


class RiskAssessment(Recorded, Enveloped):
    """The risks to one user of a profile, and what is done about them; the newest of each user counts."""

    kind_of_envelope = "authorisations.risk_assessment"
    ends_with = ("profile_id",)
    profile = models.ForeignKey(CovertProfile, on_delete=models.PROTECT, related_name="risk_assessments")
    user = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    assessed_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        triggers = OF_PROFILE
        constraints = [
            models.UniqueConstraint(name="risk_assessment_number_is_once", fields=["profile", "number"]),
            models.CheckConstraint(name="risk_assessment_is_made_by_another", condition=~Q(by=F("user"))),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}/{self.number}"
