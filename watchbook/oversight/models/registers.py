"""Tables of oversight: internal audits, inspections, what they recommend, and what was done about each recommendation.

A row is written once. A correction is a new row that names the old one, so that what was recorded by any moment can be
told again. Services are kept by id in the row itself: a row of another table could be changed without this one.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.files.models import KeptFile
from watchbook.governance.letters.models import Body
from watchbook.organisation.models import Person
from watchbook.oversight.states import Step
from watchbook.register.models.entries import Entry

GUARDS = [needs_event(), recorded_by_the_clock(), written_once()]


class Extent(models.TextChoices):
    """How far something was about the use of social media (FOI 9477, question 1.d)."""

    EXCLUSIVELY = "exclusively", _("exclusively")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


class Trigger(models.TextChoices):
    """Why an internal audit was made."""

    COMMISSIONER = "commissioner", _("a Commissioner’s recommendation")
    AUDIT_PLAN = "audit_plan", _("the audit plan")
    INCIDENT = "incident", _("an incident")
    SRO = "sro", _("the senior responsible officer asked for it")
    OTHER = "other", _("another reason")


class Release(models.TextChoices):
    """Whether a report may be given out; what is withheld says under which provision."""

    NOT_CONSIDERED = "not_considered", _("not considered yet")
    PUBLISHABLE = "publishable", _("publishable")
    PARTLY = "publishable_in_part", _("publishable in part")
    EXEMPT = "exempt", _("exempt")


class Rating(models.TextChoices):
    """How grave a recommendation is."""

    RED = "red", _("red")
    AMBER = "amber", _("amber")
    GREEN = "green", _("green")


WITHHELD = (Release.PARTLY.value, Release.EXEMPT.value)
NOT_WITHHELD = (Release.NOT_CONSIDERED.value, Release.PUBLISHABLE.value)


def _withheld_says_why(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(release__in=NOT_WITHHELD, release_provision="")
        | (Q(release__in=WITHHELD) & ~Q(release_provision="")),
    )


class InternalAudit(Entry, KeptFile):
    """An internal audit: why, of which services, how far about social media, its days, its findings and its report."""

    reference = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    trigger = models.CharField(max_length=20, choices=Trigger)
    concerns_social_media = models.CharField(max_length=12, choices=Extent)
    whole_authority = models.BooleanField()
    services = ArrayField(models.UUIDField(), default=list, blank=True)
    began_on = models.DateField()
    reported_on = models.DateField(null=True, blank=True)
    findings = models.TextField(max_length=8000, blank=True, default="")
    release = models.CharField(max_length=20, choices=Release, default=Release.NOT_CONSIDERED)
    release_provision = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["-began_on", "-recorded_at"]
        triggers = GUARDS
        constraints = [
            models.UniqueConstraint(
                name="internal_audit_reference_is_one_audits",
                fields=["reference"],
                condition=Q(corrects=None),
            ),
            models.CheckConstraint(
                name="internal_audit_is_of_services_or_of_the_whole",
                condition=Q(whole_authority=True, services=[]) | (Q(whole_authority=False) & ~Q(services=[])),
            ),
            models.CheckConstraint(
                name="internal_audit_reports_after_it_began",
                condition=Q(reported_on=None) | Q(reported_on__gte=F("began_on")),
            ),
            models.CheckConstraint(
                name="internal_audit_under_way_has_no_report",
                condition=Q(reported_on__isnull=False) | Q(findings="", file_sha256=""),
            ),
            _withheld_says_why("internal_audit_withheld_says_why"),
        ]

    def __str__(self) -> str:
        return self.reference


class Inspection(Entry, KeptFile):
    """An inspection: by which body, of what, how far about social media, its days, and its report."""

    reference = models.CharField(max_length=20)
    body = models.CharField(max_length=12, choices=Body)
    scope = models.CharField(max_length=1000)
    concerns_social_media = models.CharField(max_length=12, choices=Extent)
    first_on = models.DateField()
    last_on = models.DateField()
    report_received_on = models.DateField(null=True, blank=True)
    release = models.CharField(max_length=20, choices=Release, default=Release.NOT_CONSIDERED)
    release_provision = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["-first_on", "-recorded_at"]
        triggers = GUARDS
        constraints = [
            models.UniqueConstraint(
                name="inspection_reference_is_one_inspections",
                fields=["reference"],
                condition=Q(corrects=None),
            ),
            models.CheckConstraint(
                name="inspection_ends_after_it_begins", condition=Q(last_on__gte=F("first_on"))
            ),
            models.CheckConstraint(
                name="inspection_reports_after_it_ended",
                condition=Q(report_received_on=None) | Q(report_received_on__gte=F("last_on")),
            ),
            models.CheckConstraint(
                name="inspection_without_a_report_has_no_copy",
                condition=Q(report_received_on__isnull=False) | Q(file_sha256=""),
            ),
            _withheld_says_why("inspection_withheld_says_why"),
        ]

    def __str__(self) -> str:
        return self.reference


class Recommendation(Entry):
    """What one audit or one inspection recommends: its words, its rating, who sees to it, and by when."""

    reference = models.CharField(max_length=20)
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
        indexes = [models.Index(name="recommendation_of_source", fields=["source_reference"])]
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
    step = models.CharField(max_length=10, choices=Step)
    on = models.DateField()
    words = models.TextField(max_length=4000, blank=True, default="")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    evidence_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_at", "id"]
        triggers = GUARDS
        indexes = [
            models.Index(name="step_of_recommendation", fields=["recommendation_reference", "recorded_at"])
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
