"""Reading the log: what happened to a row, in order."""

from uuid import UUID

from django.db import models

from watchbook.audit_log.models import Event, Installation, Pending


class PlaceInTable(models.Func):
    """Where PostgreSQL put a row: the order of writing in a table that is only added to, unless an act was undone before.

    The room that undone acts left is written into again, so rows of one transaction may then change places. A number
    given by the database is the cure, and comes with the sealing of the log.
    """

    template = "ctid"
    arity = 0
    output_field = models.TextField()


def events_about(*subjects: UUID) -> list[Event]:
    """Every event about one row or several, in the order in which they happened, oldest first. One query.

    What happened at one moment comes as it was recorded; loaders record several events at one moment too, and those
    come as they were written (as far as `PlaceInTable` knows), for an event's id says nothing of its place.
    """
    events = Event.objects.filter(subject_id__in=subjects)
    return list(events.order_by("at", "recorded_at", "transaction", PlaceInTable()))


def waiting_to_be_sealed() -> int:
    """How many events no checkpoint covers yet."""
    return Pending.objects.count()


def mode() -> str:
    """What this database is for: production, demo or test."""
    return Installation.objects.values_list("mode", flat=True).get()
