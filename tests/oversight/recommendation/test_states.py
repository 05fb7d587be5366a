"""The life of a recommendation: every move and every non-move."""

from itertools import product

import pytest

from tests.each import each
from watchbook.acting.refusals import WrongState
from watchbook.oversight.recommendation.states import (
    LEADS_TO,
    MOVES,
    Progress,
    ProgressStep,
    check_move,
    progress_after,
)

ALLOWED = {
    ("open", "evidence_given"),
    ("evidence_given", "evidence_given"),
    ("evidence_given", "discharged"),
    ("evidence_given", "open"),
    ("discharged", "open"),
}
WHY = {
    ("open", "open"): "is open already",
    ("open", "discharged"): "nobody has given evidence since it was opened",
    ("discharged", "evidence_given"): "open the recommendation again and give the reason",
    ("discharged", "discharged"): "open the recommendation again and give the reason",
}


@each(("now", "to"), sorted(product(Progress, Progress)))
def test_a_recommendation_moves_as_the_table_says_and_in_no_other_way(now, to):
    if (now.value, to.value) in ALLOWED:
        assert check_move(now, to=to) is None
        return
    with pytest.raises(WrongState, match=WHY[now.value, to.value]):
        check_move(now, to=to)


def test_every_state_and_every_step_stands_in_its_table():
    assert set(MOVES) == set(Progress)
    assert LEADS_TO.keys() == {step.value for step in ProgressStep}


def test_where_it_stands_is_what_the_last_step_led_to():
    assert progress_after(None) == Progress.OPEN
    assert [progress_after(step.value) for step in ProgressStep] == [
        Progress.EVIDENCE_GIVEN,
        Progress.DISCHARGED,
        Progress.OPEN,
    ]
