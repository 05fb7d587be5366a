"""Tables of imports: how a spreadsheet's columns were matched with a register's, and uploads not yet carried out.

Neither keeps a word of the spreadsheet: columns are known by their place, headings by their hash.
"""

from django.db import models

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.organisation.models import Person


class ColumnMapping(Recorded):
    """How the columns of spreadsheets with these headings were matched with a register's; the newest counts."""

    register = models.CharField(max_length=60)
    headings_sha256 = models.CharField(max_length=64)
    places = models.JSONField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "governance"
        ordering = ["recorded_at", "id"]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
        indexes = [models.Index(name="mapping_of_headings", fields=["register", "headings_sha256"])]

    def __str__(self) -> str:
        return f"{self.register} {self.headings_sha256[:8]}"


class PendingImport(Recorded):
    """An upload on its way into a register: seen by whoever sent it, gone when it is carried out or a day old."""

    register = models.CharField(max_length=60)
    parcel_sha256 = models.CharField(max_length=64)
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    places = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)

    class Meta:
        app_label = "governance"
        ordering = ["recorded_at"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed("register", "parcel_sha256", "kept_by"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.pk}"
