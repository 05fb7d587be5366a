"""What retention does by the clock."""

from tests.evidence import given as evidence
from tests.retention.deletion import given
from watchbook.evidence.models import Capture
from watchbook.retention import jobs
from watchbook.retention.deletion.states import ListState


def test_each_minute_what_two_people_agreed_is_carried_out_and_nothing_else(committed_people):
    agreed, proposed = (evidence.a_held_capture(committed_people) for _ in range(2))
    row = given.an_approved_list(committed_people, agreed)
    waits = given.a_proposed_list(committed_people, proposed)
    jobs.delete.func(0)
    row.refresh_from_db()
    waits.refresh_from_db()
    assert (row.state, waits.state) == (ListState.UNREADABLE, ListState.PROPOSED)
    assert list(Capture.objects.all()) == [proposed]
