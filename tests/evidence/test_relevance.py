"""Relevance: decided by those who work on the case, with a reason; until then a capture waits on its officer's first page."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.evidence import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.evidence import relevance
from watchbook.evidence.models import Capture
from watchbook.evidence.queries.captures import undecided_of
from watchbook.home.queries import waiting_for
from watchbook.organisation.queries import today


def decide(row, *, is_relevant=False, why="Shows another shop.", by=None):
    return relevance.decide(row, is_relevant=is_relevant, why=why, by=by or row.asked_by, at=timezone.now())


def test_a_decision_says_by_whom_and_when_and_its_reason_is_sealed(people):
    row = decide(given.a_held_capture(people))
    assert (row.is_relevant, row.relevance_decided_by) == (False, people.ines)
    name, by, _at, fields, personal = told(row)
    assert (name, by) == ("capture.relevance_decided", people.ines.id)
    assert fields == {"reference": row.reference, "is_relevant": False}
    assert personal == {"why": "Shows another shop."}


def test_a_decision_can_be_changed_with_a_new_reason(people):
    row = decide(decide(given.a_held_capture(people)), is_relevant=True, why="It is theirs after all.")
    assert Capture.objects.get(pk=row.pk).is_relevant is True
    assert told(row)[4] == {"why": "It is theirs after all."}


def test_whoever_does_not_work_on_the_case_decides_nothing(people):
    row = given.a_held_capture(people)
    leaves_nothing(NotPermitted, lambda: decide(row, by=people.oliver))


def test_what_is_not_held_cannot_be_decided_on(people):
    row = given.a_failed_capture(people)
    leaves_nothing(WrongState, lambda: decide(row), "You cannot use this capture")


def test_a_decision_has_its_reason(people):
    row = given.a_held_capture(people)
    leaves_nothing(WrongState, lambda: decide(row, why=" "), "You cannot save this decision yet")


def test_without_its_event_there_is_no_decision(people, monkeypatch):
    row = given.a_held_capture(people)
    undone_when_the_log_fails(monkeypatch, relevance, lambda: decide(row))


def test_sql_takes_no_decision_without_its_author(people):
    row = given.a_held_capture(people)
    with pytest.raises(IntegrityError, match="capture_relevance_says_by_whom_and_when"), transaction.atomic():
        Capture.objects.filter(pk=row.pk).update(is_relevant=True)


def test_the_first_page_asks_the_officer_until_it_is_decided_or_exhibited(people):
    row = given.a_held_capture(people)
    exhibit = given.an_exhibit(people)
    assert list(undecided_of(people.ines)) == [row]
    assert exhibit.capture not in undecided_of(people.ines)
    asked = [one for one in waiting_for(people.ines, on=today()) if "relevance" in one.what]
    assert [one.what for one in asked] == ["1 of your captures has no decision on relevance"]
    decide(row)
    assert not [one for one in waiting_for(people.ines, on=today()) if "relevance" in one.what]


def test_it_is_decided_on_a_page_and_shown_on_the_captures_own(people):
    row = given.a_held_capture(people)
    ines, address = signed_in(people.ines), reverse("evidence:relevance", args=[row.reference])
    assert row.reference in words(ines.get(reverse("evidence:undecided")))
    assert "Select whether the investigation needs the capture" in words(ines.post(address, {"why": ""}))
    answer = ines.post(address, {"is_relevant": "no", "why": "Another shop."}, follow=True)
    assert "Your decision was recorded." in words(answer)
    assert "Relevant no" in words(answer)
    assert "You have no captures to decide on." in words(ines.get(reverse("evidence:undecided")))
