"""The table of entries of the law's data that the authority's solicitor has confirmed, each as it then read."""

from django.db import models
from django.db.models import Q

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.register.models.entries import Entry


class LawConfirmation(Entry):
    """A comparison of an entry with the law by the solicitor: its kind and name, its version, the digest of its words."""

    kind = models.CharField(max_length=20)
    entry = models.CharField(max_length=120)
    since = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    confirmed_on = models.DateField()

    class Meta:
        ordering = ["kind", "entry", "since", "-recorded_at"]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
        constraints = [
            models.CheckConstraint(
                name="law_confirmation_keeps_what_was_confirmed",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$") & ~Q(kind="") & ~Q(entry=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry}"
