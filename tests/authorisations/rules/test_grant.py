"""Whether an officer may grant: separation, rank, training, threshold, the head of paid service (invariants I3, I4, I5)."""

from dataclasses import replace
from datetime import date

import pytest

from tests.each import each
from tests.reasons import hold_apart
from watchbook.authorisations.rules.grant import GrantFacts, SourceFacts, ruling_on_grant

TODAY = date(2026, 11, 25)
ARRANGED = SourceFacts(
    has_handler=True, has_controller=True, has_record_keeper=True, has_risk_assessment=True
)
FACTS = GrantFacts(
    kind="directed_surveillance",
    nation="england",
    on=TODAY,
    officer_is_applicant=False,
    officer_takes_part=False,
    taking_part_explained=False,
    officer_holds_duty=True,
    officer_is_head_of_paid_service=False,
    officer_rank="Head of Service, Housing",
    training_counts=True,
    is_confidential=False,
    threshold_is_met=True,
)
CHIS = replace(FACTS, kind="chis", threshold_is_met=None, source=ARRANGED)
YOUNG = replace(
    CHIS,
    source=replace(ARRANGED, born=date(2010, 11, 26), is_accompanied=True),
    officer_is_head_of_paid_service=True,
)


def unmet(facts):
    """The provisions of the reasons that are not met."""
    return [reason.provision for reason in ruling_on_grant(facts).unmet]


def test_a_listed_trained_officer_who_did_not_apply_may_grant():
    ruling = ruling_on_grant(FACTS)
    assert ruling.is_allowed
    assert len(ruling.reasons) == 6


@each(
    ("change", "provision"),
    [
        ({"officer_is_applicant": True}, "ripa.code.separation"),
        ({"officer_takes_part": True}, "ripa.code.separation"),
        ({"officer_holds_duty": False}, "ripa.s30"),
        ({"officer_rank": ""}, "ripa.s30"),
        ({"training_counts": False}, "ripa.s30"),
        ({"threshold_is_met": False}, "ripa.art7A"),
        ({"threshold_is_met": None}, "ripa.art7A"),
        ({"is_confidential": True}, "ripa.code.confidential"),
        ({"assessed_less": "T-0017 says “overt plan”"}, "authority.triage"),
        ({"officer_takes_part": None}, "ripa.code.separation"),
    ],
)
def test_each_thing_that_the_law_asks_can_stand_against_it(change, provision):
    assert unmet(replace(FACTS, **change)) == [provision]


@each(
    ("met", "not_met", "provision"),
    [
        (FACTS, {"officer_is_applicant": True}, "ripa.code.separation"),
        (FACTS, {"officer_takes_part": True}, "ripa.code.separation"),
        (
            replace(FACTS, officer_takes_part=True, taking_part_explained=True),
            {"taking_part_explained": False},
            "ripa.code.separation",
        ),
        (FACTS, {"officer_holds_duty": False}, "ripa.s30"),
        (FACTS, {"officer_rank": ""}, "ripa.s30"),
        (FACTS, {"training_counts": False}, "ripa.s30"),
        (FACTS, {"threshold_is_met": False}, "ripa.art7A"),
        (FACTS, {"threshold_is_met": None}, "ripa.art7A"),
        (
            replace(FACTS, is_confidential=True, officer_is_head_of_paid_service=True),
            {"officer_is_head_of_paid_service": False},
            "ripa.code.confidential",
        ),
        (
            replace(CHIS, source=replace(ARRANGED, is_vulnerable=True), officer_is_head_of_paid_service=True),
            {"officer_is_head_of_paid_service": False},
            "ripa.vulnerable",
        ),
        (
            replace(FACTS, assessed_less="T-0017 says “overt plan”", less_is_explained=True),
            {"less_is_explained": False},
            "authority.triage",
        ),
        (CHIS, {"source": replace(ARRANGED, has_handler=False)}, "ripa.s29.5"),
        (CHIS, {"source": replace(ARRANGED, has_controller=False)}, "ripa.s29.5"),
        (CHIS, {"source": replace(ARRANGED, controller_is_handler=True)}, "ripa.s29.5"),
        (CHIS, {"source": replace(ARRANGED, has_record_keeper=False)}, "ripa.s29.5"),
        (CHIS, {"source": replace(ARRANGED, has_risk_assessment=False)}, "ripa.s29.5"),
        (
            replace(YOUNG, source=replace(YOUNG.source, is_against_parent=False)),
            {"source": replace(YOUNG.source, is_against_parent=True)},
            "ripa.juvenile_parent",
        ),
        (YOUNG, {"source": replace(YOUNG.source, is_accompanied=False)}, "ripa.juvenile_adult"),
    ],
)
def test_each_reason_has_a_sentence_for_met_and_another_for_not_met(met, not_met, provision):
    cited = hold_apart(ruling_on_grant(met), ruling_on_grant(replace(met, **not_met)))
    assert cited == [provision]


def test_a_source_of_sixteen_is_said_to_be_old_enough():
    source = replace(ARRANGED, born=date(2010, 11, 25), is_against_parent=True)
    says = [one.says for one in ruling_on_grant(replace(CHIS, source=source)).reasons][-2:]
    assert says == [
        "The source is old enough to be used against a parent or a person with parental responsibility.",
        "The source is old enough for meetings without an appropriate adult.",
    ]


def test_taking_part_is_allowed_where_it_is_explained():
    assert not unmet(replace(FACTS, officer_takes_part=True, taking_part_explained=True))


def test_every_reason_is_returned_and_not_only_the_first():
    assert (
        len(unmet(replace(FACTS, officer_is_applicant=True, training_counts=False, threshold_is_met=False)))
        == 3
    )


def test_the_head_of_paid_service_decides_where_confidential_information_is_likely():
    assert not unmet(replace(FACTS, is_confidential=True, officer_is_head_of_paid_service=True))


@pytest.mark.parametrize(
    "source", [replace(ARRANGED, is_vulnerable=True), replace(ARRANGED, born=date(2008, 11, 26))]
)
def test_a_juvenile_or_vulnerable_source_is_the_head_of_paid_services_to_decide(source):
    facts = replace(CHIS, source=source)
    assert unmet(facts) == ["ripa.vulnerable"]
    assert not unmet(replace(facts, officer_is_head_of_paid_service=True))


def test_a_source_who_is_eighteen_on_that_day_is_an_adult():
    assert not unmet(replace(CHIS, source=replace(ARRANGED, born=date(2008, 11, 25))))


@pytest.mark.parametrize(
    "arrangement", ["has_handler", "has_controller", "has_record_keeper", "has_risk_assessment"]
)
def test_a_source_without_its_arrangements_is_not_authorised(arrangement):
    assert unmet(replace(CHIS, source=replace(ARRANGED, **{arrangement: False}))) == ["ripa.s29.5"]


@pytest.mark.parametrize(("nation", "provision"), [("england", "ripa.s29.5"), ("scotland", "ripsa.s7.6")])
def test_handler_and_controller_are_two_people(nation, provision):
    source = replace(ARRANGED, controller_is_handler=True)
    assert unmet(replace(CHIS, nation=nation, source=source)) == [provision]


@pytest.mark.parametrize(("born", "met"), [(date(2010, 11, 25), True), (date(2010, 11, 26), False)])
def test_a_source_under_sixteen_is_not_used_against_a_parent(born, met):
    source = replace(ARRANGED, born=born, is_against_parent=True)
    facts = replace(CHIS, source=source, officer_is_head_of_paid_service=True)
    assert ruling_on_grant(facts).is_allowed is met


def test_scotland_asks_no_threshold_and_cites_its_own_act():
    facts = replace(FACTS, nation="scotland", threshold_is_met=None, training_counts=False)
    assert unmet(facts) == ["ripsa.s5"]


def test_outside_ripa_no_source_and_no_threshold_is_asked():
    assert ruling_on_grant(replace(FACTS, kind="non_ripa", threshold_is_met=None)).is_allowed


def test_an_application_for_a_source_that_is_not_described_yet_is_judged_by_the_officer_alone():
    assert ruling_on_grant(replace(CHIS, source=None)).is_allowed


@pytest.mark.parametrize(
    ("born", "is_accompanied", "met"),
    [
        (date(2010, 11, 26), False, False),  # sixteen tomorrow
        (date(2010, 11, 26), True, True),
        (date(2010, 11, 25), False, True),  # sixteen today
    ],
)
def test_with_a_source_under_sixteen_an_appropriate_adult_meets(born, is_accompanied, met):
    source = replace(ARRANGED, born=born, is_accompanied=is_accompanied)
    ruling = ruling_on_grant(replace(CHIS, source=source, officer_is_head_of_paid_service=True))
    assert [one.is_met for one in ruling.reasons if one.provision == "ripa.juvenile_adult"] == [met]
    assert ruling.is_allowed is met
