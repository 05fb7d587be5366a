"""Disposal of statements: what is due, where a person is named, and how an entry goes."""

from datetime import date

from tests.given import AT
from tests.governance.signed import Q3_2025, Q4_2025, entered_quarter, seat_of
from watchbook.audit_log.models import Event
from watchbook.governance.statements import statement
from watchbook.governance.statements.disposal import dispose, due, find
from watchbook.governance.statements.models import Statement, StatementItem
from watchbook.governance.statements.statement import Page

SEAT = "internal_auditor"


def test_a_statement_is_due_once_its_period_ended_before_a_day(people):
    row = entered_quarter(people, seat_of(SEAT), Q4_2025, audits=0)
    assert due(Q4_2025.last_on) == []
    assert due(date(2026, 1, 1)) == [row.id]


def test_a_person_named_in_the_remarks_of_any_version_is_found_by_the_newest(people):
    row = entered_quarter(people, seat_of(SEAT), Q4_2025, audits=0)
    named = statement.correct(row, Page({}, "Ask Zephyrine."), by=people.edmund, at=AT)
    newest = statement.correct(named, Page({}, "Ask nobody."), by=people.edmund, at=AT)
    assert find("zephyrine") == [newest.id]
    assert find("quillfeather") == []


def test_a_statement_goes_with_every_version_and_what_it_says_and_the_log_keeps_that_it_did(people):
    row = entered_quarter(people, seat_of(SEAT), Q4_2025, audits=2)
    newest = statement.correct(row, Page({}, "x"), by=people.edmund, at=AT)
    other = entered_quarter(people, seat_of(SEAT), Q3_2025, audits=0)
    dispose(newest.id, by=people.simon, at=AT)
    assert [one.pk for one in Statement.objects.all()] == [other.pk]
    assert StatementItem.objects.count() == 1
    told = Event.objects.filter(name="statement.disposed")
    assert {event.subject_id for event in told} > {row.id, newest.id}  # and what each said
    assert told.first().fields == {"reference": "ST-0001", "versions": 3}
