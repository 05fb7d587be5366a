"""What the court ordered on a grant, and from when it is in force (invariant I1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.authorisations import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import judicial_approval
from watchbook.files.upload import Content, Refused
from watchbook.keys.envelope import opened


def order(row, by, *, told_=given.ORDER, file=given.SIGNED, at=None):
    """Record an order an hour after it was made."""
    return judicial_approval.record_order(
        row, told_, file=file, by=by, at=at or told_.ordered_at + timedelta(hours=1)
    )


def test_approval_brings_it_into_force_for_three_months_from_the_courts_order(people):
    row = order(given.a_granted(people), people.ines)
    assert (row.state, row.effective_from, row.ends_on) == ("effective", given.ORDERED, date(2026, 6, 3))
    hearing = row.hearings.get()
    assert opened(hearing)["magistrate"] == "A. Magistrate JP"
    assert hearing.file_name == "order.pdf"
    assert str(hearing) == "approved"
    name, _by, _at, fields, personal = told(row)
    assert name == "judicial_approval.granted"
    assert fields["ends_on"] == "2026-06-03"
    assert personal["court"] == "Testham Magistrates’ Court"


def test_a_refusal_by_the_court_may_be_followed_by_quashing_two_business_days_later(people):
    row = order(
        given.a_granted(people), people.helen, told_=replace(given.ORDER, outcome="refused"), file=None
    )
    assert row.state == "court_refused"
    soon = replace(given.ORDER, outcome="quashed", ordered_at=given.ORDERED + timedelta(days=1))
    leaves_nothing(WrongState, lambda: order(row, people.helen, told_=soon, file=None), "2 business days")
    later = replace(given.ORDER, outcome="quashed", ordered_at=given.ORDERED + timedelta(days=2))
    assert order(row, people.helen, told_=later, file=None).state == "quashed"


@pytest.mark.parametrize(
    ("change", "file", "match"),
    [
        ({"ordered_at": given.DECIDED - timedelta(hours=1)}, given.SIGNED, "is earlier than"),
        ({"court": " "}, given.SIGNED, "Enter the court"),
        ({}, None, "signed order"),
    ],
)
def test_an_order_that_does_not_fit_is_refused(people, change, file, match):
    row = given.a_granted(people)
    told_ = replace(given.ORDER, **change)
    leaves_nothing(
        WrongState, lambda: order(row, people.ines, told_=told_, file=file, at=given.ORDERED), match
    )


def test_an_order_in_the_future_is_refused(people):
    row = given.a_granted(people)
    leaves_nothing(
        WrongState,
        lambda: order(row, people.ines, at=given.DECIDED),
        "^You cannot record this order: the date of the order is in the future",
    )


def test_the_applicant_or_the_co_ordinator_records_it(people):
    row = given.a_granted(people)
    refused_to_all_but({"ines", "helen"}, people, lambda by: order(row, by), match=".")


def test_no_court_is_asked_outside_ripa(people):
    row = given.a_granted(people, kind="non_ripa")
    leaves_nothing(WrongState, lambda: order(row, people.ines), "already (been )?decided")


@pytest.mark.parametrize("outcome", ["approved", "refused", "quashed"])
def test_a_court_orders_nothing_of_what_no_officer_granted(people, outcome):
    row = given.a_passed(people)
    told_ = replace(given.ORDER, outcome=outcome)
    leaves_nothing(WrongState, lambda: order(row, people.ines, told_=told_), "with the authorising officer")


def test_nothing_stays_where_the_log_fails(people, monkeypatch):
    row = given.a_granted(people)
    undone_when_the_log_fails(monkeypatch, judicial_approval, lambda: order(row, people.ines))


def test_a_source_who_comes_of_age_between_grant_and_order_stays_a_juvenile_of_the_grant(people):
    row = given.in_force(people, kind="chis", source={"born": date(2008, 3, 3)}, by=people.judith)
    assert (row.source_is_juvenile, row.ends_on) == (True, date(2026, 7, 3))


def test_an_order_half_an_hour_after_midnight_in_summer_counts_from_the_london_day(people):
    at = datetime(2026, 3, 30, 10, tzinfo=UTC)
    granted = given.a_granted(people, at=at, review_on=date(2026, 4, 29))
    order = replace(given.ORDER, ordered_at=datetime(2026, 3, 30, 23, 30, tzinfo=UTC))
    told_at = order.ordered_at + timedelta(hours=9)
    row = judicial_approval.record_order(granted, order, file=given.SIGNED, by=people.ines, at=told_at)
    assert row.ends_on == date(2026, 6, 30)


@pytest.mark.parametrize("outcome", ["approved", "refused"])
@pytest.mark.parametrize(
    ("file", "match"),
    [
        (Content(data=b"order", name="order.txt", media_type="text/plain"), "not a PDF or a picture"),
        (replace(given.SIGNED, data=given.SIGNED.data[:100]), "damaged or cut off"),
    ],
)
def test_an_order_that_nobody_could_read_is_refused(people, outcome, file, match):
    row = given.a_granted(people)
    told_ = replace(given.ORDER, outcome=outcome)
    leaves_nothing(Refused, lambda: order(row, people.ines, told_=told_, file=file), match)
