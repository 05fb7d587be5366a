"""Table of inspections by oversight bodies."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from watchbook.governance.letters.models import Body
from watchbook.oversight.report.models import Reported, withheld_says_why
from watchbook.register.models.entries import GUARDS


class Inspection(Reported):
    """An inspection: by which body, of what, how far about social media, its days, and its report."""

    body = models.CharField(max_length=12, choices=Body)
    scope = models.CharField(max_length=1000)
    first_on = models.DateField()
    last_on = models.DateField()
    report_received_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-first_on", "-recorded_at"]
        indexes = [
            models.Index(name="inspections_newest_first", fields=["-first_on", "reference"]),
            models.Index(
                Coalesce("report_received_on", "last_on"),
                "id",
                name="inspection_over",
                condition=Q(is_struck=False),
            ),
        ]
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
            withheld_says_why("inspection_withheld_says_why"),
        ]
