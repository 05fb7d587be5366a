"""The life of an authorisation in order, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.each import each
from watchbook.authorisations.rules.in_force import Times, ends_at
from watchbook.authorisations.rules.life import LifeFacts, LifeMark, MarkSort, life

BEGAN = datetime(2026, 3, 4, 10, tzinfo=UTC)
TIMES = Times(BEGAN, date(2026, 6, 3))
END = ends_at(date(2026, 6, 3))
APPLIED = LifeMark(BEGAN - timedelta(days=2), MarkSort.APPLIED)
FACTS = LifeFacts(TIMES, (APPLIED,), review_due=ends_at(date(2026, 3, 30)))
MID = datetime(2026, 4, 1, tzinfo=UTC)


def test_before_anything_was_sent_there_is_no_line():
    assert life(LifeFacts(Times(None, None)), at=MID) is None


def test_one_that_never_took_effect_has_its_steps_and_no_bar():
    lived = life(LifeFacts(Times(None, None), (APPLIED,)), at=MID)
    assert (lived.in_force, lived.first, lived.last) == (None, APPLIED.at, MID)
    assert not lived.is_over


def test_while_it_runs_the_line_reaches_from_the_application_to_its_end():
    lived = life(FACTS, at=MID)
    assert [one.sort for one in lived.marks] == [
        MarkSort.APPLIED,
        MarkSort.BEGAN,
        MarkSort.REVIEW_DUE,
        MarkSort.LAST_DAY,
    ]
    assert (lived.first, lived.last, lived.in_force) == (APPLIED.at, END, (BEGAN, END))
    assert not lived.is_over


@each(
    "times, look, sort",
    [
        (TIMES, BEGAN, MarkSort.LOOK),
        (TIMES, END - timedelta(minutes=1), MarkSort.LOOK),
        (TIMES, END, MarkSort.LOOK_OUTSIDE),
        (TIMES, BEGAN - timedelta(minutes=1), MarkSort.LOOK_OUTSIDE),
        (replace(TIMES, stopped_at=MID), MID + timedelta(hours=1), MarkSort.LOOK_OUTSIDE),
        (replace(TIMES, cancelled_at=MID), MID, MarkSort.LOOK_OUTSIDE),
    ],
)
def test_a_look_while_it_was_not_in_force_is_a_mark_of_its_own(times, look, sort):
    lived = life(replace(FACTS, times=times, looks=(look,)), at=END + timedelta(days=1))
    assert [one.sort for one in lived.those(MarkSort.LOOK, MarkSort.LOOK_OUTSIDE)] == [sort]


def test_the_line_of_one_that_lapsed_goes_on_to_today_until_it_is_cancelled():
    today = END + timedelta(days=30)
    assert life(FACTS, at=today).last == today
    cancelled = life(replace(FACTS, times=replace(TIMES, cancelled_at=END + timedelta(days=2))), at=today)
    assert cancelled.is_over
    assert cancelled.last == END + timedelta(days=2)
    assert cancelled.those(MarkSort.REVIEW_DUE) == []


def test_on_its_first_day_the_line_is_a_week_long_so_that_its_marks_stand_together():
    lived = life(LifeFacts(Times(None, None), (APPLIED,)), at=APPLIED.at + timedelta(hours=1))
    assert lived.last == APPLIED.at + timedelta(days=7)
