"""Deletions in fact: counted from the destructions that were ordered and the events that tell of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, F, Max, Q, Value, When

from watchbook.audit_log.models import Event
from watchbook.keys.models import KeyDestruction
from watchbook.retention.deletion.models import DeletionItem

ENDS = ("disposed", "emptied")  # of the names of the events of deletion
PROTECTED = (
    ""  # in the place of the table of a protected record: a count by tables would tell which kind was erased
)


@dataclass(frozen=True)
class Deleted:
    """The number of things of a table that were deleted, and when the last was."""

    count: int
    last_at: datetime


def deleted(*, as_at: datetime | None = None) -> dict[str, Deleted]:
    """Count the deletions by a moment (None: by now) for each table, those of protected records together. Two queries."""
    ends = Q(name__endswith=ENDS[0]) | Q(name__endswith=ENDS[1])
    ordered = (
        KeyDestruction.objects.all()
        if as_at is None
        else KeyDestruction.objects.filter(recorded_at__lte=as_at)
    )
    hidden = dict(DeletionItem.objects.filter(is_protected=True).values_list("item", "keys"))
    parts = {UUID(key["item"]) for keys in hidden.values() for key in keys} - hidden.keys()
    told = Event.objects.filter(ends, subject_id__in=ordered.values("item")).exclude(subject_id__in=parts)
    of = Case(When(subject_id__in=hidden.keys(), then=Value(PROTECTED)), default=F("subject_table"))
    counted = (
        told.order_by().values(of=of).annotate(count=Count("subject_id", distinct=True), last_at=Max("at"))
    )
    return {row["of"]: Deleted(row["count"], row["last_at"]) for row in counted}
