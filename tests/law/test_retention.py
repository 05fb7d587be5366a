"""The classes of a retention schedule: what is proposed, which are required, and the bounds that the law sets."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from watchbook.law.parameters import number, parameter_entry
from watchbook.law.provisions import provision
from watchbook.law.retention import (
    Bound,
    began_by,
    ends,
    is_longer,
    is_shorter,
    required_classes,
    retention_class,
    retention_classes,
)

ON = date(2026, 11, 24)
THREE_YEARS = Bound(period=3, unit="years", provision="x", source="x", verified=False, note="x")


@each(
    ("code", "period", "unit"),
    [
        ("look", 3, "years"),
        ("capture_not_relevant", 28, "days"),
        ("capture_no_action", 6, "months"),
        ("capture_prosecution", None, ""),
        ("capture_transferred", None, ""),
        ("directed_surveillance_record", 5, "years"),
        ("chis_record", 5, "years"),
        ("non_ripa_record", 5, "years"),
        ("covert_profile", 5, "years"),
        ("listening_counts", 24, "months"),
        ("listening_posts", 7, "days"),
        ("information_request", 3, "years"),
        ("rights_request", 3, "years"),
        ("training_record", 6, "years"),
        ("adopted_document", 6, "years"),
        ("audit_log", 7, "years"),
        ("deletion_request", 1, "months"),
    ],
)
def test_each_class_is_proposed_with_its_period(code, period, unit):
    found = retention_class(code, on=ON)
    assert (found.period, found.unit) == (period, unit)
    assert (found.period is None) <= bool(found.period_words)
    assert all((found.title, found.trigger, found.reason, found.source))
    assert found.verified or found.note
    assert provision(found.provision)


def test_there_is_no_other_class_and_each_code_stands_once():
    codes = [one.code for one in retention_classes(on=ON)]
    assert len(codes) == len(set(codes)) == 21
    assert retention_class("own_class", on=ON) is None


def test_every_class_is_required_but_those_of_listening():
    codes = {one.code for one in retention_classes(on=ON)}
    assert codes - set(required_classes(on=ON)) == {"listening_counts", "listening_posts"}


def test_the_law_of_a_day_is_asked():
    assert "deletion_request" not in required_classes(on=date(2018, 5, 24))
    assert "deletion_request" in required_classes(on=date(2018, 5, 25))
    assert retention_class("directed_surveillance_record", on=date(2000, 9, 24)) is None


@pytest.mark.parametrize(
    ("code", "least", "most", "cites"),
    [
        ("directed_surveillance_record", (3, "years"), None, "ripa.ds_code.central_record"),
        ("chis_record", (5, "years"), None, "ripa.chis_code.record"),
        ("deletion_request", None, (1, "months"), "ukgdpr.art12.3"),
    ],
)
def test_the_bounds_that_the_law_sets_cite_it_and_say_that_they_are_not_verified(code, least, most, cites):
    found = retention_class(code, on=ON)
    bound = found.at_least or found.at_most
    assert (found.at_least and (found.at_least.period, found.at_least.unit)) == least
    assert (found.at_most and (found.at_most.period, found.at_most.unit)) == most
    assert provision(bound.provision).id == cites
    assert not bound.verified
    assert bound.note


def test_no_other_class_has_a_bound():
    bound = {one.code for one in retention_classes(on=ON) if one.at_least or one.at_most}
    assert bound == {"directed_surveillance_record", "chis_record", "deletion_request"}


@each(
    ("period", "unit", "shorter", "longer"),
    [
        (2, "years", True, False),
        (35, "months", True, False),
        (36, "months", False, False),
        (3, "years", False, False),
        (37, "months", False, True),
        (1095, "days", True, False),  # a leap day lies within
        (1096, "days", False, False),
        (1097, "days", False, True),
        (32767, "years", False, True),
        (32767, "months", False, True),
    ],
)
def test_periods_are_compared_by_the_calendar(period, unit, shorter, longer):
    on = date(2026, 3, 1)
    assert is_shorter(period, unit, than=THREE_YEARS, on=on) is shorter
    assert is_longer(period, unit, than=THREE_YEARS, on=on) is longer


def test_a_period_that_ends_after_the_last_day_of_the_calendar_is_the_longest():
    assert is_longer(32767, "days", than=THREE_YEARS, on=date(9995, 1, 1))


def test_what_settles_the_classes_is_known_and_not_verified_yet():
    for name in (
        "ripa.ds_code.central_record",
        "ripa.chis_code.record",
        "ukgdpr.art12.3",
        "ukgdpr.art17",
        "cpia.code",
        "authority.retention",
        "authority.statement",
    ):
        assert not provision(name).verified


def test_a_statement_is_signed_at_the_time_within_three_months_after_its_quarter():
    assert number("authority.statement.contemporaneous_months", on=ON) == 3
    assert (
        parameter_entry("authority.statement.contemporaneous_months", on=ON).provision
        == "authority.statement"
    )


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 1, 1)),
    st.integers(min_value=1, max_value=240),
    st.sampled_from(["days", "months"]),
)
def test_the_last_beginning_that_ends_before_a_day_is_the_last(day, period, unit):
    began = began_by(period, unit, ended_before=day)
    assert ends(period, unit, on=began) < day
    assert ends(period, unit, on=began + timedelta(days=1)) >= day
