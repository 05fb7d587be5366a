"""Whoever is told how often an unprepared address was looked at leaves a reading in the log, with ids and numbers alone."""

from datetime import timedelta

from django.utils import timezone

from tests.log import undone_when_the_log_fails
from tests.looks import given
from tests.pages import signed_in
from watchbook.audit_log.models import Event
from watchbook.audit_log.wording import without_reads
from watchbook.investigations.account import items_named
from watchbook.investigations.account_address import recognised
from watchbook.investigations.together import together_under
from watchbook.looks import looks_at_address


def readings():
    return list(Event.objects.filter(name="looks_at_address.read"))


def pasted(people):
    client = signed_in(people.ines)
    client.post("/looks/begin/", {"address": given.PROFILE}, follow=True)


def their_look(people):
    theirs = given.their_subject(people, hanna := given.an_officer_of_housing(people))
    given.opened(people, theirs, at=timezone.now() - timedelta(days=2), by=hanna)
    return theirs


def test_the_number_of_looks_is_told_after_its_reading_is_recorded(people):
    theirs = their_look(people)
    pasted(people)
    (event,) = readings()
    assert event.fields == {"subjects": [str(theirs.id)], "looks_of_service": 0, "looks_of_others": 1}
    assert (event.by, event.subject_id) == (people.ines.id, people.ines.id)
    assert without_reads([event]) == ([], [event])


def test_where_there_is_nothing_to_tell_nothing_is_recorded(people):
    pasted(people)
    assert readings() == []


def test_without_the_log_nothing_is_told(people, monkeypatch):
    their_look(people)
    whole = together_under(items_named(recognised(given.PROFILE)))
    undone_when_the_log_fails(
        monkeypatch,
        looks_at_address,
        lambda: looks_at_address.read(whole, by=people.ines, at=timezone.now()),
    )
