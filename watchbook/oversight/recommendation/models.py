"""Tables of what audits and inspections recommend, and of what was done about each recommendation."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.models import Recorded
from watchbook.files.models import KeptFile
from watchbook.organisation.models import Person
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.recommendation.states import ProgressStep
from watchbook.register.models.entries import GUARDS, Entry
from watchbook.register.title_words import words_index


class Rating(models.TextChoices):
    """How grave a recommendation is."""

    RED = "red", _("red")
    AMBER = "amber", _("amber")
    GREEN = "green", _("green")


class Recommendation(Entry):
    """What one audit or one inspection recommends: its words, its rating, who sees to it, and by when."""

    reference = models.CharField(max_length=20, db_index=True)
    audit = models.ForeignKey(
        InternalAudit, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    inspection = models.ForeignKey(
        Inspection, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    source_reference = models.CharField(max_length=20)
    number = models.CharField(max_length=20, blank=True, default="")
    words = models.TextField(max_length=4000)
    rating = models.CharField(max_length=5, choices=Rating)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "reference"]
        triggers = GUARDS
        indexes = [
            models.Index(name="recommendation_by_due_date", fields=["due_on", "reference"]),
            models.Index(name="recommendation_of_source", fields=["source_reference"]),
            words_index("words_of_recommendation", "words"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="recommendation_reference_is_one_thing", fields=["reference"], condition=Q(corrects=None)
            ),
            models.CheckConstraint(
                name="recommendation_is_of_an_audit_or_an_inspection",
                condition=Q(audit__isnull=False, inspection=None) | Q(audit=None, inspection__isnull=False),
            ),
            models.CheckConstraint(name="recommendation_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.reference


class RecommendationStep(Recorded, KeptFile):
    """Evidence given, a discharge, or an opening again: on which day, in which words, by whom."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="steps")
    recommendation_reference = models.CharField(max_length=20)
    step = models.CharField(max_length=10, choices=ProgressStep)
    on = models.DateField()
    words = models.TextField(max_length=4000, blank=True, default="")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    evidence_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]
        triggers = GUARDS
        indexes = [
            models.Index(
                name="discharge_of_recommendation",
                fields=["recommendation_reference"],
                condition=Q(step="discharge"),
            ),
            models.Index(
                name="recommendation_progress",
                fields=["recommendation_reference", "recorded_at", "id"],
                include=["step"],
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="recommendation_evidence_and_reopening_say_what",
                condition=Q(step="discharge") | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="recommendation_discharged_by_a_second_person",
                condition=~Q(step="discharge")
                | (
                    Q(evidence_by__isnull=False)
                    & ~Q(recorded_by=F("owner"))
                    & ~Q(recorded_by=F("evidence_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_reference} {self.step}"
