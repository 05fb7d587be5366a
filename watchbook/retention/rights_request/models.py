"""Tables of rights requests: the request, its steps, the searches, the purposes and each thing that was found.

In envelopes under the request's key: who asks and how they are reached, the names by which they go, every word, every letter.
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Person
from watchbook.retention.case_step import STEP_GUARDS, CaseStep
from watchbook.retention.rights_request.rules import DataRegime, ItemDecision, Known, Right
from watchbook.retention.rights_request.states import CLOSED, RightsState, RightsStepKind


class RightsRequest(Recorded, Enveloped):
    """A request by which somebody uses rights in their own data."""

    kind_of_envelope: ClassVar[str] = "retention.rights_request"
    reference = models.CharField(max_length=20, unique=True)
    rights = ArrayField(models.CharField(max_length=14, choices=Right))
    received_on = models.DateField()
    state = models.CharField(max_length=10, choices=RightsState, default=RightsState.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-received_on", "-recorded_at"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed("reference", "recorded_by"),
        ]
        indexes = [
            models.Index(name="rights_request_by_receipt", fields=["received_on", "reference"]),
            models.Index(
                name="rights_request_closed", fields=["closed_on", "id"], condition=Q(closed_on__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(name="rights_request_uses_a_right", condition=~Q(rights__len=0)),
            models.CheckConstraint(
                name="rights_request_closed_has_its_day",
                condition=Q(state__in=CLOSED, closed_on__isnull=False)
                | ~Q(state__in=CLOSED) & Q(closed_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class OfRequest(Recorded, Enveloped):
    """A row that belongs to a request and ends with it."""

    ends_with = ("request_id",)
    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class RightsStep(CaseStep):
    """A step in the course of a rights request."""

    kind_of_envelope: ClassVar[str] = "retention.rights_step"
    ends_with = ("request_id",)
    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="steps")
    # A letter sent outside Watchbook and recorded long after its day: it moves no clock before another officer saw the copy.
    is_to_check = models.BooleanField(default=False)

    class Meta(CaseStep.Meta):
        triggers = [needs_event(subject="request_id"), *STEP_GUARDS]
        constraints = [
            models.CheckConstraint(name="rights_step_is_known", condition=Q(kind__in=RightsStepKind.values)),
        ]


class SubjectSearch(OfRequest):
    """One search for the person through every part. In the envelope: the names sought. In the open: the parts, not what was found."""

    kind_of_envelope: ClassVar[str] = "retention.subject_search"
    parts: Any = models.JSONField()  # the names of the disposals that were asked
    searched_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_at"]
        triggers = [needs_event(subject="request_id"), recorded_by_the_clock(), written_once()]
        indexes = [models.Index(name="subject_search_of_request", fields=["request", "recorded_at"])]

    def __str__(self) -> str:
        return str(self.pk)


class ProcessingPurpose(OfRequest):
    """A purpose for which the person's data are used, with the law that it falls under. In the envelope: its words."""

    kind_of_envelope: ClassVar[str] = "retention.processing_purpose"
    number = models.PositiveSmallIntegerField()
    has_function = models.CharField(max_length=7, choices=Known)
    is_against_crime = models.CharField(max_length=7, choices=Known)
    regime = models.CharField(max_length=7, choices=DataRegime, blank=True, default="")
    corrects = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # the number of the one in whose place it stands
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        triggers = [needs_event(subject="request_id"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(name="purpose_number_is_one_requests", fields=["request", "number"]),
            models.UniqueConstraint(name="purpose_is_corrected_once", fields=["request", "corrects"]),
        ]

    def __str__(self) -> str:
        return str(self.number)


class FoundItem(OfRequest):
    """A thing in which the person was found, and what was decided about it for one of the rights that they use.

    In the envelope: why, and for what it is used.

    Events on a protected one are about the search that found it: the history of the request says nothing of it.
    """

    kind_of_envelope: ClassVar[str] = "retention.found_item"
    number = models.PositiveSmallIntegerField()  # counted apart for what is protected
    right = models.CharField(max_length=14, choices=Right, blank=True, default="")
    is_protected = models.BooleanField()
    told_about = models.UUIDField()  # the subject of its events: the request, or the search
    # By id, not by key: the request stays on record after what it had erased.
    table = models.CharField(max_length=60)
    thing = models.UUIDField()
    thing_reference = models.CharField(max_length=60)
    purpose = models.ForeignKey(
        ProcessingPurpose, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.CharField(max_length=10, choices=ItemDecision, blank=True, default="")
    ground = models.CharField(max_length=20, blank=True, default="")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The second keeper, without whom no protected record is erased.
    agreed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        triggers = [
            needs_event(subject="told_about"),
            recorded_by_the_clock(),
            never_changed(
                "request",
                "number",
                "right",
                "is_protected",
                "told_about",
                "table",
                "thing",
                "thing_reference",
            ),
        ]
        indexes = [
            models.Index(name="found_item_thing", fields=["thing"]),
            models.Index(
                name="found_item_undecided",
                fields=["recorded_at", "id"],
                condition=Q(is_protected=True, decision=""),
            ),
            models.Index(
                name="found_item_undecided_of",
                fields=["request", "number"],
                condition=Q(is_protected=True, decision=""),
            ),
            models.Index(
                name="found_item_decided",
                fields=["recorded_at", "id"],
                condition=Q(is_protected=True) & ~Q(decision=""),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="found_item_is_once_a_requests", fields=["request", "thing", "right"]
            ),
            models.CheckConstraint(
                name="found_item_decided_says_by_whom_and_when",
                condition=Q(decision="", ground="", decided_by=None, decided_on=None, lifted_on=None)
                | (~Q(decision="") & Q(decided_by__isnull=False, decided_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="found_item_rests_on_a_ground",
                condition=Q(decision__in=["", ItemDecision.NOT_THEIRS, ItemDecision.NOT_ASKED], ground="")
                | (~Q(decision="") & ~Q(ground="") & (Q(purpose__isnull=False) | Q(is_protected=True))),
            ),
            models.CheckConstraint(
                name="found_item_lifted_was_restricted",
                condition=Q(lifted_on=None) | Q(decision=ItemDecision.RESTRICT),
            ),
            models.CheckConstraint(
                name="found_item_erasure_is_agreed_by_another",
                condition=Q(agreed_by=None, agreed_on=None)
                | Q(is_protected=True, decision=ItemDecision.ERASE, agreed_on__isnull=False)
                & ~Q(agreed_by=F("decided_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.thing_reference


# What one keeper decided to erase is not decided before another agrees.
NOT_AGREED = Q(is_protected=True, decision=ItemDecision.ERASE, agreed_by=None)
