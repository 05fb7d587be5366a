"""Deletion by sets: what the database refuses stays by itself, and more things take no more questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.evidence import given as evidence
from tests.retention import given as holds
from tests.retention.deletion import given
from watchbook.evidence.models import Capture
from watchbook.keys.models import KeyDestruction
from watchbook.retention.deletion import carrying_out, list_pass
from watchbook.retention.deletion.states import ItemOutcome


def written_down(people, number):
    """A list of so many captures that came to nothing, its keys listed."""
    captures = [evidence.a_failed_capture(people) for _ in range(number)]
    row, facts = given.an_approved_list(people, *captures), {"by": evidence.the_system(), "at": given.now()}
    return captures, carrying_out.write_down(carrying_out.check_hold(row, **facts), **facts), facts


@pytest.mark.parametrize("place", [0, 2, 4])
def test_what_the_guards_refuse_stays_alone(people, monkeypatch, place):
    captures, row, facts = written_down(people, 5)
    held = captures[place]
    holds.a_hold(people, held)
    monkeypatch.setattr(list_pass, "why_held", lambda _items: {})  # as if nobody had asked
    row = carrying_out.delete_rows(row, **facts)
    outcomes = {one.item: one.outcome for one in row.items.all()}
    assert outcomes == {one.id: ItemOutcome.HELD if one == held else ItemOutcome.DELETED for one in captures}
    assert list(Capture.objects.filter(pk__in=[one.pk for one in captures])) == [held]
    assert not KeyDestruction.objects.filter(item=held.id).exists()
    assert row.items.get(item=held.id).keys == []
    assert carrying_out.keys_of(row) == {one.id for one in captures if one != held}


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
