"""Reasons, met or not, and what stands in the way of an act."""

import pytest

from watchbook.law.reasons import Reason, Ruling, reason

TIMED = {"met": "Its date is not in the future.", "not_met": "Its date is in the future."}


@pytest.mark.parametrize(
    ("is_met", "says"), [(True, "Its date is not in the future."), (False, "Its date is in the future.")]
)
def test_a_reason_says_the_sentence_of_its_state(is_met, says):
    assert reason("ripa.s32A.2", is_met, **TIMED) == Reason("ripa.s32A.2", is_met, says)


def test_it_is_allowed_where_every_reason_is_met():
    assert Ruling((reason("ripa.s32A.2", True, **TIMED),)).is_allowed
    assert Ruling((reason("ripa.s32A.2", True, **TIMED),)).unmet == ()
    assert not Ruling((reason("ripa.s32A.2", False, **TIMED),)).is_allowed


def test_what_stands_in_the_way_is_said_without_what_is_met():
    ruling = Ruling(
        (
            reason("ripa.s32A.2", False, **TIMED),
            Reason("ripa.s30", True, "The officer is on the list."),
            Reason("ripa.s30", False, "The officer has no valid training."),
        )
    )
    assert ruling.why_not == "Its date is in the future. The officer has no valid training."
