"""The life of a duty: every move and every non-move."""

from itertools import product

import pytest

from tests.each import each
from watchbook.acting.refusals import WrongState
from watchbook.organisation.states import MOVES, TRIED, DutyState, check_move

ALLOWED = {
    ("proposed", "granted"),
    ("proposed", "declined"),
    ("proposed", "taken_back"),
    ("granted", "ended"),
}
ALL = sorted(product(DutyState, DutyState))


@each(("now", "to"), ALL)
def test_a_duty_moves_as_the_table_says_and_in_no_other_way(now, to):
    if (now.value, to.value) in ALLOWED:
        check_move(now, to=to)
        return
    with pytest.raises(WrongState) as refusal:
        check_move(now, to=to)
    assert str(refusal.value) == (
        f"{TRIED[to]}: the state of the duty is “{now.label}”. Open the page of the person to see the history of the duty."
    )


def test_every_state_stands_in_the_table():
    assert set(MOVES) == set(DutyState)
