"""In force from the order to the end of the last London day (RIPA s.43; invariants I2, I7)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from watchbook.authorisations.rules.in_force import (
    Times,
    ceases_at,
    days_in_force,
    ends_at,
    has_lapsed,
    is_in_force,
)

ORDER = datetime(2026, 2, 12, 10, 30, tzinfo=UTC)
LAST = date(2026, 5, 11)
RUNNING = Times(effective_from=ORDER, ends_on=LAST)
A_MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("last_day", "moment"),
    [
        (date(2026, 5, 11), datetime(2026, 5, 11, 23, 0, tzinfo=UTC)),
        (
            date(2026, 3, 28),
            datetime(2026, 3, 29, 0, 0, tzinfo=UTC),
        ),  # the clocks go forward on the day after
        (date(2026, 3, 29), datetime(2026, 3, 29, 23, 0, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 23, 0, tzinfo=UTC)),  # and back on the day after
        (date(2026, 10, 25), datetime(2026, 10, 26, 0, 0, tzinfo=UTC)),
        (date(2026, 12, 31), datetime(2027, 1, 1, 0, 0, tzinfo=UTC)),
    ],
)
def test_it_ceases_at_midnight_in_london_after_its_last_day(last_day, moment):
    assert ends_at(last_day) == moment


def test_it_covers_nothing_before_the_order_and_nothing_after_2359_of_its_last_day():
    assert not is_in_force(RUNNING, at=ORDER - A_MOMENT)
    assert is_in_force(RUNNING, at=ORDER)
    assert is_in_force(RUNNING, at=ends_at(LAST) - A_MOMENT)
    assert not is_in_force(RUNNING, at=ends_at(LAST))


@pytest.mark.parametrize("name", ["stopped_at", "cancelled_at"])
def test_an_instruction_to_stop_and_a_cancellation_end_it_at_once(name):
    moment = ORDER + timedelta(days=3)
    times = Times(effective_from=ORDER, ends_on=LAST, **{name: moment})
    assert ceases_at(times) == moment
    assert not is_in_force(times, at=moment)


def test_what_never_took_effect_is_never_in_force_and_never_lapses():
    never = Times(effective_from=None, ends_on=None)
    assert ceases_at(never) is None
    assert not is_in_force(never, at=ORDER)
    assert not has_lapsed(never, at=ORDER)
    assert days_in_force(never, until=ORDER) == 0


def test_it_lapses_where_nobody_cancelled_it_by_its_end():
    assert not has_lapsed(RUNNING, at=ends_at(LAST) - A_MOMENT)
    assert has_lapsed(RUNNING, at=ends_at(LAST))
    cancelled = Times(effective_from=ORDER, ends_on=LAST, cancelled_at=ends_at(LAST) - A_MOMENT)
    assert not has_lapsed(cancelled, at=ends_at(LAST) + timedelta(days=9))


def test_days_in_force_count_the_first_and_the_last():
    until = datetime(2027, 1, 1, tzinfo=UTC)
    assert days_in_force(RUNNING, until=until) == 89
    assert days_in_force(RUNNING, until=ORDER) == 0
    assert days_in_force(RUNNING, until=ORDER + A_MOMENT) == 1
    stopped = Times(effective_from=ORDER, ends_on=LAST, stopped_at=ORDER + timedelta(days=2))
    assert days_in_force(stopped, until=until) == 3
