"""Lists of deletion that tests start from, by the real acts; the worker's steps run in the test itself."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from tests import given as registers
from tests.evidence import given as evidence
from tests.governance import signed
from tests.governance.third_parties.given import a_third_party
from tests.retention.rights_request import given as rights
from watchbook.acting.refusals import can
from watchbook.evidence import relevance
from watchbook.evidence.models import Capture
from watchbook.evidence.states import CaptureState
from watchbook.organisation.queries import today
from watchbook.retention.deletion import course, deletion, queue, sample
from watchbook.retention.deletion.basis import not_ended
from watchbook.retention.deletion.deletion import Cause, Proposed
from watchbook.retention.deletion.models import DeletionGround
from watchbook.retention.due import Item
from watchbook.retention.fate import protected_among
from watchbook.retention.reading_rights import require_right_to_read
from watchbook.retention.rights_request import subject_search
from watchbook.retention.rights_request.models import RightsRequest

BY_SCHEDULE = Cause(DeletionGround.SCHEDULE, "RS-0001", "look", "3 years from the look: UK GDPR art 5(1)(e)")
READERS = ("marian", "helen", "simon", "fatima", "edmund")
BY_REQUEST = Cause(DeletionGround.ERASURE, "RR-0001")


def now():
    return timezone.now()


def thing(row):
    """A row as it is proposed."""
    return Proposed(Item(row._meta.label_lower, row.pk, str(row)))


def a_proposed_list(people, *rows, cause=BY_SCHEDULE, by=None):
    """A list that Marian proposed, of what has ended; where a request is the cause, of what it decided to erase.

    What not everybody may read is proposed by who may read each: Marian, who leads the service, or Helen; by Helen where neither may.
    """
    for row in rows:
        _end(people, row)
    if cause is BY_REQUEST:
        decided_to_erase(people, *rows)
    by = by or next((one for one in (people.marian, people.helen) if _reads_each(one, rows)), people.helen)
    return deletion.propose(map(thing, rows), cause, by=by, at=now())


def _reads_each(person, rows):
    return all(
        can(require_right_to_read, person, row._meta.label_lower, row)
        for row in rows
        if protected_among([row._meta.label_lower])
    )


def decided_to_erase(people, *rows):
    """The one request of a register, with the decision to erase these; they are found as a search finds them."""
    asked = RightsRequest.objects.last() or rights.a_rights_request(people, rights=("erasure",))
    purpose = asked.processingpurposes.first() or rights.a_purpose(people, asked)
    with transaction.atomic():
        known, items = asked.founditems.count(), [thing(row).item for row in rows]
        subject_search._join(asked, asked, items, is_open=frozenset(one.table for one in items))
        is_open = not_ended(items, on=today())
        for one in asked.founditems.filter(number__gt=known):
            ground = "later" if one.thing in is_open else "no_need"
            rights.decided(people, asked, one.number, ground, purpose=purpose, at=now())
    return asked


def _end(people, row):
    """Decide of a capture that it is not relevant, if nobody decided: its time begins with that."""
    if isinstance(row, Capture) and row.state == CaptureState.HELD and row.is_relevant is None:
        relevance.decide(row, is_relevant=False, why="Nothing in it", by=people.ines, at=now())


def an_approved_list(people, *rows, cause=BY_SCHEDULE):
    """The same, looked at and approved by Winston."""
    return approved(people, a_proposed_list(people, *rows, cause=cause))


def a_contract_long_over(people, who="Company", **changes):
    """A third party whose class is deleted in one list, long past its last day by an adopted schedule."""
    signed.an_adopted_schedule(people)
    return a_third_party(people, who=who, from_on=date(2010, 1, 1), until_on=date(2015, 12, 31), **changes)


def proposed_from_the_queue(people):
    """What is overdue of the one class and owner, proposed as its page does."""
    (group,) = queue.overdue(on=today())
    things = queue.proposed(group, on=today())
    return deletion.propose(things, queue.cause(group), dates_compared=True, by=people.marian, at=now())


def opened_by(people, row, *, by=None):
    """The sample of a list, opened by Winston as far as he may read it; what he may not read is opened by who may."""
    by = by or people.winston
    for one in sample.sampled(row, by=by):
        number = one.thing.number
        if one.is_to_be_opened:
            sample.open_record(row, number, by=by, at=now())
        if one.is_entry_to_be_read:
            sample.look_at(row, number, by=by, at=now())
        if one.needs_another:
            sample.open_record(row, number, by=_who_may_open(people, row, one.thing), at=now())


def _who_may_open(people, row, thing):
    able = (getattr(people, one) for one in READERS)
    return next(one for one in able if one.pk != row.proposed_by_id and sample.is_open_to(thing, by=one))


def approved(people, row, *, by=None):
    """A list, its sample opened, approved by Winston."""
    by = by or people.winston
    opened_by(people, row, by=by)
    return deletion.approve(row, shown=deletion.edition(row), by=by, at=now())


def sent_back(row, change, *, by):
    """A list sent back by somebody who sees it as it is."""
    return deletion.send_back(row, change, shown=deletion.edition(row), by=by, at=now())


def sent_again(people, row, *, without=(), made="left_out"):
    """The same, sent again by who proposed it with some things left out, or with another answer."""
    told = {"without": without, "shown": deletion.edition(row)}
    return deletion.send_again(row, made, **told, by=row.proposed_by, at=now())


def carried_out(row):
    """As the worker takes it."""
    return course.go_on(row, by=evidence.the_system())


def a_letter_long_ago(people):
    """A letter whose time is over."""
    return registers.a_letter(people)
