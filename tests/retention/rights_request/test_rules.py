"""Which law a purpose falls under, and on which ground a thing may be decided."""

from tests.each import each
from watchbook.law.provisions import provision
from watchbook.retention.rights_request.rules import (
    BY_ID,
    GROUNDS,
    DataRegime,
    ItemDecision,
    Right,
    grounds_for,
    regime_of,
    why_not,
)


@each(
    ("function", "crime", "regime", "provisions"),
    [
        ("yes", "yes", "part_3", ["dpa2018.part3", "dpa2018.part3"]),
        ("yes", "no", "uk_gdpr", ["dpa2018.part3", "dpa2018.part3", "dpa2018.part2"]),
        ("no", "yes", "uk_gdpr", ["dpa2018.part3", "dpa2018.part3", "dpa2018.part2"]),
        ("no", "no", "uk_gdpr", ["dpa2018.part3", "dpa2018.part3", "dpa2018.part2"]),
        ("no", "unknown", "uk_gdpr", ["dpa2018.part3", "dpa2018.part2"]),
        ("unknown", "no", "uk_gdpr", ["dpa2018.part3", "dpa2018.part2"]),
        ("yes", "unknown", None, ["dpa2018.part3"]),
        ("unknown", "yes", None, ["dpa2018.part3"]),
        ("unknown", "unknown", None, ["dpa2018.part3"]),
    ],
)
def test_part_3_wants_both_a_function_and_a_purpose_against_crime(function, crime, regime, provisions):
    ruling = regime_of(has_function=function, is_against_crime=crime)
    assert ruling.regime == regime
    assert [one.provision for one in ruling.reasons] == provisions
    assert all(one.says.endswith(".") for one in ruling.reasons)


def test_each_ground_stands_once_and_rests_on_a_provision():
    assert len(BY_ID) == len(GROUNDS)
    for one in GROUNDS:
        assert provision(one.provision).title
        assert one.rights <= set(Right)


@each("regime", DataRegime)
@each("right", Right)
def test_each_right_can_be_refused_under_each_law_with_a_reason(right, regime):
    assert grounds_for("refuse", regime=regime, rights=[right])


def test_what_is_needed_as_evidence_is_restricted_and_not_erased():
    (evidence,) = grounds_for("restrict", regime="part_3", rights=["erasure"])
    assert evidence.provision == "dpa2018.s47"
    assert not grounds_for("restrict", regime="uk_gdpr", rights=["access"])


def test_there_is_no_objection_to_what_is_kept_against_crime():
    refusals = grounds_for("refuse", regime="part_3", rights=["objection"])
    assert "no_objection_3" in {one.id for one in refusals}


@each(
    ("decision", "ground", "changes", "match"),
    [
        ("give", "copy", {}, None),
        ("erase", "no_need", {}, None),
        ("refuse", "public_task", {}, None),
        ("refuse", "public_task", {"why": " "}, "Say why"),
        ("restrict", "dispute", {"why": ""}, "Say why"),
        ("not_theirs", "", {}, None),
        ("not_theirs", "", {"why": ""}, "not about this person"),
        ("burn", "no_need", {}, "what to do with the record"),
        ("give", "copy", {"regime": None}, "cannot tell yet which law"),
        ("give", "copy_3", {}, "Choose another ground"),
        ("erase", "no_need", {"rights": ["access"]}, "Choose another ground"),
        ("give", "no_need", {}, "Choose another ground"),
    ],
)
def test_a_decision_rests_on_a_ground_of_its_law_and_right(decision, ground, changes, match):
    facts = {"regime": "uk_gdpr", "rights": ["access", "erasure"], "why": "It is about them"} | changes
    refusal = why_not(decision, ground, **facts)
    assert (refusal is None) if match is None else match in refusal


def test_a_copy_needs_no_words_of_its_own():
    assert ItemDecision.GIVE not in (ItemDecision.REFUSE, ItemDecision.RESTRICT)
    assert why_not("give", "copy", regime="uk_gdpr", rights=["access"], why="") is None
