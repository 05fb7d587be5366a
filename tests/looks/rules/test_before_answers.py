"""What leaves no look before its officer answers, and when a reason is asked for."""

import pytest

from watchbook.looks.rules.assessed import OpeningFacts, ReachedPlan
from watchbook.looks.rules.drift import Level

REACHED = (ReachedPlan("PLAN-0001", looks_at_most=2),)


@pytest.mark.parametrize(
    ("level", "more", "spent", "why"),
    [
        (Level.NONE, {}, False, False),
        (Level.AMBER, {}, False, True),
        (Level.RED, {}, True, False),
        (Level.NONE, {"reached": REACHED}, True, False),
        *(
            (level, more, False, False)
            for level in (Level.AMBER, Level.RED)
            for more in (
                {"in_force": frozenset({"directed_surveillance"})},
                {"has_re_triage": True, "reached": REACHED},
                {"is_within_immediate": True},
            )
        ),
    ],
)
def test_what_covers_a_look_leaves_one_and_is_asked_no_reason(level, more, spent, why):
    asked = OpeningFacts(("none",), level, **more)
    assert (asked.is_spent, asked.asks_why) == (spent, why)
    assert bool(asked.why_spent) == (spent and level == Level.RED)


def test_after_a_response_that_ran_out_a_subject_looked_at_too_often_has_no_other():
    red = OpeningFacts(("none",), Level.RED)
    assert red.can_begin_immediate
    late = OpeningFacts(("none",), Level.RED, ran_out=True)
    assert not late.can_begin_immediate
    assert "Somebody had to answer the triage questions again" in late.why_spent
    assert OpeningFacts(("none",), Level.AMBER, ran_out=True).can_begin_immediate
