"""Complaints that tests start from, reached by running the real acts."""

from datetime import UTC, date, datetime

from watchbook.retention.complaint import complaint
from watchbook.retention.complaint.complaint import Complained, StepTaken

AT = datetime(2026, 7, 10, 10, tzinfo=UTC)
TODAY = AT.date()
COMPLAINED = {
    "name": "Jane Roe",
    "contact": "jane@example.invalid",
    "words": "You looked at my page.",
    "channel": "letter",
    "received_on": date(2026, 7, 1),
}


def a_complaint(people, *, by=None, at=AT, **changes):
    """A complaint of Jane Roe's, recorded by the information officer."""
    return complaint.receive(Complained(**COMPLAINED | changes), by=by or people.bryn, at=at)


def a_complaint_step(people, row, kind, *, words="Because of this", outcome="", on=TODAY, by=None, at=AT):
    """A step of a complaint."""
    return complaint.take(row, StepTaken(kind, on, words, outcome), by=by or people.bryn, at=at)
