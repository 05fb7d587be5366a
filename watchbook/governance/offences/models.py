"""The table of entries of the register of offences that the authority's solicitor has confirmed, each as it then read."""

from django.db import models
from django.db.models import Q

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.register.models.entries import Entry


class OffenceConfirmation(Entry):
    """A comparison of an entry with the law by the solicitor: which offence, its version, the digest of its words."""

    offence = models.CharField(max_length=80)
    since = models.DateField()
    digest = models.CharField(max_length=64)
    confirmed_on = models.DateField()

    class Meta:
        ordering = ["offence", "since", "-recorded_at"]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
        constraints = [
            models.CheckConstraint(
                name="offence_confirmation_keeps_what_was_confirmed",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$") & ~Q(offence=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offence} {self.since}"
