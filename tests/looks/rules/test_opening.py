"""Whether a look may be opened: every outcome against everything that can be in force, at every level."""

import pytest

from tests.reasons import hold_apart
from watchbook.looks.rules.drift import Level
from watchbook.looks.rules.opening import NEEDS, OpeningFacts, can_be_signed, decide

ALL = ("none", "preliminary", "overt", "observation", "immediate", "overt_plan", "non_ripa", "directed_surveillance", "chis", "ask", "not_allowed")  # fmt: skip


def opens(*outcomes, level=Level.NONE, **told):
    told.setdefault("attests", True)
    told["in_force"] = frozenset(told.get("in_force", ()))
    found = decide(OpeningFacts(outcomes=outcomes, level=level, **told))
    return found.basis if found.ruling.is_allowed else None


def why(*outcomes, level=Level.NONE, **told):
    told.setdefault("attests", True)
    return " ".join(
        one.says for one in decide(OpeningFacts(outcomes=outcomes, level=level, **told)).ruling.unmet
    )


@pytest.mark.parametrize("outcome", ALL)
def test_what_needs_a_power_opens_on_that_power_alone(outcome):
    alone = {"none", "preliminary", "overt", "observation"}
    assert (opens(outcome) == "triage") is (outcome in alone)
    for kind in ("overt_plan", "non_ripa", "directed_surveillance", "chis"):
        fits = outcome in alone | {"immediate"} or kind in NEEDS.get(outcome, ())
        assert (opens(outcome, in_force=[kind]) == kind) is fits


def test_two_outcomes_need_both():
    both = ("directed_surveillance", "chis")
    assert opens(*both, in_force=["chis"]) is None
    assert opens(*both, in_force=["directed_surveillance"]) is None
    assert opens(*both, in_force=both) == "chis"


def test_amber_asks_why_and_red_asks_for_more():
    assert opens("overt", level=Level.AMBER) is None
    assert opens("overt", level=Level.AMBER, says_why=True) == "triage"
    assert opens("overt", level=Level.RED, says_why=True) is None
    assert opens("overt", level=Level.RED, has_re_triage=True) == "re_triage"
    assert opens("overt", level=Level.RED, in_force=["overt_plan"], has_re_triage=True) == "overt_plan"
    assert opens("overt_plan", level=Level.RED, has_re_triage=True) == "re_triage"
    assert opens("directed_surveillance", level=Level.RED, has_re_triage=True) is None


def test_an_immediate_response_opens_while_it_runs_and_not_when_it_ran_out():
    assert opens("immediate", level=Level.RED) == "immediate"
    assert opens("preliminary", level=Level.RED, is_within_immediate=True) == "immediate"
    assert opens("directed_surveillance", level=Level.RED, is_within_immediate=True) is None
    assert opens("immediate", level=Level.RED, ran_out=True) is None
    assert "the immediate response is over" in why("overt", level=Level.RED, ran_out=True)
    assert opens("immediate", level=Level.AMBER, ran_out=True) == "immediate"


def test_an_assessment_that_is_not_allowed_or_not_answered_blocks_whatever_is_in_force():
    for outcome in ("preliminary", "immediate"):
        assert opens(outcome, in_force=["directed_surveillance"], blocked_by="T-0003") is None
    assert "T-0003, is not allowed or waits for an answer" in why("preliminary", blocked_by="T-0003")


def test_nobody_opens_what_is_not_allowed_or_not_known():
    for level in Level:
        assert (
            opens("not_allowed", level=level, in_force=["directed_surveillance"], has_re_triage=True) is None
        )
        assert opens("ask", level=level, in_force=["chis"], is_within_immediate=True) is None
    assert "nobody can authorise it" in why("not_allowed")
    assert "Ask the RIPA co-ordinator" in why("ask")


def test_without_attesting_nothing_opens():
    assert opens("overt", attests=False) is None


@pytest.mark.parametrize("outcome", ALL)
def test_what_the_authorising_officer_may_sign(outcome):
    assert can_be_signed((outcome,)) is (
        outcome not in {"directed_surveillance", "chis", "not_allowed", "ask"}
    )


def asked(*outcomes, level=Level.NONE, attests=True, **told):
    return decide(OpeningFacts(outcomes=outcomes, level=level, attests=attests, **told)).ruling


@pytest.mark.parametrize(
    ("met", "not_met", "provision"),
    [
        (asked("overt"), asked("overt", attests=False), "unlawful_access.own_account"),
        (asked("overt"), asked("not_allowed"), "authority.triage"),
        (asked("overt"), asked("ask"), "authority.triage"),
        (asked("overt"), asked("overt", blocked_by="T-0003"), "authority.triage"),
        *((asked("immediate"), asked(outcome), "authority.triage") for outcome in NEEDS),
        (asked("overt"), asked("overt", level=Level.AMBER), "authority.drift"),
        (
            asked("overt", level=Level.AMBER, says_why=True),
            asked("overt", level=Level.AMBER),
            "authority.drift",
        ),
        (asked("immediate", level=Level.RED), asked("overt", level=Level.RED), "authority.drift"),
        (
            asked("overt", level=Level.RED, has_re_triage=True),
            asked("overt", level=Level.RED, ran_out=True),
            "authority.drift",
        ),
    ],
)
def test_each_reason_has_a_sentence_for_met_and_another_for_not_met(met, not_met, provision):
    assert hold_apart(met, not_met) == [provision]
