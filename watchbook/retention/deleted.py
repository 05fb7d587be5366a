"""Deletions in fact: counted from the destructions that were ordered and the events that tell of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from watchbook.audit_log.models import Event
from watchbook.keys.models import KeyDestruction

ENDS = ("disposed", "emptied")  # of the names of the events of deletion


@dataclass(frozen=True)
class Deleted:
    """The number of things of a table that were deleted, and when the last was."""

    count: int
    last_at: datetime


def deleted(*, as_at: datetime | None = None) -> dict[str, Deleted]:
    """Count the deletions by a moment (None: by now) for each table. One query."""
    ends = Q(name__endswith=ENDS[0]) | Q(name__endswith=ENDS[1])
    ordered = (
        KeyDestruction.objects.all()
        if as_at is None
        else KeyDestruction.objects.filter(recorded_at__lte=as_at)
    )
    told = Event.objects.filter(ends, subject_id__in=ordered.values("item")).order_by()
    counted = told.values("subject_table").annotate(
        count=Count("subject_id", distinct=True), last_at=Max("at")
    )
    return {row["subject_table"]: Deleted(row["count"], row["last_at"]) for row in counted}
