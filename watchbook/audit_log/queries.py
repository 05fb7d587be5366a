"""Reading the log: what happened to a row, in order."""

from uuid import UUID

from watchbook.audit_log.models import Event, Installation, Pending


def events_about(*subjects: UUID) -> list[Event]:
    """Every event about one row or several, in the order in which they happened, oldest first. One query.

    What happened at one moment comes as it was recorded; loaders record several events at one moment too, and those
    come as they were written, by their number.
    """
    events = Event.objects.filter(subject_id__in=subjects)
    return list(events.order_by("at", "recorded_at", "number"))


def waiting_to_be_sealed() -> int:
    """How many events no checkpoint covers yet."""
    return Pending.objects.count()


def mode() -> str:
    """What this database is for: production, demo or test."""
    return Installation.objects.values_list("mode", flat=True).get()
