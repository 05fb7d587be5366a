"""The table of exhibits: what is produced from a capture, by whom, on what basis, and until when it is kept."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.evidence.models.captures import Capture
from watchbook.investigations.models import Investigation
from watchbook.keys.envelope import Enveloped
from watchbook.looks.models import Basis
from watchbook.organisation.models import Person


class Sensitivity(models.TextChoices):
    """What a reader is warned of; anything but none is blurred until they ask to see it."""

    NONE = "none", _("nothing to warn of")
    DISTRESSING = "distressing", _("distressing")
    VIOLENCE = "violence", _("violence")
    SEXUAL = "sexual", _("sexual content")
    CHILD = "child", _("a child can be recognised")
    CONFIDENTIAL = "confidential", _("may be confidential information")


class Exhibit(Recorded, Enveloped):
    """An exhibit, marked initials/number. In its envelope: what it shows, and how intrusion on others was kept small.

    It rests on its capture's look and on that look's basis, copied here so that it stands when it was produced.
    """

    kind_of_envelope: ClassVar[str] = "evidence.exhibit"
    reference = models.CharField(max_length=20, unique=True)
    mark = models.CharField(max_length=12, unique=True)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="exhibits")
    investigation = models.ForeignKey(
        Investigation, null=True, blank=True, on_delete=models.PROTECT, related_name="exhibits"
    )
    basis = models.CharField(max_length=24, choices=Basis)
    basis_id = models.UUIDField(null=True, blank=True)
    collateral = models.PositiveSmallIntegerField()
    sensitivity = models.CharField(max_length=12, choices=Sensitivity, default=Sensitivity.NONE)
    retention_class = models.SlugField(max_length=60)
    retain_until = models.DateField()
    produced_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    produced_at = models.DateTimeField()

    class Meta:
        ordering = ["-produced_at"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed(
                "reference",
                "mark",
                "capture",
                "investigation",
                "basis",
                "basis_id",
                "produced_by",
                "produced_at",
            ),
        ]
        indexes = [models.Index(name="exhibit_of_investigation", fields=["investigation", "produced_at"])]
        constraints = [
            models.CheckConstraint(
                name="exhibit_mark_is_initials_and_number", condition=Q(mark__regex=r"^[A-Z]{1,6}/[0-9]+$")
            ),
            models.CheckConstraint(
                name="exhibit_is_kept_at_least_a_day", condition=Q(retain_until__gt=F("produced_at__date"))
            ),
        ]

    def __str__(self) -> str:
        return self.mark
