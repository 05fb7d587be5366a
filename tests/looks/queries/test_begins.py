"""From which day the register of looks covers its time: late entries and those of an earlier log do not move it back."""

from datetime import date, timedelta

from tests.looks import given
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.looks.models import Look
from watchbook.looks.queries import counts
from watchbook.looks.queries.counts import begins_on, first_day

LONG_BEFORE = given.AT - timedelta(days=400)
DAY = given.AT.date()


def in_time(people):
    """A look that was recorded as it happened."""
    with recorded_as_if_at(given.AT):
        return given.opened(people, given.a_subject(people))


def test_a_late_entry_or_an_earlier_log_does_not_move_its_beginning_back(people):
    row = in_time(people)
    assert begins_on() == DAY
    given.made(people, row.subject, looked_at=LONG_BEFORE)
    given.imported(people, looked_at=LONG_BEFORE - timedelta(days=30))
    assert begins_on() == begins_on(as_at=row.recorded_at) == DAY
    assert first_day() == LONG_BEFORE.date() - timedelta(days=30)


def test_where_all_were_recorded_later_it_begins_with_the_first(people):
    assert begins_on() is None
    given.imported(people, looked_at=LONG_BEFORE)
    assert begins_on() == LONG_BEFORE.date()


def test_it_keeps_its_beginning_when_its_looks_are_gone(people, monkeypatch):
    """From the totals, whose first entry of a month says when it was made."""
    with recorded_as_if_at(given.AT):
        given.opened(people)
        given.imported(people, looked_at=LONG_BEFORE)
    given.made(people, given.a_subject(people), looked_at=LONG_BEFORE)
    monkeypatch.setattr(counts, "_known", lambda _as_at: Look.objects.none())
    assert begins_on() == date(DAY.year, DAY.month, 1)
