"""The table of custody: who handled a capture's content, when, how, why; written before the first byte leaves (ISO 27037)."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.evidence.models.captures import Capture
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Person


class Handling(models.TextChoices):
    """What somebody did with the content."""

    VIEWED = "viewed", _("viewed")
    COMPARED = "compared", _("compared with another")
    COPIED = "copied", _("copied")
    PRINTED = "printed", _("printed")
    TRANSFERRED = "transferred", _("handed over")
    VERIFIED = "verified", _("checked")


class CustodyEntry(Recorded, Enveloped):
    """One handling. In its envelope, under the capture's key: why, and to whom it was handed over."""

    kind_of_envelope: ClassVar[str] = "evidence.custody"
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="custody")
    number = models.PositiveIntegerField()
    handling = models.CharField(max_length=12, choices=Handling)
    part = models.CharField(
        max_length=40, blank=True, default=""
    )  # which part of the content: pictures, text, bundle, …
    handled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        triggers = [needs_event(subject="capture_id"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(name="custody_number_is_one", fields=["capture", "number"]),
            models.CheckConstraint(
                name="custody_part_is_an_id", condition=models.Q(part__regex=r"^([a-z][a-z0-9_]*)?$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capture}/{self.number}"

    @property
    def item(self) -> UUID:
        """The capture's key: it ends with its capture."""
        return self.capture_id
