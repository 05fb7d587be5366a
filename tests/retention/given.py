"""States of retention that tests start from, by the real acts."""

from django.utils import timezone

from watchbook.retention import due
from watchbook.retention.legal_hold import legal_hold
from watchbook.retention.legal_hold.models import HoldGround


def now():
    return timezone.now()


def item(row):
    """A thing as retention names it."""
    return due.item_of(row._meta.label_lower, row.pk)


def a_hold(people, row, *, ground=HoldGround.PROSECUTION, why="The case is before the court.", by=None):
    """A hold in force on a thing."""
    return legal_hold.place(item(row), ground, why=why, by=by or people.winston, at=now())


def ended(people, hold, *, why="The case is over.", by=None):
    """The hold, ended."""
    return legal_hold.end(hold, why=why, by=by or people.winston, at=now())
