"""Rows in the order of days that a clock tells, which the database does not know."""

from datetime import date

import pytest

from tests.retention.rights_request import given
from watchbook.register.clock_days import by_clock
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.retention.rights_request.queries import waiting, waiting_of, waiting_rows


def test_the_database_orders_as_the_clock_tells_of_each_row_whole(people, django_assert_num_queries):
    days = [date(2026, 3, day) for day in (9, 2, 4, 4, 3)]
    first, *_others, extended = [given.a_rights_request(people, received_on=day) for day in days]
    given.a_step(people, first, "identity_asked")
    given.a_step(people, extended, "extended")
    told = [one.row for one in waiting_of(waiting_rows())]
    assert told[-1] == first
    assert told[-2] == extended
    for count in (5, 40):
        while RightsRequest.objects.count() < count:
            given.a_rights_request(people)
        with django_assert_num_queries(3):  # what the clocks read, the authority, the rows
            found = list(waiting())
        assert found == [one.row for one in waiting_of(waiting_rows())]


def test_a_clock_that_reads_more_of_a_row_than_is_named_fails(people):
    given.a_rights_request(people)
    with pytest.raises(RightsRequest.DoesNotExist):
        by_clock(RightsRequest.objects.all(), lambda row: row.closed_on, reads=["received_on"])
