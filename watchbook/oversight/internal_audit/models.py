"""Table of internal audits.

A row is written once; a correction is a new row that names the old one. Services are kept by id in the row itself: a row
of another table could be changed without this one.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.oversight.report.models import Reported, withheld_says_why
from watchbook.register.models.entries import GUARDS
from watchbook.register.title_words import words_index


class Trigger(models.TextChoices):
    """Why an internal audit was made."""

    COMMISSIONER = "commissioner", _("a Commissioner’s recommendation")
    AUDIT_PLAN = "audit_plan", _("the audit plan")
    INCIDENT = "incident", _("an incident")
    SRO = "sro", _("a request by the senior responsible officer")
    OTHER = "other", _("another reason")


class InternalAudit(Reported):
    """An internal audit: why, of which services, how far about social media, its days, its findings and its report."""

    title = models.CharField(max_length=200)
    trigger = models.CharField(max_length=20, choices=Trigger)
    whole_authority = models.BooleanField()
    services = ArrayField(models.UUIDField(), default=list, blank=True)
    began_on = models.DateField()
    reported_on = models.DateField(null=True, blank=True)
    findings = models.TextField(max_length=8000, blank=True, default="")

    class Meta:
        ordering = ["-began_on", "-recorded_at"]
        indexes = [
            words_index("words_of_audit", "title"),
            models.Index(name="audits_newest_first", fields=["-began_on", "reference"]),
            models.Index(name="audit_by_report", fields=["reported_on", "id"], condition=Q(is_struck=False)),
        ]
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
            withheld_says_why("internal_audit_withheld_says_why"),
        ]
