"""Offices that hear of what administrators do: where one is empty, every page says so."""

from django.db import connection
from django.utils import timezone

from tests.organisation.recovering import with_password
from tests.organisation.test_officers_in_office import DPO, SRO
from tests.pages import signed_in, words
from watchbook.machine import database_doctor
from watchbook.organisation import person
from watchbook.organisation.models import Duty
from watchbook.organisation.recovery_officers import empty_offices, offices_held


def close(*whose, by):
    for one in whose:
        person.close(one, by=by, at=timezone.now())


def doctor_says():
    return [one.what for one in database_doctor.empty_offices(connection.connection)]


def asked(people):
    """What Ada reads after she asked to recover an account, and what the page said before."""
    client = signed_in(people.ada)
    page = f"/organisation/people/{with_password(people.nell).id}/recover/"
    sent = {"lost": "password", "identity": "staff_pass"}
    return words(client.get(page)), words(client.post(page, sent, follow=True))


def test_where_both_can_sign_in_nothing_is_said_and_both_are_told(people):
    assert offices_held() == [SRO, DPO]
    assert offices_held(people.fatima) == [SRO]
    assert empty_offices() == doctor_says() == []
    before, done = asked(people)
    assert "We will tell the owner, the senior responsible officer and the data protection officer" in before
    assert "We are telling the owner, the senior responsible officer and the data protection" in done
    assert "can sign in To do" not in words(signed_in(people.ada).get("/"))


def test_where_one_cannot_sign_in_administrators_read_it_and_the_other_is_told(people):
    close(people.simon, by=people.ada)
    assert doctor_says() == ["no senior responsible officer can sign in."]
    for one in (people.ada, people.bashir):
        page = words(signed_in(one).get("/"))
        assert "No senior responsible officer can sign in To do propose the duty for somebody" in page
    before, done = asked(people)
    assert "We will tell the owner and the data protection officer at once" in before
    assert "We are telling the owner and the data protection officer." in done
    assert "senior responsible officer can sign in" not in words(signed_in(people.fatima).get("/"))


def test_where_neither_can_sign_in_no_page_promises_that_they_see_it(people):
    close(people.simon, people.fatima, by=people.ada)
    client = signed_in(people.ada)
    assert doctor_says() == ["no senior responsible officer or data protection officer can sign in."]
    assert (
        "No senior responsible officer or data protection officer can sign in To do propose the duties for"
        in words(client.get("/"))
    )
    for act, whose in (("close", people.nell), ("reopen", people.simon)):
        page = words(client.get(f"/organisation/people/{whose.id}/{act}/"))
        assert "about this change to the account" not in page
    assert "No senior responsible officer or data protection officer can sign in, so" in asked(people)[0]


def test_a_register_in_which_neither_was_ever_granted_is_not_told(people):
    Duty.objects.filter(kind__in=[SRO, DPO]).update(state="proposed", decided_by=None, decided_at=None)
    assert empty_offices() == []
    assert doctor_says() == []


def test_the_page_that_closes_says_who_sees_it_and_what_stops_working(people):
    page = words(signed_in(people.ada).get(f"/organisation/people/{people.nell.id}/close/"))
    assert (
        "We will tell the senior responsible officer and the data protection officer about this change to the account."
        in page
    )
    assert "Their one-time link will stop working." in page
    page = words(signed_in(people.ada).get(f"/organisation/people/{with_password(people.nell).id}/close/"))
    assert "one-time link" not in page
