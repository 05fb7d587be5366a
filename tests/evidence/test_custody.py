"""Custody: each handling in its order, on record or not done at all."""

import pytest
from django.db import DatabaseError, transaction

from tests.evidence.captured import AT, a_capture
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.looks import given as looks
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.evidence import custody
from watchbook.evidence.models import Handling
from watchbook.evidence.states import CaptureState
from watchbook.keys import envelope


def note(people, row, handling=Handling.VIEWED, *, by=None, **options):
    return custody.note(row, handling, **{"part": "text"} | options, by=by or people.ines, at=AT)


def test_each_handling_has_the_next_number_and_an_event_that_says_what_was_done_and_not_why(people):
    row = a_capture(people)
    note(people, row)
    second = note(people, row, Handling.TRANSFERRED, part="pack", why=" Charge ", to_whom=" The court ")
    assert [one.number for one in row.custody.all()] == [1, 2]
    assert envelope.opened(second) == {"why": "Charge", "to_whom": "The court"}
    name, by, at, fields, personal = told(row)
    assert (name, by, at) == ("custody.noted", people.ines.id, AT)
    assert fields == {"reference": row.reference, "number": 2, "handling": "transferred", "part": "pack"}
    assert personal == {}


def test_what_is_handed_over_says_to_whom_and_why(people):
    row = a_capture(people)
    for said in ({}, {"why": "Charge"}, {"to_whom": "The court"}, {"why": " ", "to_whom": "The court"}):
        leaves_nothing(
            WrongState,
            lambda said=said: note(people, row, Handling.TRANSFERRED, **said),
            "the recipient or the reason is missing",
        )


def test_nobody_handles_what_they_may_not_read_or_what_is_not_held(people):
    row = a_capture(people, look=looks.opened(people, looks.a_subject(people)))
    leaves_nothing(
        NotPermitted, lambda: note(people, row, by=people.bryn), "do not have access to its investigation"
    )
    failed = a_capture(people, state=CaptureState.FAILED)
    leaves_nothing(WrongState, lambda: note(people, failed), "You cannot use this capture")


def test_without_its_event_nothing_is_noted(people, monkeypatch):
    row = a_capture(people)
    undone_when_the_log_fails(monkeypatch, custody, lambda: note(people, row))


def test_a_comparison_is_noted_of_both_or_of_neither(people, monkeypatch):
    first = a_capture(people)
    second = a_capture(people, look=first.look)

    def compare(one=first, other=second, by=people.ines):
        return custody.note_comparison(one, other, part="comparison", by=by, at=AT)

    entries = compare()
    assert [one.capture for one in entries] == [first, second]
    assert [one.capture for one in compare(second, first)] == [second, first]
    assert {(one.handling, one.part) for one in entries} == {("compared", "comparison")}
    undone_when_the_log_fails(monkeypatch, custody, compare)
    leaves_nothing(WrongState, lambda: compare(other=first), "You cannot compare a capture with itself")
    theirs = a_capture(people, look=looks.somebody_elses(people).look)
    leaves_nothing(NotPermitted, lambda: compare(other=theirs), "do not have access to its investigation")
    failed = a_capture(people, look=first.look, state=CaptureState.FAILED)
    leaves_nothing(WrongState, lambda: compare(failed), "You cannot use this capture")


def test_no_entry_is_changed(people):
    entry = note(people, a_capture(people))
    entry.part = "pictures"
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save(update_fields=["part"])
