"""Whether a look may be opened: every outcome against everything that can be in force, at every level."""

from itertools import combinations, product

import pytest

from tests.each import each
from tests.reasons import hold_apart
from watchbook.looks.rules.assessed import NEEDS, OpeningFacts, can_depart
from watchbook.looks.rules.drift import Level
from watchbook.looks.rules.opening import can_be_signed, decide
from watchbook.triage.graph import is_less_strict

ALL = ("none", "preliminary", "overt", "observation", "immediate", "overt_plan", "non_ripa", "directed_surveillance", "chis", "ask", "not_allowed")  # fmt: skip

POWERS = ("overt_plan", "non_ripa", "directed_surveillance", "chis")


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


@each("outcome", ALL)
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
        for assessed in ("ask", "not_allowed"):
            told = {"assessed": (assessed,), "assessment": "T-0003", "is_departed": True}
            assert opens(outcome, in_force=["directed_surveillance"], **told) is None
            assert "T-0003, says “not allowed” or is waiting for an answer" in why(outcome, **told)
            assert OpeningFacts((outcome,), Level.NONE, **told).stops_every_look


@each("assessed", ALL)
@each("outcome", ALL)
def test_a_look_that_is_less_strict_than_the_newest_assessment_opens_on_what_that_asks_for_or_a_signature(
    assessed, outcome
):
    """Whatever the answers say: what opens is as strict as the assessment, or rests on its power or a signed re-triage."""
    in_force = [frozenset(one) for size in range(3) for one in combinations(POWERS, size)]
    for there, is_departed in product(in_force, (False, True)):
        told = {"assessed": (assessed,), "assessment": "T-0003", "is_departed": is_departed}
        basis = opens(outcome, in_force=there, has_re_triage=is_departed, **told)
        if basis is None:
            continue
        is_signed = basis == "re_triage" and assessed != "chis"
        is_theirs = basis in NEEDS.get(assessed, POWERS) and basis != "re_triage"
        assert not is_less_strict((outcome,), than=(assessed,)) or is_signed or is_theirs


def test_what_an_assessment_asks_for_covers_looser_answers_and_is_the_basis():
    bound = {"assessed": ("directed_surveillance",), "assessment": "T-0003"}
    assert (
        opens("preliminary", in_force=["overt_plan", "directed_surveillance"], **bound)
        == "directed_surveillance"
    )
    assert opens("preliminary", in_force=["overt_plan"], **bound) is None
    assert "less strict outcome than T-0003, the newest assessment of this subject" in why(
        "preliminary", **bound
    )
    assert opens("preliminary", has_re_triage=True, **bound) is None
    assert (
        opens("preliminary", in_force=["overt_plan"], has_re_triage=True, is_departed=True, **bound)
        == "re_triage"
    )
    both = {"assessed": ("directed_surveillance", "chis"), "assessment": "T-0003"}
    assert opens("overt", in_force=["chis"], **both) is None
    assert opens("overt", in_force=["directed_surveillance", "chis"], **both) == "chis"
    assert opens("preliminary", assessed=("overt",)) is None
    assert opens("overt", assessed=("preliminary",)) == "triage"


@pytest.mark.parametrize(
    ("assessed", "told", "stops"),
    [
        (("directed_surveillance",), {}, True),
        (("directed_surveillance",), {"is_departed": True}, False),
        (("directed_surveillance",), {"in_force": frozenset({"directed_surveillance"})}, False),
        (("chis",), {"is_departed": True}, True),
        (("overt",), {}, False),
        ((), {}, False),
    ],
)
def test_what_lets_no_look_open_whatever_is_answered(assessed, told, stops):
    assert OpeningFacts(("none",), Level.NONE, assessed=assessed, **told).stops_every_look is stops


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


@each("outcome", ALL)
def test_what_the_authorising_officer_may_sign(outcome):
    assert can_be_signed((outcome,)) is (
        outcome not in {"directed_surveillance", "chis", "not_allowed", "ask"}
    )
    assert can_depart((outcome,)) is (outcome not in {"chis", "not_allowed", "ask"})


def asked(*outcomes, level=Level.NONE, attests=True, **told):
    return decide(OpeningFacts(outcomes=outcomes, level=level, attests=attests, **told)).ruling


@each(
    ("met", "not_met", "provision"),
    [
        (asked("overt"), asked("overt", attests=False), "unlawful_access.own_account"),
        (asked("overt"), asked("not_allowed"), "authority.triage"),
        (asked("overt"), asked("ask"), "authority.triage"),
        (
            asked("overt"),
            asked("overt", assessed=("ask",), assessment="T-0003", in_force=frozenset({"chis"})),
            "authority.triage",
        ),
        (asked("overt"), asked("overt", assessed=("non_ripa",), assessment="T-0003"), "authority.triage"),
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


def test_a_re_triage_that_was_signed_of_other_answers_opens_nothing_and_says_which():
    told = {"signed": "RT-0001", "differs": ("told", "f4"), "assessment": "T-0003"}
    assert opens("overt", assessed=("directed_surveillance",), **told) is None
    said = why("overt", assessed=("directed_surveillance",), **told)
    assert (
        "RT-0001 covers only the answers that were signed. You answered these questions differently: “Have the people"
        in said
    )
    assert "“Would you keep anything for a case" in said
    assert "RT-0001" not in why("overt", **told)


def test_what_is_in_force_and_covers_too_little_is_named():
    told = {"in_force": frozenset({"directed_surveillance"}), "assessed": ("chis",), "assessment": "T-0003"}
    assert opens("overt", **told) is None
    one = why("overt", references=("DS-0001",), **told)
    assert "DS-0001 is in force, but does not cover this look." in one
    assert "DS-0001, P-0002 are in force" in why("overt", references=("DS-0001", "P-0002"), **told)


@pytest.mark.parametrize("elsewhere", ["ask", "not_allowed"])
def test_what_another_service_may_not_do_nobody_does(elsewhere):
    told = {"elsewhere": (elsewhere,), "is_departed_elsewhere": True}
    assert opens("preliminary", in_force=["directed_surveillance"], **told) is None
    assert opens("preliminary", **told | {"elsewhere": ("preliminary",)}) == "triage"
