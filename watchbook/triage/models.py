"""Tables of assessments and of what departed from them, each row written once.

In the open: ids, days, outcomes, the path through the graph, which law and graph. What was said about a look or about
anybody lies in the envelope; so do the flags, which would say of somebody that they are a child, employed or a campaigner.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.investigations.models import Investigation, Subject
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Nation, Person
from watchbook.organisation.rules import TITLES, DutyKind

# What may come out where no subject is named: nobody in particular is looked at, or nothing may be done yet.
WITHOUT_SUBJECT = ["none", "observation", "overt", "immediate", "ask", "not_allowed"]
ASK = ["ask"]


class Adviser(models.TextChoices):
    """Who answers what the rules leave to a person."""

    COORDINATOR = "co-ordinator", _("the RIPA co-ordinator")
    LEGAL = "legal", _("the solicitor")


class Direction(models.TextChoices):
    """Which way somebody departed from an assessment."""

    RAISED = "raised", _("made stricter")
    LOWERED = "lowered", _("made less strict")
    ANSWERED = "answered", _("answered")


def _outcomes() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=24))


class Assessment(Recorded, Enveloped):
    """What triage said of a look before it was made. In its envelope: facts, notes, and the whole decision with reasons.

    `held` is what an earlier, stricter assessment, `held_to`, said and goes on saying until somebody signs.
    """

    kind_of_envelope: ClassVar[str] = "triage.assessment"
    reference = models.CharField(max_length=20, unique=True)
    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="assessments")
    subject = models.ForeignKey(
        Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments"
    )
    assessed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()
    on = models.DateField()
    nation = models.CharField(max_length=20, choices=Nation)
    graph = models.CharField(max_length=20)
    edition = models.CharField(max_length=60)
    path = ArrayField(models.CharField(max_length=8))
    outcomes = _outcomes()
    held = ArrayField(models.CharField(max_length=24), blank=True, default=list)
    held_to = models.CharField(max_length=20, blank=True, default="")
    least_strict = models.PositiveSmallIntegerField()
    ask = models.CharField(max_length=12, choices=Adviser, blank=True, default="")
    again_by = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-assessed_at", "-recorded_at"]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
        indexes = [
            models.Index(name="assessment_of_subject", fields=["subject", "-assessed_at", "-recorded_at"]),
            models.Index(name="assessment_held_to", fields=["held_to"], condition=~Q(held_to="")),
            models.Index(
                name="assessment_of_investigation", fields=["investigation", "-assessed_at", "-recorded_at"]
            ),
            models.Index(name="assessment_in_order", fields=["assessed_at", "recorded_at", "id"]),
        ]
        constraints = [
            models.CheckConstraint(name="assessment_has_an_outcome", condition=~Q(outcomes=[])),
            models.CheckConstraint(
                name="assessment_names_whom_it_looks_at",
                condition=Q(subject__isnull=False) | Q(outcomes__contained_by=WITHOUT_SUBJECT),
            ),
            models.CheckConstraint(
                name="assessment_asks_somebody",
                condition=((Q(outcomes=ASK) | Q(held=ASK)) & ~Q(ask=""))
                | (~Q(outcomes__contains=ASK) & ~Q(held__contains=ASK) & Q(ask="")),
            ),
            models.CheckConstraint(
                name="assessment_is_held_to_another",
                condition=Q(held=[], held_to="") | (~Q(held=[]) & ~Q(held_to="")),
            ),
            models.CheckConstraint(
                name="assessment_immediate_is_made_again",
                condition=Q(outcomes__contains=["immediate"], again_by__isnull=False)
                | (~Q(outcomes__contains=["immediate"]) & Q(again_by=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Departure(Recorded, Enveloped):
    """That somebody departed from an assessment, or answered what it asked. In its envelope: why."""

    kind_of_envelope: ClassVar[str] = "triage.departure"
    ends_with = ("assessment_id",)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="departures")
    number = models.PositiveSmallIntegerField()
    direction = models.CharField(max_length=8, choices=Direction)
    outcomes = _outcomes()
    ask = models.CharField(max_length=12, choices=Adviser, blank=True, default="")
    strictness_before = models.PositiveSmallIntegerField()
    strictness = models.PositiveSmallIntegerField()
    least_strict = models.PositiveSmallIntegerField()
    assessed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=30, choices=[(kind.value, TITLES[kind]) for kind in DutyKind])
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        triggers = [needs_event(subject="assessment_id"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(name="departure_number_is_once", fields=["assessment", "number"]),
            models.CheckConstraint(name="departure_has_an_outcome", condition=~Q(outcomes=[])),
            models.CheckConstraint(
                name="departure_asks_somebody",
                condition=(Q(outcomes=ASK, direction=Direction.RAISED) & ~Q(ask=""))
                | (~Q(outcomes__contains=ASK) & Q(ask="")),
            ),
            models.CheckConstraint(
                name="departure_goes_its_way",
                condition=Q(direction=Direction.RAISED, strictness__gte=F("strictness_before"))
                | Q(direction=Direction.LOWERED, strictness__lte=F("strictness_before"))
                | Q(direction=Direction.ANSWERED),
            ),
            models.CheckConstraint(
                name="departure_downwards_is_the_officers_or_solicitors",
                condition=~Q(direction=Direction.LOWERED)
                | Q(duty__in=[DutyKind.AUTHORISING_OFFICER.value, DutyKind.SOLICITOR.value]),
            ),
            models.CheckConstraint(
                name="departure_answer_is_the_coordinators_or_solicitors",
                condition=~Q(direction=Direction.ANSWERED)
                | Q(duty=DutyKind.SOLICITOR.value)
                | Q(duty=DutyKind.RIPA_COORDINATOR.value, strictness__gte=F("least_strict")),
            ),
            models.CheckConstraint(
                name="departure_downwards_and_answer_are_anothers",
                condition=Q(direction=Direction.RAISED) | ~Q(decided_by=F("assessed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}/{self.number}"
