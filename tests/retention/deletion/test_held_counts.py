"""What holds overdue things is counted by the database as each of them says it, and asked as often however many there are."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import given
from tests.evidence import given as evidence
from tests.foi.test_request_hold import LETTERS, asked
from tests.governance import signed
from tests.oversight import given as oversight
from tests.retention import given as holds
from tests.retention.deletion.given import thing
from tests.retention.rights_request import given as rights
from watchbook.investigations import need_to_know
from watchbook.organisation.queries import today
from watchbook.retention.deletion import held_counts, queue
from watchbook.retention.legal_hold.lock import HOLD_OTHERS
from watchbook.retention.rights_request import subject_search

LONG_AGO = {"dated_on": date(2015, 3, 1), "received_on": date(2015, 3, 1)}
PLACED, ASKED = "Under legal hold", "Held by a request"


@pytest.fixture
def letters(people):
    """Four letters that have had their time: a hold is on one, and a request about personal data found another."""
    signed.an_adopted_schedule(people)
    rows = [given.a_letter(people, **LONG_AGO) for _number in range(4)]
    holds.a_hold(people, rows[0])
    request = rights.a_rights_request(people)
    with transaction.atomic():
        item = thing(rows[1]).item
        subject_search._join(request, request, [item], is_open=frozenset({item.table}))
    return rows


def counted():
    (group,) = queue.overdue(on=today())
    return group.count, group.held


def test_the_database_counts_what_holds_as_each_thing_says_it(people, letters, monkeypatch):
    by_the_database = [counted()]
    asked(people, LETTERS)
    by_the_database.append(counted())
    assert by_the_database == [(2, {PLACED: 1, ASKED: 1}), (0, {PLACED: 1, ASKED: 3})]
    monkeypatch.setattr(held_counts, "HOLD_OTHERS", {"governance.letterreceived"})
    assert counted() == by_the_database[-1]


def test_what_holds_is_asked_as_often_however_many_are_overdue(people, letters):
    def queries():
        with CaptureQueriesContext(connection) as told:
            queue.overdue(on=today())
        return len(told)

    asked(people, LETTERS)
    few = queries()
    for _number in range(5):
        given.a_letter(people, **LONG_AGO)
        asked(people, LETTERS)
    oversight.an_inspection(people)
    assert len(queue.overdue(on=today())) == len(["letters", "inspections"])
    assert queries() == few


def test_the_tables_in_whose_things_others_lie_are_those_of_the_view():
    found = set()
    for name in ("LIES_IN", "CASES"):
        links = getattr(import_module("watchbook.retention.migrations.0005_rights_holds"), name)
        tables = {one._meta.db_table: one for one in apps.get_models()}
        for table, columns in links.items():
            fields = {one.column: one for one in tables[table]._meta.concrete_fields}
            found |= {fields[column].related_model._meta.label_lower for column in columns}
    assert found == HOLD_OTHERS


def test_the_database_counts_exhibits_as_each_says_it_to_whoever_may_propose_them(people, monkeypatch):
    signed.an_adopted_schedule(people)
    kept = {"ago": 200, "kept_by": "capture_prosecution"}
    rows = [evidence.an_exhibit(people, mark=f"IN/{number}", **kept) for number in range(3)]
    known, *_others = [row.investigation for row in rows]
    need_to_know.add(known, people.helen, by=people.ines, at=timezone.now())
    holds.a_hold(people, rows[1])
    request = rights.a_rights_request(people)
    with transaction.atomic():
        subject_search._join(request, request, [thing(rows[0]).item], is_open=frozenset())

    def told(who):
        found = queue.overdue(on=today(), by=getattr(people, who), table="evidence.exhibit")
        return [(one.count, one.held) for one in found]

    by_the_database = {who: told(who) for who in ("helen", "marian", "winston")}
    assert by_the_database["helen"] == [(0, {PLACED: 1, ASKED: 1, "Not open to you": 1})]
    assert by_the_database["marian"] == [(1, {PLACED: 1, ASKED: 1})]
    monkeypatch.setattr(held_counts, "HOLD_OTHERS", {"evidence.exhibit"})
    assert {who: told(who) for who in by_the_database} == by_the_database
