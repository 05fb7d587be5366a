"""What the register of letters says of correspondence with the commissioners: never that it is all there was."""

from datetime import UTC, date, datetime

import pytest

from tests import given
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.figures.findings import Inquiry, Status
from watchbook.figures.letters import commissioner_correspondence
from watchbook.governance.letters import letter_received as acts

RECEIVED = date(2019, 10, 7)
MAY, JUNE, JULY = (datetime(2019, month, 3, 9, 0, tzinfo=UTC) for month in (5, 6, 7))


def told(text="correspondence with the commissioners", *, on=RECEIVED, as_at=None):
    """What the question is answered."""
    finding = commissioner_correspondence(Inquiry(text=text, on=on, as_at=as_at))
    assert finding.status is Status.TO_BE_SEARCHED
    assert (finding.value, finding.evidence) == (None, ())
    return finding


@pytest.mark.parametrize("sender", ["osc", "ipco", "ico"])
@pytest.mark.parametrize("about", [True, False])
def test_the_letters_on_the_register_are_named_to_whoever_searches_on(people, sender, about):
    given.a_letter(people, sender=sender, concerns_social_media=about)
    finding = told()
    assert "the register holds L-0001 (" in finding.answer
    assert "20 March 2017) and any replies." in finding.answer
    assert finding.searched[0].found == 1


@pytest.mark.parametrize("changes", [
    {"sender": "home_office"},
    {"dated_on": date(2019, 10, 1), "received_on": date(2019, 10, 8)},
])  # fmt: skip
def test_another_bodys_letter_and_a_later_one_do_not_count(people, changes):
    given.a_letter(people, **changes)
    finding = told()
    assert "does not show that we received none" in finding.answer
    assert finding.searched[0].found == 0


@pytest.mark.parametrize(
    ("text", "found"), [("since 2017", 1), ("in 2018", 0), ("in March 2017", 1), ("in the last 12 months", 0)]
)
def test_only_letters_of_the_time_asked_about_are_named(people, text, found):
    given.a_letter(people)
    assert told(text).searched[0].found == found


@pytest.mark.parametrize("text", ["last year", "between 2019 and 2016", "on 31/02/2019", "in 2031"])
def test_a_time_that_cannot_be_told_is_said(people, text):
    given.a_letter(people)
    assert told(text).searched == ()


def test_a_letter_is_named_as_was_recorded_by_a_moment(people):
    with recorded_as_if_at(MAY):
        letter = given.a_letter(people)
    with recorded_as_if_at(JULY):
        acts.correct(letter, given.particulars(sender="home_office"), file=None, by=people.helen, at=given.AT)
    assert told(as_at=JUNE).searched[0].found == 1
    assert told(as_at=JULY).searched[0].found == 0
    assert told(as_at=datetime(2019, 4, 1, tzinfo=UTC)).searched[0].found == 0


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_as_many_however_many_letters_there_are(people, django_assert_num_queries, count):
    for number in range(count):
        given.a_letter(people, subject=f"Letter {number}")
    with django_assert_num_queries(2):
        told()
