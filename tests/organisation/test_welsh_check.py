"""That a translator checked the Welsh: confirmed by an officer for the words as they are, then left out of pages and letters."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.pages import browser, signed_in, words
from tests.rights import BOTH, closed_to_all_but, refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.organisation import welsh_check
from watchbook.organisation.models import Authority

PAGE = "/organisation/welsh/"
WHO, ON, AT = "Cyfieithu Cwm", date(2026, 11, 27), datetime(2026, 11, 28, 10, tzinfo=UTC)
TYPED = {"checker": WHO, "checked_on_day": "27", "checked_on_month": "11", "checked_on_year": "2026"}
NOT_YET = "Nid oes cyfieithydd wedi gwirio’r dudalen hon eto"
MAY = BOTH | {"bryn"}


def confirm(by, checked_on=ON):
    return welsh_check.confirm(Authority.objects.get(), checker=WHO, checked_on=checked_on, by=by, at=AT)


def read():
    stands = welsh_check.confirmation(Authority.objects.get())
    return str(stands.id) if stands else ""


def withdraw(by, of=None):
    return welsh_check.withdraw(Authority.objects.get(), read=read() if of is None else of, by=by, at=AT)


def says_of_a_letter():
    with translation.override("cy"):
        return welsh_check.unchecked()


def in_welsh():
    return words(browser().get("/about/?lang=cy"))


def test_public_pages_and_letters_say_that_nobody_checked_their_welsh_until_an_officer_confirms_it(people):
    assert NOT_YET in in_welsh()
    assert says_of_a_letter()
    client = signed_in(people.bryn)
    assert "No check of the Welsh has been confirmed yet." in words(client.get(PAGE))
    assert f'href="{PAGE}"' in client.get("/").text
    page = words(client.post(PAGE, TYPED, follow=True))
    for said in ("You confirmed that a translator has checked the Welsh.", WHO, "27 November 2026", "Bryn"):
        assert said in page
    assert NOT_YET not in in_welsh()
    assert says_of_a_letter() == ""
    row = Authority.objects.get()
    assert told(row)[:2] == ("authority.welsh_confirmed", people.bryn.id)
    assert WHO not in open_words()
    again = words(client.post(f"{PAGE}withdraw/", {"confirmation": read()}, follow=True))
    assert "The confirmation was withdrawn." in again
    assert NOT_YET in in_welsh()
    assert told(row)[0] == "authority.welsh_withdrawn"
    assert Authority.objects.get().welsh_checker == ""


def test_an_english_letter_says_nothing(people):
    assert welsh_check.unchecked() == ""


def test_a_confirmation_holds_for_the_words_as_they_were_checked(people, monkeypatch):
    confirm(people.ada)
    monkeypatch.setattr(welsh_check, "words_now", lambda: "1" * 64)
    assert NOT_YET in in_welsh()
    assert says_of_a_letter()
    page = words(signed_in(people.ada).get(PAGE))
    assert "Confirmation ended: the Welsh has changed since the check" in page
    assert confirm(people.ada).welsh_words == "1" * 64
    assert NOT_YET not in in_welsh()


def test_the_words_are_those_of_the_catalogue_and_of_the_law():
    assert len(welsh_check.words_now()) == 64


def test_what_is_confirmed_cannot_be_confirmed_again_and_what_is_not_cannot_be_withdrawn(people):
    leaves_nothing(WrongState, lambda: withdraw(people.ada), match="nobody has confirmed")
    confirm(people.ada)
    leaves_nothing(WrongState, lambda: confirm(people.bryn), match="the check is already confirmed")


def test_only_the_confirmation_that_was_read_is_withdrawn(people):
    confirm(people.ada)
    on_the_page = read()
    assert f'value="{on_the_page}"' in signed_in(people.ada).get(PAGE).text
    withdraw(people.bryn)
    confirm(people.bryn)
    for of in (on_the_page, "", "x"):
        leaves_nothing(
            WrongState, lambda of=of: withdraw(people.ada, of), match="another one has replaced it"
        )
    assert "another one has replaced it" in words(
        signed_in(people.ada).post(f"{PAGE}withdraw/", {"confirmation": on_the_page})
    )


def test_a_check_is_not_of_a_day_to_come(people):
    tomorrow = AT.date() + timedelta(days=1)
    leaves_nothing(WrongState, lambda: confirm(people.ada, tomorrow), match="the date is in the future")
    later = timezone.localdate() + timedelta(days=2)
    typed = TYPED | {f"checked_on_{box}": str(getattr(later, box)) for box in ("day", "month", "year")}
    assert "the date is in the future" in words(signed_in(people.ada).post(PAGE, typed))
    assert "Enter the name of the translator" in words(signed_in(people.ada).post(PAGE, {"checker": ""}))


def test_nobody_checked_the_welsh_before_it_was_written(people):
    first = welsh_check.first_written_on()
    assert first == date(2026, 11, 24)
    for on in (date(1900, 1, 1), first - timedelta(days=1)):
        leaves_nothing(
            WrongState,
            lambda on=on: confirm(people.ada, on),
            match="the date is before 24 November 2026, when our Welsh text was first written. Enter the date",
        )
    assert confirm(people.ada, first).welsh_checked_on == first


def test_the_database_keeps_a_check_whole(people):
    confirm(people.ada)
    with transaction.atomic(), pytest.raises(IntegrityError, match="welsh_check_is_whole"):
        Authority.objects.update(welsh_checker="")


def test_only_an_administrator_or_the_information_officer_confirms_or_withdraws(people):
    refused_to_all_but(
        MAY, people, confirm, match="You cannot confirm that a translator has checked the Welsh"
    )
    confirm(people.bashir)
    refused_to_all_but(
        MAY, people, withdraw, match="You cannot confirm that a translator has checked the Welsh"
    )
    closed_to_all_but(MAY, people, PAGE, match="You cannot confirm that a translator has checked the Welsh")


def test_a_failing_log_undoes_each_act(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, welsh_check, lambda: confirm(people.ada))
    confirm(people.ada)
    undone_when_the_log_fails(monkeypatch, welsh_check, lambda: withdraw(people.ada))
