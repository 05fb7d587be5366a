"""When repeated looks ask for a power again: thresholds, signs, hours, and the time of an immediate response."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from watchbook.looks.rules.drift import (
    CountedLook,
    Level,
    immediate_until,
    is_out_of_hours,
    standing,
    thresholds,
    window_begins,
)

AT = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
BY_LAW = thresholds(on=AT.date())


def seen(*, days=1, minutes=7, **changes):
    told = CountedLook(at=AT - timedelta(days=days, minutes=minutes), officer="ines", service="ts")
    return replace(told, **changes)


def level(*looks, kind="person", by_law=BY_LAW):
    return standing(looks, kind=kind, at=AT, service="ts", by_law=by_law).level


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([], Level.NONE),
        ([seen()], Level.AMBER),
        ([seen(), seen(days=2)], Level.RED),
        ([seen(), seen(days=2), seen(days=3)], Level.RED),
        ([seen(service="housing", is_hidden=True)], Level.AMBER),
    ],
)
def test_the_second_look_is_amber_and_the_third_red_whoever_looked(looks, expected):
    assert level(*looks) is expected


@pytest.mark.parametrize("kind", ["organisation", "place", "event"])
def test_only_persons_and_groups_drift(kind):
    assert level(seen(), seen(), kind=kind) is Level.NONE
    assert level(seen(), seen(), kind="group") is Level.RED


@pytest.mark.parametrize(
    "sign",
    [
        {"was_kept": True},
        {"collateral": BY_LAW.collateral_handles},
        {"at": AT - timedelta(days=2)},
    ],
)
def test_a_sign_is_amber_by_itself_as_the_law_data_says(sign):
    later = replace(BY_LAW, amber_look=9, red_look=9)
    assert level(seen(), by_law=later) is Level.NONE
    assert level(seen(**sign), by_law=later) is Level.AMBER
    off = replace(later, is_kept_amber=False, is_same_minute_amber=False, collateral_handles=99)
    assert level(seen(**sign), by_law=off) is Level.NONE


def test_looks_at_night_or_at_weekends_are_a_pattern():
    later = replace(BY_LAW, amber_look=9, red_look=9)
    night = [seen(at=datetime(2026, 2, day, 23, day, tzinfo=UTC)) for day in (10, 11)]
    assert level(night[0], by_law=later) is Level.NONE
    assert level(*night, by_law=later) is Level.AMBER


@pytest.mark.parametrize(
    ("moment", "out"),
    [
        (datetime(2026, 3, 3, 5, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 3, 6, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 3, 21, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 3, 22, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 3, 21, 0, tzinfo=UTC), True),  # ten in the evening, summer time
        (datetime(2026, 3, 7, 12, 0, tzinfo=UTC), True),  # a Saturday
    ],
)
def test_hours_are_londons(moment, out):
    assert is_out_of_hours(moment, by_law=BY_LAW) is out


def test_what_another_service_is_told_is_a_number_without_what_is_hidden():
    looks = [seen(), seen(service="housing"), seen(service="housing", is_hidden=True, pages=9)]
    found = standing(looks, kind="person", at=AT, service="ts", by_law=BY_LAW)
    assert found.told == 2
    assert (
        found.own,
        found.others,
        found.prior_looks,
        found.look,
        found.signs.deepest,
        found.signs.officers,
    ) == (
        1,
        1,
        3,
        4,
        1,
        1,
    )


def test_the_window_is_whole_london_days():
    assert window_begins(on=date(2026, 3, 31), window_days=28).isoformat() == "2026-03-03T00:00:00+00:00"
    assert window_begins(on=date(2026, 4, 28), window_days=28).isoformat() == "2026-03-31T00:00:00+01:00"


@pytest.mark.parametrize(
    ("opened_at", "nation", "until"),
    [
        (datetime(2026, 3, 3, 2, 0, tzinfo=UTC), "england", "2026-03-05T00:00:00+00:00"),
        (datetime(2026, 3, 6, 2, 0, tzinfo=UTC), "england", "2026-03-10T00:00:00+00:00"),  # Friday to Monday
        (
            datetime(2026, 4, 2, 23, 30, tzinfo=UTC),
            "england",
            "2026-04-08T00:00:00+01:00",
        ),  # over Easter, after midnight
        (
            datetime(2026, 4, 2, 12, 0, tzinfo=UTC),
            "scotland",
            "2026-04-07T00:00:00+01:00",
        ),  # no Easter Monday there
    ],
)
def test_an_immediate_response_lasts_to_the_end_of_the_next_working_day(opened_at, nation, until):
    assert immediate_until(opened_at, nation=nation).isoformat() == until


def test_what_another_service_kept_or_hides_counts_and_is_no_sign_that_is_told():
    later = replace(BY_LAW, amber_look=9, red_look=9)
    theirs = seen(service="housing", was_kept=True, collateral=5, at=AT - timedelta(days=2))
    found = standing([seen(), theirs], kind="person", at=AT, service="ts", by_law=later)
    assert found.level is Level.AMBER
    assert (found.signs.was_kept, found.signs.collateral, found.signs.is_same_minute) == (False, 0, False)
