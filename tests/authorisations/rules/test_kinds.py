"""How the kinds differ by nation and day, as the law says."""

from datetime import date

import pytest

from watchbook.authorisations.rules.kinds import act_of, has_crime_threshold, needs_judicial_approval


@pytest.mark.parametrize(
    ("kind", "nation", "on", "needed"),
    [
        ("directed_surveillance", "england", date(2012, 10, 31), False),
        ("directed_surveillance", "england", date(2012, 11, 1), True),
        ("chis", "wales", date(2026, 1, 1), True),
        ("chis", "northern_ireland", date(2026, 1, 1), True),
        ("directed_surveillance", "scotland", date(2026, 1, 1), False),
        ("non_ripa", "england", date(2026, 1, 1), False),
    ],
)
def test_a_court_approves_since_november_2012_but_not_in_scotland_and_not_outside_ripa(
    kind, nation, on, needed
):
    assert needs_judicial_approval(kind, nation=nation, on=on) is needed


@pytest.mark.parametrize(
    ("kind", "nation", "has"),
    [
        ("directed_surveillance", "england", True),
        ("directed_surveillance", "wales", True),
        ("directed_surveillance", "scotland", False),
        ("directed_surveillance", "northern_ireland", False),
        ("chis", "england", False),
        ("non_ripa", "england", False),
    ],
)
def test_the_crime_threshold_is_for_directed_surveillance_in_england_and_wales(kind, nation, has):
    assert has_crime_threshold(kind, nation=nation) is has


def test_the_act_is_the_nations_and_outside_ripa_the_authoritys_own_rule():
    assert act_of("chis", nation="scotland") == "ripsa"
    assert act_of("chis", nation="wales") == "ripa"
    assert act_of("non_ripa", nation="wales") == "authority"
