"""Disposal of retention schedules: what is due, where a person is named, and how an edition goes (called by retention)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record
from watchbook.governance.retention_schedule.models import (
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)
from watchbook.keys import destruction
from watchbook.organisation.models import Person

DISPOSED = Kind(
    "retention_schedule.disposed",
    fields=("reference", "versions"),
    says=_("The edition of the retention schedule was disposed of at the end of its retention."),
    is_grave=True,
)
CLASS = "adopted documents"
PERSONAL_FIELDS = {
    "governance.RetentionSchedule.title": CLASS,
    "governance.RetentionClass.title": CLASS,
    "governance.RetentionClass.trigger": CLASS,
    "governance.RetentionClass.period_words": CLASS,
    "governance.RetentionClass.action_words": CLASS,
    "governance.RetentionClass.reason": CLASS,
    "governance.RetentionAdoption.decided_by": CLASS,
    "governance.RetentionAdoption.minute": CLASS,
}


def due(on: date) -> list[UUID]:
    """Every edition that was followed and superseded before a day; the period of its class is applied by retention."""
    adoptions = RetentionAdoption.objects.as_at(None).filter(is_struck=False, in_force_from__lte=on)
    followed = adoptions.order_by("in_force_from", "adopted_on", "recorded_at")
    superseded = list(followed.values_list("schedule_reference", flat=True))[:-1]
    return _newest(superseded)


def find(text: str) -> list[UUID]:
    """Editions of which some row holds this text, in whichever version: their newest versions."""
    classes = RetentionClass.objects.filter(
        Q(title__icontains=text)
        | Q(trigger__icontains=text)
        | Q(period_words__icontains=text)
        | Q(action_words__icontains=text)
        | Q(reason__icontains=text)
    )
    adoptions = RetentionAdoption.objects.filter(Q(decided_by__icontains=text) | Q(minute__icontains=text))
    schedules = RetentionSchedule.objects.filter(title__icontains=text)
    return _newest(
        [
            *schedules.values_list("reference", flat=True),
            *classes.values_list("schedule_reference", flat=True),
            *adoptions.values_list("schedule_reference", flat=True),
        ]
    )


@transaction.atomic
def dispose(schedule_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove every row of an edition; the events keep the reference and the count."""
    reference = RetentionSchedule.objects.values_list("reference", flat=True).get(pk=schedule_id)
    versions = RetentionSchedule.objects.select_for_update(of=("self",)).filter(reference=reference)
    newest_first = ("-recorded_at", "-id")
    rows: list[RetentionSchedule | RetentionClass | RetentionAdoption] = [
        *RetentionClass.objects.filter(schedule_reference=reference).order_by(*newest_first),
        *RetentionAdoption.objects.filter(schedule_reference=reference).order_by(*newest_first),
        *versions.order_by(*newest_first),
    ]
    destruction.at_commit(*(row.id for row in rows))
    for row in rows:
        record(DISPOSED, subject=row, by=by, at=at, reference=reference, versions=len(rows))
        row.delete()


def _newest(references: list[str]) -> list[UUID]:
    rows = RetentionSchedule.objects.as_at(None).filter(reference__in=references)
    return list(rows.values_list("id", flat=True))
