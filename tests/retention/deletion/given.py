"""Lists of deletion that tests start from, by the real acts; the worker's steps run in the test itself."""

from django.utils import timezone

from tests import given as registers
from tests.evidence import given as evidence
from watchbook.retention.deletion import course, deletion
from watchbook.retention.deletion.deletion import Cause, Proposed
from watchbook.retention.deletion.models import DeletionGround
from watchbook.retention.due import Item

BY_SCHEDULE = Cause(DeletionGround.SCHEDULE, "RS-0001", "look", "3 years from the look: UK GDPR art 5(1)(e)")
BY_REQUEST = Cause(DeletionGround.ERASURE, "DPR-0001")


def now():
    return timezone.now()


def thing(row):
    """A row as it is proposed."""
    return Proposed(Item(row._meta.label_lower, row.pk, str(row)))


def a_proposed_list(people, *rows, cause=BY_SCHEDULE, by=None):
    """A list that Marian proposed."""
    return deletion.propose(map(thing, rows), cause, by=by or people.marian, at=now())


def an_approved_list(people, *rows, cause=BY_SCHEDULE):
    """The same, looked at and approved by Winston."""
    row = a_proposed_list(people, *rows, cause=cause)
    for number in deletion.not_looked_at(row, by=people.winston):
        deletion.look_at(row, number, by=people.winston, at=now())
    return deletion.approve(row, by=people.winston, at=now())


def carried_out(row):
    """As the worker takes it."""
    return course.go_on(row, by=evidence.the_system())


def a_letter_long_ago(people):
    """A letter whose time is over."""
    return registers.a_letter(people)
