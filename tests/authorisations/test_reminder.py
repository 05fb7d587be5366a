"""Reminders: each task told once by the system person, however often the job runs; what is in force never waits for it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.authorisations import given
from tests.log import everything, told, undone_when_the_log_fails
from tests.rights import the_system
from watchbook.acting.refusals import NotPermitted
from watchbook.audit_log.models import Event
from watchbook.authorisations import jobs, reminder
from watchbook.authorisations.models import ReminderGiven
from watchbook.authorisations.queries.in_force import authorisations_in_force
from watchbook.organisation import system_acts

END = datetime(2026, 6, 3, 23, tzinfo=UTC)


def given_at(at):
    """What the job tells at a moment."""
    return [str(one) for one in reminder.give(by=the_system(), at=at)]


def test_each_thing_is_told_once_by_the_system_person(people):
    row = given.in_force(people)
    at = datetime(2026, 3, 24, 6, tzinfo=UTC)
    assert given_at(at) == ["review 2026-03-30"]
    assert told(row)[:2] == ("reminder.recorded", the_system().id)
    before = everything()
    assert given_at(at) == given_at(at + timedelta(days=1)) == []
    assert everything() == before
    assert given_at(datetime(2026, 3, 31, 6, tzinfo=UTC)) == ["overdue_review 2026-03-30"]
    given.reviewed(people, row, at=datetime(2026, 3, 31, 9, tzinfo=UTC), next_due_on=date(2026, 4, 28))
    assert given_at(datetime(2026, 4, 22, 6, tzinfo=UTC)) == ["review 2026-04-28"]


def test_days_on_which_no_job_ran_are_not_made_up_for_and_change_nothing(people):
    row = given.in_force(people)
    assert list(authorisations_in_force(at=END - timedelta(seconds=1))) == [row]
    assert not authorisations_in_force(at=END)
    assert given_at(END) == ["cancel_lapsed 2026-06-03"]
    given.cancelled(people, row, at=END + timedelta(days=1))
    assert given_at(END + timedelta(days=2)) == []


def test_only_the_system_person_reminds(people):
    at = datetime(2026, 3, 24, 6, tzinfo=UTC)
    given.in_force(people)
    with pytest.raises(NotPermitted, match="Watchbook sends them automatically"):
        reminder.give(by=people.helen, at=at)
    assert not ReminderGiven.objects.exists()


def test_the_job_gives_them(people, monkeypatch):
    given.in_force(people)
    monkeypatch.setattr(system_acts.timezone, "now", lambda: END)
    jobs.remind(0)
    jobs.remind(0)
    assert Event.objects.filter(name="reminder.recorded").count() == 1


def test_nothing_stays_where_the_log_fails(people, monkeypatch):
    given.in_force(people)
    undone_when_the_log_fails(monkeypatch, reminder, lambda: given_at(END))
