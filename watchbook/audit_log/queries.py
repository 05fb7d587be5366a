"""Reading the log: what happened to a row, in order."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Max, Model, OuterRef, QuerySet, Subquery

from watchbook.audit_log.models import Event, Installation, Leaf, SignedCheckpoint

NEWEST_SIZE = SignedCheckpoint.objects.order_by("-size").values("size")[:1]
NEWEST_EVENTS = 10_000  # of the log, among which a page asks what one person did last
ENTRY = Leaf.objects.filter(event_id=OuterRef("id"), index__lt=Subquery(NEWEST_SIZE)).values("index")[:1]


def events_about(*subjects: UUID) -> list[Event]:
    """Every event about one row or several, in the order in which they happened, oldest first. One query.

    `entry` of each is its place in the sealed log, None while no signed checkpoint covers it.

    What happened at one moment comes as it was recorded; loaders record several events at one moment too, and those
    come as they were written, by their number.
    """
    events = Event.objects.filter(subject_id__in=subjects).annotate(entry=Subquery(ENTRY))
    return list(events.order_by("at", "recorded_at", "number"))


def newest_about(subject: UUID, *, most: int) -> list[Event]:
    """The newest events about one row, the newest first. One query."""
    events = Event.objects.filter(subject_id=subject).annotate(entry=Subquery(ENTRY))
    return list(events.order_by("-number")[:most])


def recorded_since(since: datetime, *, names: Collection[str]) -> QuerySet[Event]:
    """The events of some kinds recorded since a moment, the newest first."""
    events = Event.objects.filter(recorded_at__gte=since, name__in=names).annotate(entry=Subquery(ENTRY))
    return events.order_by("-recorded_at", "-number")


def newest_rows_of(
    by: UUID, *, tables: Collection[str], besides: Collection[str] = ()
) -> QuerySet[Event, tuple[UUID, datetime, int]]:
    """The rows of these tables that a person read or changed last, with when, the newest first: among the newest events alone.

    `besides`: names of events that are no reading and no change of one row. The log has no index by person, and must not be read to its beginning for one page.
    """
    newest = Subquery(Event.objects.order_by("-number").values("number")[:1])
    theirs = Event.objects.filter(by=by, subject_table__in=tables, number__gt=newest - NEWEST_EVENTS)
    rows = (
        theirs.exclude(name__in=besides)
        .order_by()
        .values("subject_id")
        .annotate(last_at=Max("at"), last=Max("number"))
    )
    return rows.order_by("-last").values_list("subject_id", "last_at", "last")


def entry_of(event_id: UUID) -> int | None:
    """Which entry of the sealed log an event is; None while no signed checkpoint covers it."""
    return (
        Event.objects.filter(id=event_id)
        .annotate(entry=Subquery(ENTRY))
        .values_list("entry", flat=True)
        .first()
    )


def event_named(*names: str, subject: UUID) -> Event | None:
    """The newest event of these names about a row."""
    return Event.objects.filter(subject_id=subject, name__in=names).order_by("-number").first()


def has_done(by: UUID, name: str, *, subject: UUID, **fields: str | int) -> bool:
    """Whether a person did something to a row, as an event with these fields says. One query."""
    return Event.objects.filter(subject_id=subject, name=name, by=by, fields__contains=fields).exists()


def events_with(*names: str, **fields: Collection[str]) -> list[Event]:
    """The events of these names of which each of these fields has one of these values, the oldest first. One query."""
    events = Event.objects.filter(
        name__in=names, **{f"fields__{name}__in": list(one) for name, one in fields.items()}
    )
    return list(events.order_by("number"))


def did_since(by: UUID, name: str, *, since: str) -> Exists:
    """The condition that a person did something to a row at or after the moment in one of its fields, for a query to use."""
    return Exists(Event.objects.filter(subject_id=OuterRef("pk"), name=name, by=by, at__gte=OuterRef(since)))


def has_happened(name: str) -> Exists:
    """The condition that an event of a name happened to a row, for a query to use."""
    return Exists(Event.objects.filter(subject_id=OuterRef("pk"), name=name))


def times_changed(subject: UUID, *, besides: tuple[str, ...] = ()) -> int:
    """Count the events of a row, leaving out those of these names (mere readings). One query."""
    return Event.objects.filter(subject_id=subject).exclude(name__in=besides).count()


def last_happened(*, besides: tuple[str, ...] = ()) -> Subquery:
    """Return when something last happened to a row, leaving out the events of these names, for a query to annotate."""
    told = Event.objects.filter(subject_id=OuterRef("pk")).exclude(name__in=besides)
    return Subquery(told.order_by("-at").values("at")[:1])


def heard_of_before[Row: Model](table: type[Row], moment: datetime) -> QuerySet[Row]:
    """The rows of a table to which something had happened before a moment: among them are all to which nothing happened since."""
    return table._default_manager.filter(
        Exists(Event.objects.filter(subject_id=OuterRef("pk"), at__lt=moment))
    )


def last_at(name: str) -> Subquery:
    """Return when the newest event of a name about a row was, for a query to annotate."""
    told = Event.objects.filter(subject_id=OuterRef("pk"), name=name)
    return Subquery(told.order_by("-at").values("at")[:1])


def mode() -> str:
    """What this database is for: production, demo or test."""
    return Installation.objects.values_list("mode", flat=True).get()
