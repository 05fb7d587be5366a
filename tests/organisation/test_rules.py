"""Which duties may be joined in one person: the whole table, pair by pair."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from watchbook.organisation.rules import JOININGS, TITLES, DutyKind, joinings_of

NEVER = "never"
WARNED = "warned"
FREE = "free"
KINDS = [kind.value for kind in DutyKind]
# The pairs of docs/explanation/separation-of-duties.md#duties-in-one-person, written out once more: apart from these, any two duties join without a word.
TABLE = {
    **{("inspector", other): NEVER for other in KINDS if other != "inspector"},
    **{("elected_member", other): NEVER for other in KINDS if other not in {"elected_member", "inspector"}},
    ("internal_auditor", "investigator"): NEVER,
    ("internal_auditor", "line_manager"): NEVER,
    ("internal_auditor", "ripa_coordinator"): NEVER,
    ("internal_auditor", "authorising_officer"): NEVER,
    ("internal_auditor", "senior_responsible_officer"): NEVER,
    ("internal_auditor", "system_administrator"): NEVER,
    **{
        ("system_administrator", other): NEVER
        for other in set(KINDS)
        - {"system_administrator", "inspector", "elected_member", "internal_auditor", "solicitor"}
    },
    ("investigator", "authorising_officer"): WARNED,
    ("ripa_coordinator", "authorising_officer"): WARNED,
    ("senior_responsible_officer", "authorising_officer"): WARNED,
    ("senior_responsible_officer", "ripa_coordinator"): WARNED,
    ("data_protection_officer", "information_officer"): WARNED,
    ("records_manager", "investigator"): WARNED,
}
EXPECTED = {frozenset(pair): outcome for pair, outcome in TABLE.items()}


@each(("first", "second"), list(combinations(KINDS, 2)))
def test_each_pair_of_duties_joins_as_the_table_says(first, second):
    met = joinings_of([first, second])
    found = {True: NEVER, False: WARNED}[met[0].forbidden] if met else FREE
    assert found == EXPECTED.get(frozenset({first, second}), FREE)
    assert len(met) <= 1


def test_each_joining_says_why_and_names_both_duties_in_order():
    for joining in JOININGS:
        first, second = sorted(str(TITLES[kind]) for kind in joining.pair)
        assert joining.titles == f"{first} and {second}"
        assert str(joining.why).endswith(".")


def test_one_duty_joins_with_nothing_not_even_itself():
    for kind in KINDS:
        assert joinings_of([kind]) == joinings_of([kind, kind]) == []


def test_every_duty_has_a_title():
    assert set(TITLES) == set(DutyKind)
    assert len({str(title) for title in TITLES.values()}) == len(TITLES)


def test_a_word_that_is_no_duty_is_refused():
    with pytest.raises(ValueError, match="mayor"):
        joinings_of(["mayor"])


@given(st.sets(st.sampled_from(KINDS)))
def test_what_holds_for_pairs_holds_for_any_set_and_the_forbidden_come_first(kinds):
    met = joinings_of(kinds)
    pairs = {frozenset(pair) for pair in combinations(kinds, 2)} & EXPECTED.keys()
    assert {joining.pair for joining in met} == pairs
    assert [joining.forbidden for joining in met] == sorted(
        (EXPECTED[pair] == NEVER for pair in pairs), reverse=True
    )
