"""The lists of exemptions: whole, unique, unverified where they are from memory, and none before its law."""

from datetime import date

import pytest

from watchbook.foi.models import Scope
from watchbook.foi.refusal.refusal_questions import ASKS, asked_of
from watchbook.law.exemptions import exemption, exemptions

ON = date(2026, 3, 2)
REGIMES = ("foia", "foisa", "eir", "eisr")
NUMBER = {"foia": 21, "foisa": 23, "eir": 12, "eisr": 12}


@pytest.mark.parametrize("regime", REGIMES)
def test_each_has_its_kind_its_test_and_what_it_asks(regime):
    found = exemptions(regime, on=ON)
    assert len({one.id for one in found}) == len(found) == NUMBER[regime]
    for one in found:
        assert one.kind in {"absolute", "qualified", "mixed", "none"}
        assert one.test in {"class", "prejudice", "cost", "conduct"}
        assert one.source
        assert one.note
        assert not one.verified, "all of it is from memory"
        assert set(one.not_with) <= {other.id for other in found}
        for scope in Scope.values:
            assert set(asked_of(one, scope=scope)) <= ASKS.keys()
        if one.test == "prejudice":
            assert {"harm", "likelihood"} <= set(one.asks)


@pytest.mark.parametrize("regime", REGIMES)
def test_none_applied_before_the_law(regime):
    assert exemptions(regime, on=date(2004, 12, 31)) == ()


def test_an_exemption_is_cited_as_its_law_counts():
    assert exemption("foia", "s31_1_a", on=ON).cited == "Freedom of Information Act 2000, section 31(1)(a)"
    assert exemption("foia", "s31_1_a", on=ON).neither_cited.endswith("section 31(3)")
    assert exemption("eir", "r12_5_b", on=ON).cited.endswith("regulation 12(5)(b)")
    assert exemption("foia", "s99", on=ON) is None


def test_absolute_ones_are_not_weighed_and_those_of_the_request_are_told_apart():
    assert not exemption("foia", "s21", on=ON).is_weighed
    assert exemption("foisa", "s38_1_b", on=ON).is_weighed
    assert exemption("foia", "s12_1", on=ON).is_of_the_request
    assert not exemption("foia", "s40_2", on=ON).is_of_the_request
