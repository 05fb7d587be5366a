"""Tables of complaints about personal data: the complaint and its steps.

In envelopes under the complaint's key: who complains and how they are reached, what they say, every word and letter of ours.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Person
from watchbook.retention.case_step import STEP_GUARDS, CaseStep
from watchbook.retention.complaint.states import (
    ComplaintChannel,
    ComplaintOutcome,
    ComplaintState,
    ComplaintStepKind,
)


class Complaint(Recorded, Enveloped):
    """A complaint about how the authority uses somebody's data; `request_reference` is that of the request to which an officer linked it.

    `also_about` has the others that count beside it, with spaces between: the one that the person named, and those of earlier links.
    """

    kind_of_envelope: ClassVar[str] = "retention.complaint"
    reference = models.CharField(max_length=20, unique=True)
    received_on = models.DateField()
    channel = models.CharField(max_length=10, choices=ComplaintChannel)
    request_reference = models.CharField(max_length=20, blank=True, default="")
    also_about = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=12, choices=ComplaintState, default=ComplaintState.RECEIVED)
    outcome = models.CharField(max_length=10, choices=ComplaintOutcome, blank=True, default="")
    closed_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-received_on", "-recorded_at"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed("reference", "received_on", "channel", "recorded_by"),
        ]
        indexes = [
            models.Index(
                name="complaint_about_request",
                fields=["request_reference"],
                condition=~Q(state="closed") & ~Q(request_reference=""),
            ),
            models.Index(name="complaint_by_receipt", fields=["received_on", "reference"]),
            models.Index(
                name="complaint_closed", fields=["closed_on", "id"], condition=Q(closed_on__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="complaint_closed_has_its_outcome",
                condition=Q(state=ComplaintState.CLOSED, closed_on__isnull=False) & ~Q(outcome="")
                | ~Q(state=ComplaintState.CLOSED) & Q(outcome="", closed_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def about(self) -> list[str]:
        """The references of all requests that count for it."""
        return [one for one in (self.request_reference, *self.also_about.split()) if one]


class ComplaintStep(CaseStep):
    """A step in the course of a complaint."""

    kind_of_envelope: ClassVar[str] = "retention.complaint_step"
    ends_with = ("complaint_id",)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")

    class Meta(CaseStep.Meta):
        triggers = [needs_event(subject="complaint_id"), *STEP_GUARDS]
        constraints = [
            models.CheckConstraint(
                name="complaint_step_is_known", condition=Q(kind__in=ComplaintStepKind.values)
            ),
        ]
