"""Disposal of retention schedules, with their classes and their adoption: due once another edition is followed."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.retention_schedule.models import (
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "retention_schedule.disposed",
    ("reference", "versions"),
    says=_("The edition of the retention schedule was disposed of at the end of its retention."),
    is_grave=True,
)


def _superseded(on: date) -> QuerySet[RetentionSchedule]:
    """Every edition that was followed and superseded before a day."""
    adoptions = RetentionAdoption.objects.as_at(None).filter(is_struck=False, in_force_from__lte=on)
    followed = adoptions.order_by("in_force_from", "adopted_on", "recorded_at")
    *superseded, _followed = followed.values_list("schedule_reference", flat=True) or [""]
    return RetentionSchedule.objects.as_at(None).filter(reference__in=superseded)


due, find, dispose, PERSONAL_FIELDS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="adopted documents",
        tables={
            RetentionClass: ("schedule_reference",),
            RetentionAdoption: ("schedule_reference",),
            RetentionSchedule: ("reference",),
        },
        due=_superseded,
        named_in={
            RetentionSchedule: ("title",),
            RetentionClass: ("title", "trigger", "period_words", "action_words", "reason"),
            RetentionAdoption: ("decided_by", "minute"),
        },
    )
)
