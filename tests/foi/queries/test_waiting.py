"""Which requests wait, which were answered, and how many working days are left."""

from datetime import date

import pytest

from tests.foi.answering import kept_as_sent, received, sent
from watchbook.foi.queries import listed, requests_answered, requests_received, requests_waiting

ON = date(2026, 3, 2)  # a Monday; the answer to what came then is due on Tuesday 31 March


def test_a_request_waits_until_its_answer_was_sent(people):
    done, open_one = received(people), received(people)
    sent(done, people)
    assert list(requests_waiting()) == [open_one]
    assert list(requests_answered()) == [done]
    assert list(requests_received()) == [open_one, done]


@pytest.mark.parametrize("ask", [requests_waiting, requests_answered, requests_received])
def test_each_list_is_two_queries(people, ask, django_assert_num_queries):
    sent(received(people), people)
    received(people)
    with django_assert_num_queries(2):
        listed(ask(), on=ON)


@pytest.mark.parametrize(
    ("on", "left", "is_late"),
    [
        (date(2026, 3, 2), 20, False),
        (date(2026, 3, 6), 16, False),
        (date(2026, 3, 7), 16, False),
        (date(2026, 3, 8), 16, False),
        (date(2026, 3, 16), 10, False),  # the 17th is a bank holiday in Northern Ireland
        (date(2026, 3, 27), 2, False),
        (date(2026, 3, 28), 2, False),
        (date(2026, 3, 30), 1, False),
        (date(2026, 3, 31), 0, False),
        (date(2026, 4, 1), 0, True),
    ],
)
def test_working_days_are_counted_to_the_last_day_without_weekends(people, on, left, is_late):
    (row,) = listed([received(people)], on=on)
    assert row.due_on == date(2026, 3, 31)
    assert (row.working_days_left, row.is_late, row.sent_on) == (left, is_late, None)


@pytest.mark.parametrize(("sent_on", "is_late"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_what_was_sent_is_late_by_the_day_it_went(people, sent_on, is_late):
    row = received(people)
    kept_as_sent(request=row, sent_on=sent_on, channel="post", answers=[], recorded_by=people.bryn)
    (found,) = listed(requests_answered(), on=date(2027, 1, 1))
    assert (found.sent_on, found.is_late) == (sent_on, is_late)


def test_the_next_due_comes_first(people):
    later, sooner = received(people), received(people, on=date(2026, 2, 2))
    assert [row.request for row in listed(requests_waiting(), on=ON)] == [sooner, later]
