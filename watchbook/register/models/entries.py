"""What every register row here shares: it is written once, and a correction is a new row that names the old one."""

from datetime import datetime
from typing import Self

from django.db import models

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.organisation.models import Person

GUARDS = [needs_event(), recorded_by_the_clock(), written_once()]


class EntryQuerySet[Row: "Entry"](models.QuerySet[Row]):
    """Reading a register as at a moment."""

    def as_at(self, moment: datetime | None) -> Self:
        """The rows recorded by then and not yet corrected by then; None means now."""
        if moment is None:
            return self.filter(corrected_by=None)
        later = self.model._default_manager.filter(recorded_at__lte=moment, corrects=models.OuterRef("pk"))
        return self.filter(~models.Exists(later), recorded_at__lte=moment)


class Entry(Recorded):
    """A row written once. `is_struck` marks a correction that takes the entry back altogether."""

    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    is_struck = models.BooleanField(default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)
