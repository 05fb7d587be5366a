"""Disposal of retention schedules, with their classes and their adoption: due once another edition is followed."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.retention_schedule.models import (
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)
from watchbook.governance.retention_schedule.permissions import may_read_retention_schedule
from watchbook.organisation.queries import today
from watchbook.register.disposal import Disposal, disposal_of

DISPOSED = Kind(
    "retention_schedule.disposed",
    ("reference", "versions"),
    says=_("The edition of the retention schedule was deleted at the end of its retention period."),
    is_grave=True,
)


def _superseded() -> QuerySet[RetentionSchedule]:
    """Every edition that was followed, with the day from which another is followed in its place."""
    adoptions = RetentionAdoption.objects.as_at(None).filter(is_struck=False)
    own = adoptions.filter(schedule_reference=OuterRef("reference")).values("in_force_from")[:1]
    followed = RetentionSchedule.objects.as_at(None).annotate(followed_from=Subquery(own))
    later = adoptions.filter(in_force_from__gt=OuterRef("followed_from"), in_force_from__lte=today())
    next_one = later.order_by("in_force_from").values("in_force_from")[:1]
    return followed.annotate(superseded_on=Subquery(next_one))


def _followed_before(day: date) -> QuerySet[RetentionSchedule]:
    adopted = RetentionAdoption.objects.filter(in_force_from__lt=day)
    return RetentionSchedule.objects.filter(reference__in=adopted.values("schedule_reference"))


due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="adopted_document",
        tables={
            RetentionClass: ("schedule_reference",),
            RetentionAdoption: ("schedule_reference",),
            RetentionSchedule: ("reference",),
        },
        rows=_superseded,
        began="superseded_on",
        event=_("the date from which another edition was in force"),
        page="governance:retention_schedule",
        among=_followed_before,
        named_in={
            RetentionSchedule: ("title",),
            RetentionClass: ("title", "trigger", "period_words", "action_words", "reason"),
            RetentionAdoption: ("decided_by", "minute"),
        },
    )
)
READERS = {RetentionSchedule: may_read_retention_schedule}
