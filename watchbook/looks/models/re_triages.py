"""The table of re-triages that the authorising officer signed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.investigations.models import Subject
from watchbook.keys.envelope import Enveloped
from watchbook.looks.models.looks import Look
from watchbook.looks.states import ReTriageState
from watchbook.organisation.models import Person


class ReTriage(Recorded, Enveloped):
    """That looking again at a subject is not directed surveillance: asked by the officer, signed by the AO, for one look.

    `departs_from` is the assessment that was the newest of the subject when it was asked; `signed_over` names what bound
    the account when it was signed, each in its version.
    In its envelope: the facts of the triage, why the officer thinks so, why the AO signs or not.
    """

    kind_of_envelope: ClassVar[str] = "looks.re_triage"
    reference = models.CharField(max_length=20, unique=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="re_triages")
    state = models.CharField(max_length=8, choices=ReTriageState, default=ReTriageState.ASKED)
    outcomes = ArrayField(models.CharField(max_length=30))
    triage_version = models.CharField(max_length=20)
    prior_looks = models.PositiveIntegerField()
    departs_from = models.UUIDField(null=True, blank=True)
    signed_over = ArrayField(models.CharField(max_length=48), default=list, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    used_by = models.OneToOneField(
        Look, null=True, blank=True, on_delete=models.PROTECT, related_name="re_triage"
    )

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(name="re_triage_by_moment", fields=["asked_at"])]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed(
                "reference", "subject", "outcomes", "triage_version", "departs_from", "asked_by", "asked_at"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="re_triage_is_signed_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="re_triage_decided_says_by_whom",
                condition=Q(state="asked", decided_by=None, decided_at=None)
                | (~Q(state="asked") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="re_triage_used_names_its_look",
                condition=Q(state="used", used_by__isnull=False) | (~Q(state="used") & Q(used_by=None)),
            ),
            models.CheckConstraint(
                name="re_triage_never_where_triage_says_more",
                condition=~Q(outcomes__overlap=["directed_surveillance", "chis", "not_allowed", "ask"]),
            ),
            models.CheckConstraint(
                name="re_triage_version_is_an_id", condition=Q(triage_version__regex=r"^[0-9.-]*$")
            ),
        ]

    def __str__(self) -> str:
        return self.reference
