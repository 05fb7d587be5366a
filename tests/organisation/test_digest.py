"""The weekly email: asked for and stopped on one's own page, by nobody else."""

import pytest

from tests import given
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.pages import signed_in, words
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.organisation import digest, disposal, person
from watchbook.organisation.queries import today

PAGE = "/organisation/your-sign-in/"
ASK, STOP = f"{PAGE}weekly-email/ask/", f"{PAGE}weekly-email/stop/"


@pytest.fixture(autouse=True)
def council_has_a_mail_server(settings):
    settings.MAIL_FROM = "watchbook@council.invalid"


def ask(whose, by=None):
    digest.ask_for_digest(whose, by=by or whose, at=given.AT)


def who_get_it():
    return [one.email for one in digest.who_get_digest(today())]


def test_it_is_asked_for_and_stopped_on_ones_own_page(people):
    client = signed_in(people.ines)
    assert "Start weekly email" in words(client.get(PAGE))
    page = client.post(ASK, follow=True)
    assert "You asked for the weekly email." in words(page)
    assert "Stop weekly email" in words(page)
    assert told(people.ines)[:2] == ("person.digest_asked", people.ines.id)
    assert who_get_it() == [people.ines.email]
    page = client.post(STOP, follow=True)
    assert "You stopped the weekly email." in words(page)
    assert "Start weekly email" in words(page)
    assert told(people.ines)[:2] == ("person.digest_stopped", people.ines.id)
    assert who_get_it() == []


def test_nobody_chooses_it_for_another_or_twice(people):
    leaves_nothing(NotPermitted, lambda: ask(people.ines, by=people.ada))
    leaves_nothing(WrongState, lambda: digest.stop_digest(people.ines, by=people.ines, at=given.AT))
    ask(people.ines)
    leaves_nothing(WrongState, lambda: ask(people.ines), match="you already receive it")
    leaves_nothing(
        NotPermitted, lambda: digest.stop_digest(people.ines, by=people.ada, at=given.AT), match="the owner"
    )


def test_without_a_mail_server_it_is_neither_offered_nor_taken_but_can_be_stopped(people, settings):
    ask(people.ines)
    settings.MAIL_FROM = ""
    assert "weekly email" not in words(signed_in(people.nell).get(PAGE))
    assert signed_in(people.nell).post(ASK).status_code == 409
    assert signed_in(people.ines).post(STOP).status_code == 302
    assert who_get_it() == []


def test_nobody_gets_it_without_a_duty_or_with_a_closed_account(people):
    ask(people.nell)
    ask(people.ines)
    assert who_get_it() == [people.ines.email]
    person.close(people.ines, by=people.ada, at=given.AT)
    assert who_get_it() == []


def test_an_emptied_account_wants_nothing(people):
    ask(people.nell)
    closed = person.close(people.nell, by=people.ada, at=given.AT)
    disposal.dispose(closed.id, by=people.ada, at=given.AT)
    closed.refresh_from_db()
    assert (closed.name, closed.wants_digest) == ("", False)


def test_without_its_entry_in_the_log_nothing_is_chosen(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, digest, lambda: ask(people.ines))
