"""The London day of a moment."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from watchbook.acting.london_day import london_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 1, 23, 59, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 7, 2, 8, 0, tzinfo=timezone(timedelta(hours=9))), date(2026, 7, 2)),
        (datetime(2026, 7, 2, 7, 59, tzinfo=timezone(timedelta(hours=9))), date(2026, 7, 1)),
    ],
)
def test_a_moment_belongs_to_the_day_that_it_was_in_london(moment, day):
    assert london_day(moment) == day


def test_a_moment_without_its_time_zone_belongs_to_no_day():
    with pytest.raises(ValueError, match="time zone"):
        london_day(datetime(2026, 7, 1, 12, 0))  # noqa: DTZ001  # a moment without a time zone is the trap that is tested


@pytest.mark.parametrize(
    "moment",
    [
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.min.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))),
    ],
)
def test_a_moment_at_the_edge_of_the_calendar_keeps_its_day(moment):
    assert london_day(moment) == moment.date()
