"""The table of legal holds. In the envelope: why the hold was placed, and why it ended."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Person

FIXED = ("reference", "table", "thing", "thing_reference", "ground", "placed_by", "placed_at")


class HoldGround(models.TextChoices):
    """The proceedings, or the person, for which a thing is kept."""

    INVESTIGATION = "investigation", _("an investigation")
    PROSECUTION = "prosecution", _("a prosecution (CPIA 1996)")
    TRIBUNAL = "tribunal", _("proceedings in a tribunal or court")
    INFORMATION_REQUEST = "information_request", _("a request for information (FOIA s.77)")
    RIGHTS_REQUEST = "rights_request", _("a request under a data protection right")
    COMPLAINT = "complaint", _("a complaint")


class LegalHold(Recorded, Enveloped):
    """A hold on one thing and all that lies in it, from when it was placed until it is ended."""

    kind_of_envelope: ClassVar[str] = "retention.legal_hold"
    reference = models.CharField(max_length=20, unique=True)
    # The thing by its table and id, not by a key: a hold stays on record after what it held.
    table = models.CharField(max_length=60)
    thing = models.UUIDField()
    thing_reference = models.CharField(max_length=60)
    ground = models.CharField(max_length=20, choices=HoldGround)
    placed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-placed_at"]
        triggers = [needs_event(), recorded_by_the_clock(), never_changed(*FIXED)]
        indexes = [
            models.Index(name="hold_on_thing", fields=["thing", "placed_at"], condition=Q(ended_at=None)),
            models.Index(name="hold_ended", fields=["ended_at", "id"], condition=Q(ended_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="hold_ended_says_when_and_by_whom",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__gte=F("placed_at"), ended_by__isnull=False),
            ),
            models.CheckConstraint(
                name="hold_table_is_a_label", condition=Q(table__regex=r"^[a-z_]+\.[a-z]+$")
            ),
        ]

    def __str__(self) -> str:
        return self.reference
