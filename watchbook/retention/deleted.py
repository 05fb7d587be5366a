"""Deletions in fact: counted from the destructions that were ordered and the events that tell of them.

Whoever read a figure before and after one list would learn whether the list deleted anything. So what is told to people who may
not read each record is told by months that have ended.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Case, Count, F, Max, Q, QuerySet, Value, When

from watchbook.acting.london_day import LONDON
from watchbook.audit_log.models import Event
from watchbook.keys.models import KeyDestruction
from watchbook.organisation.models import Authority
from watchbook.retention.deletion.models import DeletionItem

ENDS = Q(name__endswith="disposed") | Q(name__endswith="emptied")  # the events of deletion
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
    ordered = (
        KeyDestruction.objects.all()
        if as_at is None
        else KeyDestruction.objects.filter(recorded_at__lte=as_at)
    )
    hidden = dict(DeletionItem.objects.filter(is_protected=True).values_list("item", "keys"))
    parts = {UUID(key["item"]) for keys in hidden.values() for key in keys} - hidden.keys()
    told = Event.objects.filter(ENDS, subject_id__in=ordered.values("item")).exclude(subject_id__in=parts)
    of = Case(When(subject_id__in=hidden.keys(), then=Value(PROTECTED)), default=F("subject_table"))
    counted = (
        told.order_by().values(of=of).annotate(count=Count("subject_id", distinct=True), last_at=Max("at"))
    )
    return {row["of"]: Deleted(row["count"], row["last_at"]) for row in counted}


def month_began(on: date) -> datetime:
    """The first moment of the month of a day, in London: the months before it have ended."""
    return datetime.combine(on.replace(day=1), time(), tzinfo=LONDON)


def went_since(tables: Collection[str], since: datetime) -> QuerySet[Event, UUID]:
    """The ids of what these tables (by their names in the database) held at a moment and lost since."""
    emptied = KeyDestruction.objects.filter(recorded_at__lt=since)  # their lines may end later
    told = Event.objects.filter(ENDS, subject_table__in=tables, recorded_at__gte=since)
    told = told.exclude(subject_id__in=emptied.values("item"))
    return told.filter(subject_id__lt=first_id(since)).values_list("subject_id", flat=True).distinct()


def first_id(moment: datetime) -> UUID:
    """The first id that a row of a moment could have: ids sort by when they were made."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def register_began_before(moment: datetime) -> bool:
    """Whether the register was set up before a moment, by the id of its authority: a loader may date what it records."""
    return Authority.objects.filter(pk__lt=first_id(moment)).exists()
