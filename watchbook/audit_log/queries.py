"""Reading the log: what happened to a row, in order."""

from uuid import UUID

from django.db import models

from watchbook.audit_log.models import Event, Installation, Pending


class PlaceInTable(models.Func):
    """Where PostgreSQL put a row: in a table that is only added to, the order in which rows were written."""

    template = "ctid"
    arity = 0
    output_field = models.TextField()


def events_about(*subjects: UUID) -> list[Event]:
    """Every event about one row or several, in the order in which they happened, oldest first. One query.

    What happened at one moment comes as it was recorded; loaders record several events at one moment too, and those
    come as they were written, for an event's id says nothing of its place.
    """
    events = Event.objects.filter(subject_id__in=subjects)
    return list(events.order_by("at", "recorded_at", "transaction", PlaceInTable()))


def waiting_to_be_sealed() -> int:
    """How many events no checkpoint covers yet."""
    return Pending.objects.count()


def mode() -> str:
    """What this database is for: production, demo or test."""
    return Installation.objects.values_list("mode", flat=True).get()
