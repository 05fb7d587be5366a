"""The clocks of access to information (FOIA, EIR, FOISA, EISR, RoPSI)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from tests.law.said import refusing
from watchbook.law.bank_holidays import BeyondTheTable
from watchbook.law.clocks import (
    REGIMES,
    aggregation_window,
    answer_due,
    answer_times,
    commissioner_complaint_by,
    fee_offer_lapse,
    internal_review_due,
    internal_review_request_by,
    public_interest_extension,
    public_interest_times,
)
from watchbook.law.counting import CannotBeCounted
from watchbook.law.parameters import NotInForce
from watchbook.law.working_days import CALENDARS, UK, is_working_day
from watchbook.law_words.explanations import sentences
from watchbook.law_words.refusals import words_of

RECEIVED = date(2026, 7, 1)
DAYS_IN_THE_TABLE = st.dates(min_value=date(2012, 1, 1), max_value=date(2028, 6, 30))


def iso(text):
    return date.fromisoformat(text)


def said(deadline):
    return " ".join(sentences(deadline))


# docs/law/foi.md#worked-dates
@each(
    ("received", "due", "extended"),
    [
        ("2019-10-07", "2019-11-04", None),
        ("2026-03-02", "2026-03-31", None),
        ("2026-03-07", "2026-04-08", None),
        ("2026-03-20", "2026-04-21", None),
        ("2026-06-01", "2026-06-30", "2026-07-29"),
        ("2026-07-01", "2026-07-30", "2026-08-28"),
        ("2026-11-20", "2026-12-21", "2027-01-22"),
        ("2026-11-24", "2026-12-23", "2027-01-26"),
        ("2026-12-11", "2027-01-14", "2027-02-11"),
    ],
)
def test_foia_s10_1_the_answer_is_due_on_the_20th_working_day_following_receipt(received, due, extended):
    assert answer_due(iso(received), regime="foia").on == iso(due)
    if extended:
        assert public_interest_extension(iso(received), regime="foia").on == iso(extended)


# Another table of such days, made without the Scottish bank holiday of 15 June 2026. With it the row received
# on 2026-05-22 moves by a day in three columns: FOIA and FOISA 06-22 -> 06-23, 40 days 07-21 -> 07-22. No
# other row spans that day. The column for England alone (test_working_days.py) stays at 06-22, now wrong.
@each(
    ("received", "foia", "foisa", "extended"),
    [
        ("2019-10-07", "2019-11-04", "2019-11-04", "2019-12-03"),
        ("2025-12-01", "2025-12-31", "2025-12-31", "2026-01-30"),
        ("2026-02-27", "2026-03-30", "2026-03-27", "2026-04-29"),
        ("2026-03-06", "2026-04-08", "2026-04-06", "2026-05-07"),
        ("2026-04-02", "2026-05-05", "2026-05-01", "2026-06-03"),
        ("2026-05-22", "2026-06-23", "2026-06-23", "2026-07-22"),
        ("2026-06-19", "2026-07-20", "2026-07-17", "2026-08-18"),
        ("2026-08-01", "2026-09-01", "2026-08-31", "2026-09-29"),
        ("2026-11-06", "2026-12-07", "2026-12-07", "2027-01-08"),
        ("2027-12-24", "2028-01-27", "2028-01-27", "2028-02-24"),
    ],
)
def test_foia_and_eir_count_by_the_whole_kingdom_foisa_and_eisr_by_scotland(received, foia, foisa, extended):
    day = iso(received)
    assert answer_due(day, regime="foia").on == iso(foia)
    assert answer_due(day, regime="eir").on == iso(foia)
    assert answer_due(day, regime="foisa").on == iso(foisa)
    assert answer_due(day, regime="eisr").on == iso(foisa)
    assert answer_due(day, regime="eir", days=40).on == iso(extended)
    assert public_interest_extension(day, regime="foia").on == iso(extended)


@given(received=DAYS_IN_THE_TABLE, regime=st.sampled_from(REGIMES))
def test_the_answer_is_due_on_a_working_day_after_exactly_20_counted_days(received, regime):
    due = answer_due(received, regime=regime)
    calendar = UK if regime in ("foia", "eir") else CALENDARS["scotland"]
    assert is_working_day(due.on, calendar=calendar)
    assert due.working_days == 20
    assert due.days[0].on == received
    assert due.days[-1].on == due.on


def test_a_request_received_on_a_weekend_has_its_first_day_on_the_next_working_day():
    saturday, sunday, monday = (
        answer_due(iso(day), regime="foia").on for day in ("2026-03-07", "2026-03-08", "2026-03-09")
    )
    assert saturday == sunday == iso("2026-04-08")
    assert monday == iso("2026-04-09")


def test_the_ordinary_time_may_be_named_and_the_explanation_cites_the_act():
    due = answer_due(iso("2026-06-01"), regime="foia", days=20)
    assert due.is_verified
    assert [step.provision for step in due.explanation] == [
        "foia.s10.1",
        "foia.s10.1",
        "foia.s10.6",
        "foia.s10.6",
    ]
    assert "Monday 15 June 2026, bank holiday in Scotland" in said(due)


def test_foia_s1_3_a_clarification_restarts_the_count():
    due = answer_due(RECEIVED, regime="foia", clarified=iso("2026-11-20"))
    assert due.on == iso("2026-12-21")
    assert due.days[0].on == iso("2026-11-20")
    assert due.explanation[1].provision == "foia.s1.3"
    assert not due.is_verified


@pytest.mark.parametrize("regime", REGIMES)
def test_a_clarification_on_the_day_of_receipt_changes_nothing(regime):
    plain = answer_due(RECEIVED, regime=regime)
    assert answer_due(RECEIVED, regime=regime, clarified=RECEIVED).on == plain.on


def test_eir_reg_9_a_clarification_restarts_the_count_too():
    due = answer_due(RECEIVED, regime="eir", clarified=iso("2026-07-10"))
    assert due.explanation[1].provision == "eir.reg9"


def test_foia_s10_2_the_days_from_the_fees_notice_to_the_payment_both_included_are_disregarded():
    due = answer_due(RECEIVED, regime="foia", fee_notice=iso("2026-07-08"), fee_paid=iso("2026-07-22"))
    assert due.on == iso("2026-08-14")
    assert due.explanation[1].provision == "foia.s10.2"
    assert "The 10 working days in that time, both dates included, do not count" in said(due)
    disregarded = [day.on for day in due.days if day.reason == "disregarded"]
    assert (disregarded[0], disregarded[-1]) == (iso("2026-07-08"), iso("2026-07-22"))


def test_foisa_has_a_fees_notice_too_but_that_is_to_be_confirmed():
    due = answer_due(RECEIVED, regime="foisa", fee_notice=iso("2026-07-08"), fee_paid=iso("2026-07-08"))
    assert due.on == answer_due(RECEIVED, regime="foisa").on + timedelta(days=1)
    assert due.explanation[1].provision == "foisa.fees_notice"
    assert not due.explanation[1].verified


def test_a_fee_paid_before_the_clarification_stops_nothing():
    clarified = iso("2026-11-20")
    due = answer_due(
        RECEIVED, regime="foia", clarified=clarified, fee_notice=RECEIVED, fee_paid=iso("2026-07-02")
    )
    assert due.on == iso("2026-12-21")


@pytest.mark.parametrize("paid", [None, "2026-08-03"])
def test_a_fees_notice_after_the_last_day_stops_nothing(paid):
    due = answer_due(
        RECEIVED, regime="foia", fee_notice=iso("2026-07-31"), fee_paid=iso(paid) if paid else None
    )
    assert due.on == iso("2026-07-30")
    assert "does not stop the clock" in said(due)


@given(
    received=DAYS_IN_THE_TABLE,
    notice=st.integers(min_value=0, max_value=27),
    wait=st.integers(min_value=0, max_value=80),
)
def test_a_fee_never_makes_the_answer_due_earlier(received, notice, wait):
    given_on = received + timedelta(days=notice)
    due = answer_due(received, regime="foia", fee_notice=given_on, fee_paid=given_on + timedelta(days=wait))
    assert due.on >= answer_due(received, regime="foia").on
    assert due.working_days == 20
    assert is_working_day(due.on, calendar=UK)


def test_eir_reg_7_gives_40_days_to_a_request_that_is_complex_and_voluminous():
    due = answer_due(iso("2026-06-01"), regime="eir", days=40)
    assert due.working_days == 40
    assert "both complex and voluminous" in said(due)
    assert "eir.reg7" in [step.provision for step in due.explanation]
    assert "eisr.extension" in [
        step.provision for step in answer_due(RECEIVED, regime="eisr", days=40).explanation
    ]


def test_foia_s10_3_the_refusal_notice_does_not_wait_for_the_public_interest_test():
    end = public_interest_extension(iso("2026-06-01"), regime="foia")
    assert end.working_days == 40
    assert "still due by working day 20: Tuesday 30 June 2026" in said(end)
    assert {"foia.s10.3", "foia.s17"} <= {step.provision for step in end.explanation}
    assert not end.is_verified


def test_the_public_interest_test_waits_for_the_fee_and_the_clarification_as_the_answer_does():
    end = public_interest_extension(
        RECEIVED,
        regime="foia",
        clarified=iso("2026-07-03"),
        fee_notice=iso("2026-07-08"),
        fee_paid=iso("2026-07-22"),
    )
    assert end.working_days == 40
    assert end.on > public_interest_extension(RECEIVED, regime="foia").on


@pytest.mark.parametrize("regime", ["eir", "foisa", "eisr"])
def test_only_foia_has_a_public_interest_extension(regime):
    with refusing(CannotBeCounted, match="public-interest test"):
        public_interest_extension(RECEIVED, regime=regime)


@pytest.mark.parametrize(
    ("regime", "days"), [("foia", 40), ("foisa", 40), ("foia", 21), ("eir", 0), ("eisr", -20)]
)
def test_no_other_number_of_days_is_a_time_for_answering(regime, days):
    with refusing(
        CannotBeCounted, match=f"^The time for answering under the .* cannot be {days} working days"
    ):
        answer_due(RECEIVED, regime=regime, days=days)


@pytest.mark.parametrize(
    ("moved", "why"),
    [
        ({"clarified": "2026-06-30"}, "before the request was received"),
        ({"fee_notice": "2026-06-30", "fee_paid": "2026-07-02"}, "before the request was received"),
        ({"fee_paid": "2026-07-22"}, "only a notice stops the clock"),
        ({"fee_notice": "2026-07-08", "fee_paid": "2026-07-07"}, "before the fees notice was given"),
        ({"fee_notice": "2026-07-08"}, "is stopped until the fee is paid"),
        (
            {"fee_notice": "2026-07-08", "fee_paid": "2026-10-08"},
            "the last date for payment was Wednesday 7 October 2026",
        ),
        (
            {"fee_notice": "2026-07-08", "fee_paid": "9999-12-31"},
            "the last date for payment was Wednesday 7 October 2026",
        ),
    ],
)
def test_days_that_cannot_all_be_so_are_refused_with_what_why_and_next(moved, why):
    with pytest.raises(CannotBeCounted) as refused:
        answer_due(RECEIVED, regime="foia", **{name: iso(day) for name, day in moved.items()})
    assert why in words_of(refused.value).why
    assert all(words.endswith(".") for words in words_of(refused.value))


@pytest.mark.parametrize("regime", ["eir", "eisr"])
def test_no_fees_notice_is_known_for_environmental_information(regime):
    with refusing(CannotBeCounted, match="There is no rule on this .*: fees notice that stops the clock"):
        answer_due(RECEIVED, regime=regime, fee_notice=RECEIVED, fee_paid=RECEIVED)


@pytest.mark.parametrize(
    "clock",
    [
        answer_due,
        public_interest_extension,
        fee_offer_lapse,
        internal_review_request_by,
        internal_review_due,
        commissioner_complaint_by,
        aggregation_window,
    ],
)
def test_a_regime_that_is_none_is_refused(clock):
    with refusing(CannotBeCounted, match="'gdpr' is not an access-to-information regime"):
        clock(RECEIVED, regime="gdpr")


def test_before_the_acts_no_answer_was_due_and_beyond_the_table_none_is_guessed():
    with pytest.raises(NotInForce):
        answer_due(date(2004, 12, 31), regime="foia")
    with pytest.raises(BeyondTheTable):
        answer_due(date(2011, 12, 31), regime="foia")
    with pytest.raises(BeyondTheTable):
        answer_due(RECEIVED, regime="foia", clarified=date.max)


def test_the_times_that_some_regime_gives_for_an_answer():
    assert answer_times() == (20, 40)
    assert public_interest_times() == (40,)
