"""The data pathway: every kind of thing, counted as the page is made, with what is overdue, held and deleted."""

from django.urls import reverse

from tests import given as registers
from tests.evidence import given as evidence
from tests.foi.test_legal_hold import asked
from tests.governance import signed
from tests.pages import signed_in, words
from tests.retention import given
from watchbook.evidence import disposal
from watchbook.organisation.queries import today
from watchbook.retention import due
from watchbook.retention.legal_hold.queries import why_held
from watchbook.retention.pathway import TITLES, pathway


def stretch(title):
    (one,) = (one for one in pathway(on=today()).stretches if one.title == title)
    return one


def test_every_table_that_can_fall_due_has_its_title():
    assert set(TITLES) == {one.table._meta.label_lower for one in due.endings()}


def test_it_counts_what_is_held_overdue_under_hold_and_deleted(people):
    signed.an_adopted_schedule(people)
    letter, capture, gone = registers.a_letter(people), evidence.a_failed_capture(people), None
    given.a_hold(people, capture.look.investigation)
    gone = evidence.a_failed_capture(people)
    disposal.dispose(gone.id, by=people.winston, at=given.now())
    assert letter.reference
    assert (stretch("Letters").count, stretch("Letters").overdue, stretch("Letters").under_hold) == (1, 1, 0)
    captures = stretch("Captures")
    assert (captures.count, captures.under_hold, captures.deleted) == (1, 1, 1)
    assert "file store" in captures.places
    assert stretch("Investigations, with subjects and notes").under_hold == 1


def test_without_a_schedule_it_says_that_there_is_no_end(people):
    assert not stretch("Letters").is_settled
    assert "no class, so no last day" in words(signed_in(people.fatima).get(reverse("retention:pathway")))


def test_the_page_draws_what_is_held_and_has_the_figures_in_a_table(people):
    signed.an_adopted_schedule(people)
    registers.a_letter(people)
    page = signed_in(people.fatima).get(reverse("retention:pathway"))
    assert b"<svg" in page.content
    assert "Letters Place database, in the clear; file store; key folders, two copies" in words(page)
    assert "Letters Held 1 Oldest" in words(page)
    assert "We hold no records of these kinds, and have deleted none: " in words(page)
    assert "Captures Held" not in words(page)


def test_it_counts_what_an_open_request_holds_as_the_list_of_what_is_due_says(people):
    given.a_hold(people, registers.a_letter(people))
    other = registers.a_letter(people)
    assert (stretch("Letters").under_hold, stretch("Letters").held_by_request) == (1, 0)
    row = asked(people, "surveillance_commissioner_letter")
    assert set(why_held([other.id, row.id])) == {other.id, row.id}
    assert (stretch("Letters").held_by_request, stretch("Requests for information").held_by_request) == (2, 1)
    assert stretch("Tools and methods").held_by_request == 0
