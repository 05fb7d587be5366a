"""What a court may order, when what it approves ends, and renewals (RIPA ss.32A, 32B, 43)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.each import each
from tests.reasons import hold_apart
from watchbook.authorisations.rules.court import (
    HearingFacts,
    RenewalFacts,
    last_day,
    ruling_on_order,
    ruling_on_renewal,
)

DECIDED = datetime(2026, 2, 10, 9, tzinfo=UTC)
ORDERED = datetime(2026, 2, 12, 10, tzinfo=UTC)
HEARING = HearingFacts(
    nation="england",
    decided_at=DECIDED,
    ordered_at=ORDERED,
    recorded_at=datetime(2026, 2, 12, 15, tzinfo=UTC),
    outcome="approved",
)


@pytest.mark.parametrize("outcome", ["approved", "refused"])
def test_an_order_after_the_decision_and_not_in_the_future_is_recorded(outcome):
    assert ruling_on_order(replace(HEARING, outcome=outcome)).is_allowed


@pytest.mark.parametrize(
    "change",
    [{"ordered_at": datetime(2026, 2, 9, tzinfo=UTC)}, {"recorded_at": datetime(2026, 2, 11, tzinfo=UTC)}],
)
def test_an_order_before_the_decision_or_in_the_future_is_not(change):
    assert [one.provision for one in ruling_on_order(replace(HEARING, **change)).unmet] == ["ripa.s32A.2"]


@pytest.mark.parametrize(
    ("refused", "ordered", "allowed"),
    [
        (datetime(2026, 2, 12, 10, tzinfo=UTC), datetime(2026, 2, 13, 10, tzinfo=UTC), False),
        (
            datetime(2026, 2, 12, 10, tzinfo=UTC),
            datetime(2026, 2, 16, 10, tzinfo=UTC),
            True,
        ),  # Friday and Monday
        (None, datetime(2026, 2, 16, 10, tzinfo=UTC), False),
    ],
)
def test_a_court_quashes_two_business_days_after_refusing_at_the_earliest(refused, ordered, allowed):
    facts = replace(HEARING, outcome="quashed", refused_at=refused, ordered_at=ordered, recorded_at=ordered)
    ruling = ruling_on_order(facts)
    assert ruling.is_allowed is allowed
    assert ruling.reasons[-1].provision == "ripa.s32B"


QUASHED = replace(
    HEARING,
    outcome="quashed",
    ordered_at=datetime(2026, 2, 16, 10, tzinfo=UTC),
    recorded_at=datetime(2026, 2, 16, 12, tzinfo=UTC),
    refused_at=ORDERED,
)


@pytest.mark.parametrize(
    ("met", "change", "provision"),
    [
        (HEARING, {"decided_at": datetime(2026, 2, 12, 11, tzinfo=UTC)}, "ripa.s32A.2"),
        (HEARING, {"recorded_at": datetime(2026, 2, 12, 9, tzinfo=UTC)}, "ripa.s32A.2"),
        (QUASHED, {"refused_at": None}, "ripa.s32B"),
        (QUASHED, {"refused_at": datetime(2026, 2, 13, 10, tzinfo=UTC)}, "ripa.s32B"),
    ],
)
def test_each_reason_on_an_order_has_a_sentence_for_met_and_another_for_not_met(met, change, provision):
    assert hold_apart(ruling_on_order(met), ruling_on_order(replace(met, **change))) == [provision]


def test_an_order_in_the_future_is_refused_in_words_that_say_so():
    early = replace(HEARING, recorded_at=datetime(2026, 2, 11, tzinfo=UTC))
    assert ruling_on_order(early).why_not == (
        "The date of the order is in the future. Enter the date and time that are on the order, or record the order once the court has made it."
    )


@each(
    ("first", "months", "last"),
    [
        (date(2026, 1, 1), "directed_surveillance", date(2026, 3, 31)),
        (date(2026, 2, 12), "directed_surveillance", date(2026, 5, 11)),
        (date(2026, 4, 1), "directed_surveillance", date(2026, 6, 30)),
        (date(2025, 11, 28), "directed_surveillance", date(2026, 2, 27)),
        (date(2025, 11, 29), "directed_surveillance", date(2026, 2, 28)),
        (date(2025, 11, 30), "directed_surveillance", date(2026, 2, 28)),
        (date(2023, 11, 30), "directed_surveillance", date(2024, 2, 29)),
        (date(2026, 5, 31), "directed_surveillance", date(2026, 8, 30)),
        (date(2026, 8, 31), "directed_surveillance", date(2026, 11, 30)),
        (date(2026, 2, 12), "chis", date(2027, 2, 11)),
        (date(2024, 2, 29), "chis", date(2025, 2, 28)),
        (date(2026, 2, 12), "non_ripa", date(2026, 5, 11)),
    ],
)
def test_every_vector_of_the_months(first, months, last):
    assert last_day(months, nation="england", first_day=first) == last


def test_a_juvenile_sources_time_is_the_nations():
    born = date(2010, 1, 1)
    assert last_day("chis", nation="england", first_day=date(2026, 2, 12), born=born) == date(2026, 6, 11)
    assert last_day("chis", nation="scotland", first_day=date(2026, 2, 12), born=born) == date(2026, 3, 11)


RENEWAL = RenewalFacts(
    ends_on=date(2026, 5, 11),
    decided_at=datetime(2026, 5, 8, 9, tzinfo=UTC),
    effective_at=datetime(2026, 5, 11, 22, 59, tzinfo=UTC),
    kind="directed_surveillance",
)


def test_a_renewal_is_complete_before_the_authorisation_ends_or_it_is_none():
    assert ruling_on_renewal(RENEWAL).is_allowed
    late = replace(RENEWAL, effective_at=datetime(2026, 5, 11, 23, 0, tzinfo=UTC))
    assert [one.provision for one in ruling_on_renewal(late).unmet] == ["ripa.s43.4"]


def test_a_renewal_is_not_approved_before_it_is_decided():
    early = replace(RENEWAL, effective_at=datetime(2026, 5, 7, tzinfo=UTC))
    assert not ruling_on_renewal(early).is_allowed


def test_a_source_is_reviewed_before_it_is_renewed():
    chis = replace(RENEWAL, kind="chis")
    assert ruling_on_renewal(chis).is_allowed
    assert not ruling_on_renewal(replace(chis, source_was_reviewed=False)).is_allowed


@pytest.mark.parametrize(
    "change",
    [
        {"effective_at": datetime(2026, 5, 12, tzinfo=UTC)},
        {"effective_at": datetime(2026, 5, 7, tzinfo=UTC)},
        {"source_was_reviewed": False},
    ],
)
def test_each_reason_on_a_renewal_has_a_sentence_for_met_and_another_for_not_met(change):
    chis = replace(RENEWAL, kind="chis")
    assert hold_apart(ruling_on_renewal(chis), ruling_on_renewal(replace(chis, **change))) == ["ripa.s43.4"]
