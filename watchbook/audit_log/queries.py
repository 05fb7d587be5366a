"""Reading the log: what happened to a row, in order."""

from uuid import UUID

from watchbook.audit_log.models import Event, Installation, Pending


def events_about(*subjects: UUID) -> list[Event]:
    """Every event about one row or several, oldest first. One query."""
    return list(Event.objects.filter(subject_id__in=subjects).order_by("recorded_at", "id"))


def waiting_to_be_sealed() -> int:
    """How many events no checkpoint covers yet."""
    return Pending.objects.count()


def mode() -> str:
    """What this database is for: production, demo or test."""
    return Installation.objects.values_list("mode", flat=True).get()
