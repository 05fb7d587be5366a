"""Deletion by sets: what the database refuses stays by itself, and more things take no more questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.evidence import given as evidence
from tests.retention import given as holds
from tests.retention.deletion import given
from watchbook.audit_log.models import Event
from watchbook.evidence.models import Capture
from watchbook.governance.letters.models import LetterReceived
from watchbook.keys.models import KeyDestruction
from watchbook.retention.deletion import carrying_out, closed_lists, course, list_pass
from watchbook.retention.deletion.models import DeletionItem
from watchbook.retention.deletion.states import ItemOutcome, ListState


def written_down(people, number, record=evidence.a_failed_capture):
    """A list of so many records, its keys listed: captures that came to nothing, or letters, which everybody may read."""
    records = [record(people) for _ in range(number)]
    row, facts = given.an_approved_list(people, *records), {"by": evidence.the_system(), "at": given.now()}
    return records, carrying_out.write_down(carrying_out.check_hold(row, **facts), **facts), facts


@pytest.mark.parametrize("place", [0, 2, 4])
def test_what_the_guards_refuse_stays_alone(people, monkeypatch, place):
    letters, row, facts = written_down(people, 5, given.a_letter_long_ago)
    held = letters[place]
    holds.a_hold(people, held)
    monkeypatch.setattr(list_pass, "why_held", lambda _items: {})  # as if nobody had asked
    row = carrying_out.delete_rows(row, **facts)
    outcomes = {one.item: one.outcome for one in row.items.all()}
    assert outcomes == {one.id: ItemOutcome.HELD if one == held else ItemOutcome.DELETED for one in letters}
    assert list(LetterReceived.objects.filter(pk__in=[one.pk for one in letters])) == [held]
    assert not KeyDestruction.objects.filter(item=held.id).exists()
    assert row.items.get(item=held.id).keys == []
    assert carrying_out.keys_of(row) == {one.id for one in letters if one != held}


@pytest.mark.parametrize("when", ["on a page", "meanwhile", "unasked"])
def test_a_list_that_not_everybody_may_read_goes_as_a_whole_or_not_at_all(people, monkeypatch, when):
    captures = [evidence.a_failed_capture(people) for _ in range(3)]
    row, facts = given.an_approved_list(people, *captures), {"by": evidence.the_system(), "at": given.now()}
    monkeypatch.setattr(course, "AT_ONCE", 1)
    if when == "on a page":
        holds.a_hold(people, captures[1])
    else:
        row = carrying_out.write_down(carrying_out.check_hold(row, **facts), **facts)
        holds.a_hold(people, captures[1])
    if when == "unasked":
        monkeypatch.setattr(
            list_pass, "why_held", lambda _items: {}
        )  # the database refuses in the midst of it
    row = course.go_on(row, by=facts["by"])
    assert Capture.objects.count() == 3
    assert not KeyDestruction.objects.filter(item__in=[one.id for one in captures]).exists()
    assert {one.outcome for one in row.items.all()} == {ItemOutcome.HELD}
    assert [one.why == closed_lists.WHOLE for one in row.items.all()] == [True, False, True]
    names = set(Event.objects.filter(subject_id=row.id).values_list("name", flat=True))
    assert "deletion.nothing_deleted" in names
    assert not {"deletion.rows_deleted", "deletion.keys_destroyed"} & names
    assert not Event.objects.filter(name="capture.disposed").exists()


def test_more_things_take_no_more_questions(people):
    asked = []
    for number in (2, 12):
        _captures, row, facts = written_down(people, number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            carrying_out.delete_rows(row, **facts)
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_long_list_goes_in_parts_so_that_a_hold_waits_for_one_of_them_alone(people, monkeypatch, place):
    letters, row, facts = written_down(people, 5, given.a_letter_long_ago)
    monkeypatch.setattr(course, "AT_ONCE", 2)
    delete_some, places = carrying_out.delete_some_rows, iter(range(5))

    def held_meanwhile(*given_, **named):
        """Place a hold before one of the parts, as somebody may between two of them."""
        if next(places) == place // 2:
            holds.a_hold(people, letters[place])
        return delete_some(*given_, **named)

    monkeypatch.setattr(carrying_out, "delete_some_rows", held_meanwhile)
    row = course.go_on(row, by=facts["by"])
    outcomes = [row.items.get(item=one.id).outcome for one in letters]
    assert outcomes.count(ItemOutcome.DELETED) == 4
    assert outcomes[place] == ItemOutcome.HELD
    assert list(LetterReceived.objects.filter(pk__in=[one.pk for one in letters])) == [letters[place]]
    assert row.state == ListState.UNREADABLE
    told = Event.objects.filter(subject_id=row.id, name="deletion.rows_deleted").order_by("number")
    counts = [one.fields["things"] for one in told]
    assert sum(counts) == 4
    assert counts[-1] == 0
    assert all(one.fields.keys() == {"reference", "things"} for one in told), "nor why one was kept"
    assert KeyDestruction.objects.filter(item__in=[one.id for one in letters]).count() == 4


def test_a_long_list_goes_in_the_order_in_which_nothing_goes_before_what_names_it():
    tables = ("investigations.investigation", "evidence.capture", "looks.look", "evidence.exhibit")
    things = [DeletionItem(number=number, table=table) for number, table in enumerate(tables)]
    order = [one.table for one in list_pass.in_order(things)]
    assert order.index("evidence.exhibit") < order.index("evidence.capture") < order.index("looks.look")
    assert order.index("looks.look") < order.index("investigations.investigation")
