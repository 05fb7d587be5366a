"""Table of register totals: counts that stay when retention has deleted the rows that were counted (docs/explanation/answering.md#what-was-deleted)."""

from django.db import models
from django.db.models import Q

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.organisation.models import Service


class RegisterTotal(Recorded):
    """How many rows of a register there were: of a service in a month, by kind, purpose and platform. No person in it."""

    register = models.CharField(max_length=20)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20)
    platform = models.CharField(max_length=20)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        app_label = "governance"
        ordering = ["register", "month"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed("register", "service", "month", "kind", "purpose", "platform"),
        ]
        indexes = [models.Index(name="register_total_by_month", fields=["register", "month"])]
        constraints = [
            models.UniqueConstraint(
                name="register_total_is_one_row",
                fields=["register", "service", "month", "kind", "purpose", "platform"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="register_total_begins_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="register_total_holds_ids_alone",
                condition=Q(register__regex=r"^[a-z_]+$")
                & Q(kind__regex=r"^[a-z_]*$")
                & Q(purpose__regex=r"^[a-z_]*$")
                & Q(platform__regex=r"^[a-z][a-z0-9_]*$|^$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.month:%Y-%m}"
