"""When the answer to a request is due: the clock of `law`, asked with the request's own day and regime."""

from datetime import date

import pytest

from watchbook.foi.models import Request
from watchbook.foi.queries import due
from watchbook.law.clocks import answer_due
from watchbook.law.refusals import Refusal

pytestmark = pytest.mark.usefixtures("db")  # a request asks for the steps of its course


def a_request(received_on, regime="foia"):
    return Request(received_on=received_on, regime=regime)


def test_a_request_of_7_october_2019_is_due_on_4_november_2019():
    deadline = due(a_request(date(2019, 10, 7)))
    assert deadline.on == date(2019, 11, 4)
    assert deadline.days[-1].on == deadline.on
    assert deadline.explanation


@pytest.mark.parametrize("regime", ["foia", "eir", "foisa", "eisr"])
def test_each_regime_has_its_own_clock(regime):
    received = date(2019, 12, 20)
    assert due(a_request(received, regime)) == answer_due(received, regime=regime)


def test_saint_patricks_day_delays_an_answer_under_foia_in_england_and_none_under_foisa():
    received = date(2020, 3, 2)
    assert due(a_request(received, "foia")).on == date(2020, 3, 31)
    assert due(a_request(received, "foisa")).on == date(2020, 3, 30)


@pytest.mark.parametrize("received_on", [date(1990, 1, 1), date(9999, 12, 31)])
def test_a_day_that_the_law_does_not_reach_is_refused(received_on):
    with pytest.raises(Refusal):
        due(a_request(received_on))
