"""Requests that wait for an answer, and those that were answered, with the working days that are left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from watchbook.foi.clock import due
from watchbook.foi.models import Request


@dataclass(frozen=True)
class InboxRequest:
    """A request as the inbox lists it: late where its answer went, or still waits, after its last day.

    `sent_on` is None while it waits.
    """

    request: Request
    due_on: date
    working_days_left: int
    is_late: bool
    sent_on: date | None


def requests_waiting() -> list[Request]:
    """Requests of which no answer was sent. One query."""
    return list(_with_answers().filter(sent=None))


def requests_answered() -> list[Request]:
    """Requests of which an answer was sent. One query."""
    return list(_with_answers().filter(sent__isnull=False))


def requests_received() -> list[Request]:
    """Every request. One query."""
    return list(_with_answers())


def listed(requests: Iterable[Request], *, on: date) -> list[InboxRequest]:
    """The requests as on a day, the next due first; what was sent is counted as on the day it went. No query."""
    rows = [_listed(row, on=on) for row in requests]
    return sorted(rows, key=lambda row: (row.due_on, row.request.reference))


def _with_answers() -> QuerySet[Request]:
    return Request.objects.select_related("sent")


def _listed(row: Request, *, on: date) -> InboxRequest:
    sent = getattr(row, "sent", None)
    deadline, day = due(row), sent.sent_on if sent else on
    left = sum(one.counts and one.on > day for one in deadline.days)
    return InboxRequest(
        request=row,
        due_on=deadline.on,
        working_days_left=left,
        is_late=day > deadline.on,
        sent_on=sent.sent_on if sent else None,
    )
