"""What was wrong with a look is seen to by whoever answers for it, and leaves the list of what waits (docs/law/registers.md#the-look-log)."""

import pytest
from django.urls import reverse

from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.looks import given
from tests.pages import signed_in, words
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.keys import envelope
from watchbook.looks import disposal, supervisor_check
from watchbook.looks.models import Look, SupervisorCheck
from watchbook.looks.queries.looks import found_errors, is_wrong, without_basis


def a_wrong_look(people, **changes):
    return given.made(people, about="subject", facts={}, **changes)


def test_a_check_is_on_record_with_the_look_and_the_look_waits_no_longer(people):
    row = a_wrong_look(people)
    assert is_wrong(row)
    assert list(without_basis(Look.objects.all())) == [row]
    checked = given.a_check(people, row, finding="error", words="Zephyrine asked her to")
    assert told(checked)[3] == {"reference": row.reference, "finding": "error"}
    assert envelope.opened(checked) == {"words": "Zephyrine asked her to"}
    assert "Zephyrine" not in open_words()
    assert not without_basis(Look.objects.all())
    assert list(found_errors(Look.objects.all())) == [row]
    given.a_check(people, row, by=people.helen)
    assert not found_errors(Look.objects.all())  # the newest counts
    assert not is_wrong(given.opened(people))


def test_who_made_it_who_may_not_read_it_and_who_answers_for_nothing_do_not_check(people):
    row = a_wrong_look(people)
    own = given.made(people, about="subject", facts={}, by=people.marian)
    for look, by, why in (
        (row, people.ines, "check a look"),
        (own, people.marian, "You cannot check this look: you made it"),
        (given.made(people, about="subject", facts={}, by=people.nell), people.marian, "read this look"),
    ):
        leaves_nothing(NotPermitted, lambda look=look, by=by: given.a_check(people, look, by=by), why)
    assert given.a_check(people, row, by=people.simon)


def test_it_says_what_was_found(people):
    row = a_wrong_look(people)
    leaves_nothing(WrongState, lambda: given.a_check(people, row, words=" "), "what the officer told you")


def test_a_check_whose_entry_in_the_log_fails_is_not_kept(people, monkeypatch):
    row = a_wrong_look(people)
    undone_when_the_log_fails(monkeypatch, supervisor_check, lambda: given.a_check(people, row))


def test_by_the_pages_the_line_manager_says_what_they_found(people):
    row, marian = a_wrong_look(people), signed_in(people.marian)
    page, check = reverse("looks:look", args=[row.reference]), reverse("looks:check", args=[row.reference])
    service = reverse("looks:service")
    assert "Record your check" in words(marian.get(page))
    assert "Record your check" not in words(signed_in(people.ines).get(page))
    assert "Select your finding" in words(marian.post(check, {"words": "x"}))
    assert marian.post(check, {"finding": "error", "words": "She thought it was our page"}).url == page
    assert "She thought it was our page" in words(marian.get(page))
    shown = words(signed_in(people.helen).get(service))
    assert "Possible errors" in shown
    assert "Check these looks first" not in shown
    assert row.reference not in words(marian.get("/")).partition("Recently opened")[0]
    assert signed_in(people.ines).get(check).status_code == 403


@pytest.mark.parametrize("text", ["zephyrine", "ZEPHYRINE"])
def test_it_is_found_by_name_and_goes_with_its_look(people, text, monkeypatch):
    row = a_wrong_look(people)
    given.a_check(people, row, words="Zephyrine asked her to")
    assert disposal.find(text) == [row.id]
    monkeypatch.setattr(disposal, "is_sealed", lambda _register, month: bool(month))
    disposal.dispose(row.id, by=people.winston, at=given.AT)
    assert not SupervisorCheck.objects.exists()
