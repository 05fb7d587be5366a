"""The clocks beside and after the answer: fee, review, complaint, aggregation, re-use."""

from datetime import date

import pytest

from tests.law.said import refusing
from watchbook.law.clocks import (
    aggregation_window,
    commissioner_complaint_by,
    fee_offer_lapse,
    internal_review_due,
    internal_review_request_by,
    re_use_answer_due,
)
from watchbook.law.counting import CannotBeCounted
from watchbook.law.parameters import NotInForce
from watchbook.law_words.explanations import sentences

RECEIVED = date(2026, 7, 1)


def iso(text):
    return date.fromisoformat(text)


def said(deadline):
    return " ".join(sentences(deadline))


@pytest.mark.parametrize(("regime", "provision"), [("foia", "foia.s9"), ("foisa", "foisa.fees_notice")])
def test_an_unpaid_fee_lets_the_request_lapse_three_months_beginning_with_the_notice(regime, provision):
    lapse = fee_offer_lapse(iso("2026-07-08"), regime=regime)
    assert lapse.on == iso("2026-10-07")
    assert {step.provision for step in lapse.explanation} == {provision}
    assert not lapse.is_verified


@pytest.mark.parametrize(
    ("regime", "last"),
    [("foia", "2026-05-07"), ("eir", "2026-05-07"), ("foisa", "2026-05-05"), ("eisr", "2026-05-05")],
)
def test_a_review_can_be_asked_for_within_40_working_days_of_the_answer(regime, last):
    by = internal_review_request_by(iso("2026-03-06"), regime=regime)
    assert by.working_days == 40
    assert by.on == iso(last)


@pytest.mark.parametrize(
    ("regime", "target", "limit"), [("foia", 20, 40), ("eir", 40, 40), ("foisa", 20, 20), ("eisr", 20, 20)]
)
def test_a_review_is_due_after_its_target_and_at_most_after_its_limit(regime, target, limit):
    review = internal_review_due(iso("2026-11-06"), regime=regime)
    assert (review.target.working_days, review.limit.working_days) == (target, limit)
    assert review.target.on <= review.limit.on
    assert "The review was asked for on Friday 6 November 2026" in said(review.target)
    assert f"longer than {limit} working days" in said(review.limit)


def test_before_the_code_of_july_2018_no_time_for_a_review_is_held():
    with pytest.raises(NotInForce):
        internal_review_due(date(2018, 7, 3), regime="foia")


@pytest.mark.parametrize("regime", ["foia", "eir"])
def test_the_commissioner_asks_for_a_complaint_within_six_weeks(regime):
    by = commissioner_complaint_by(iso("2026-11-24"), regime=regime)
    assert by.on == iso("2027-01-05")
    assert {step.provision for step in by.explanation} == {"foia.commissioners_practice"}


@pytest.mark.parametrize("regime", ["foisa", "eisr"])
def test_how_long_there_is_to_appeal_in_scotland_is_not_guessed(regime):
    with refusing(CannotBeCounted, match="time for a complaint"):
        commissioner_complaint_by(iso("2026-11-24"), regime=regime)


@pytest.mark.parametrize("first", ["2026-06-01", "2026-06-06", "2026-06-15"])
def test_the_aggregation_window_holds_60_working_days_and_says_that_its_first_day_is_unclear(first):
    window = aggregation_window(iso(first), regime="foia")
    assert window.working_days == 60
    assert window.days[0].on == iso(first)
    assert not window.is_verified
    assert "The law does not say whether the day of the first request is one of these days" in said(window)
    assert {step.provision for step in window.explanation} == {"foia.fees_regulations", "foia.s10.6"}


def test_the_first_request_is_the_first_of_the_60_days():
    assert aggregation_window(iso("2026-06-01"), regime="foia").on == iso("2026-08-26")


@pytest.mark.parametrize("regime", ["eir", "foisa", "eisr"])
def test_only_foia_has_an_aggregation_window_here(regime):
    with refusing(CannotBeCounted, match="adding requests together"):
        aggregation_window(RECEIVED, regime=regime)


def test_ropsi_a_request_for_re_use_is_answered_within_20_working_days():
    due = re_use_answer_due(iso("2026-06-01"))
    assert due.on == iso("2026-06-30")
    assert due.explanation[0].provision == "ropsi"
    assert "ask the solicitor" in said(due)
    assert not due.is_verified
