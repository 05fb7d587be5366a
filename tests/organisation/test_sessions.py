"""Sessions: kept under a digest of their key, listed for their holder, ended by an act, when left alone and at the end of the day."""

import time

import pytest
from django.test import Client
from django.utils import timezone

from tests import given
from tests.log import told, undone_when_the_log_fails
from tests.organisation.recovering import with_password
from tests.pages import signed_in, words
from tests.people import PASSWORD
from watchbook.acting.refusals import NotPermitted
from watchbook.organisation import administration, person, session_limits, sessions
from watchbook.organisation.models import Person
from watchbook.organisation.session_store import Session, SessionStore, digest

PAGE = "/organisation/your-sign-in/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0"


@pytest.fixture
def clock(monkeypatch):
    """The time of the limits, which a test moves on."""
    now = {"at": time.time()}
    monkeypatch.setattr(session_limits.time, "time", lambda: now["at"])
    return now


@pytest.fixture(autouse=True)
def _in_production(settings):
    settings.SESSIONS_END = True


def test_the_table_has_no_key_that_a_browser_could_send(people):
    client = signed_in(people.ines)
    key = client.session.session_key
    assert [row.session_key for row in Session.objects.all()] == [digest(key)]
    thief = signed_in(people.nell)
    thief.cookies.clear()
    thief.cookies["watchbook_session"] = digest(key)
    assert thief.get("/").status_code == 302


def test_a_session_is_made_read_and_deleted_by_its_key(db):
    store = SessionStore()
    store["what"] = "kept"
    store.save()
    key = store.session_key
    assert SessionStore(key)["what"] == "kept"
    assert SessionStore().exists(key)
    SessionStore(key).delete()
    assert not SessionStore().exists(key)
    assert SessionStore(key).get("what") is None
    SessionStore().delete()


def test_half_an_hour_without_use_ends_it(people, clock):
    client = signed_in(people.ines)
    assert client.get("/").status_code == 200
    clock["at"] += 29 * 60
    assert client.get("/").status_code == 200
    clock["at"] += 29 * 60
    assert client.get("/").status_code == 200
    clock["at"] += 30 * 60
    assert client.get("/").status_code == 302
    assert not Session.objects.filter(session_key=digest(client.session.session_key)).exists()


def test_eight_hours_end_it_however_busy(people, clock):
    client = signed_in(people.ines)
    for _quarter in range(32):
        assert client.get("/").status_code == 200
        clock["at"] += 15 * 60
    assert client.get("/").status_code == 302


def test_a_demonstration_lets_it_go_on(people, clock, settings):
    settings.SESSIONS_END = False
    client = signed_in(people.ines)
    client.get("/")
    clock["at"] += 24 * 60 * 60
    assert client.get("/").status_code == 200


def names_of(person):
    return [row.name for row in sessions.open_sessions(person, this="")]


def test_signing_in_keeps_when_and_in_which_kind_of_browser_and_nothing_more(people):
    with_password(people.ines)
    client = Client(headers={"user-agent": FIREFOX}, REMOTE_ADDR="203.0.113.9")
    client.post("/account/login/", {"login": people.ines.email, "password": PASSWORD})
    this = digest(client.session.session_key)
    [own] = sessions.open_sessions(people.ines, this=this)
    assert (own.browser, own.is_this, own.seen) == ("Firefox on Windows", True, None)
    assert abs(own.began.timestamp() - time.time()) < 60
    held = repr(client.session.items())
    assert "203.0.113.9" not in held
    assert "Mozilla" not in held
    page = words(client.get(PAGE))
    assert "This browser: Firefox on Windows" in page
    assert "End all other sessions" not in page


@pytest.mark.parametrize(
    ("said", "browser"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_told_by_its_kind(said, browser):
    assert sessions.browser_of(said) == browser


def test_somebody_ends_one_of_their_own_and_the_others_go_on(people):
    here, lost, third = (signed_in(people.ines) for _browser in range(3))
    answer = here.post(f"{PAGE}session/end/", {"session": digest(lost.session.session_key)}, follow=True)
    assert "You ended the session. That browser is signed out." in words(answer)
    assert lost.get("/").status_code == 302
    assert third.get("/").status_code == 200
    assert told(people.ines)[:2] == ("sign_in.sessions_ended", people.ines.id)


def test_somebody_ends_all_others_and_stays_signed_in(people):
    here, *others = (signed_in(people.ines) for _browser in range(3))
    nell = signed_in(people.nell)
    assert words(here.get(PAGE)).count("End session") == 2
    assert "You are signed in on 2 other browsers." in words(here.get(f"{PAGE}sessions/end/"))
    assert [one.get("/").status_code for one in others] == [200, 200]
    answer = here.post(f"{PAGE}sessions/end/", follow=True)
    assert "You ended 2 other sessions." in words(answer)
    assert [one.get("/").status_code for one in (here, nell, *others)] == [200, 200, 302, 302]
    assert told(people.ines)[3] == {"sessions": 2}


def test_nobody_ends_anothers_session_by_its_name(people):
    nell, ines = signed_in(people.nell), signed_in(people.ines)
    answer = ines.post(f"{PAGE}session/end/", {"session": digest(nell.session.session_key)})
    assert answer.status_code == 403
    assert "You cannot end this session: it is not yours." in words(answer)
    for name in ("not-there", "\x00", ""):
        assert ines.post(f"{PAGE}session/end/", {"session": name}).status_code == 404
    assert nell.get("/").status_code == 200
    with pytest.raises(NotPermitted):
        sessions.end_others(people.nell, this="", by=people.ines, at=given.AT)


def test_an_administrator_ends_all_sessions_of_a_person_and_officers_are_told(people):
    browsers = [signed_in(people.ines) for _browser in range(2)]
    ada = signed_in(people.ada)
    answer = ada.post(f"/organisation/people/{people.ines.id}/sessions/end/", follow=True)
    assert "had 2 sessions open, and you ended them." in words(answer)
    assert [one.get("/").status_code for one in (ada, *browsers)] == [200, 302, 302]
    assert told(people.ines)[:2] == ("person.sessions_ended", people.ada.id)
    acts = administration.acts_of_administrators(at=timezone.now())
    assert "person.sessions_ended" in {event.name for event in acts}


def test_an_administrator_who_ends_all_of_their_own_sessions_signs_in_again(people):
    ada, other = (signed_in(people.ada) for _browser in range(2))
    answer = ada.post(f"/organisation/people/{people.ada.id}/sessions/end/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")
    assert "You ended your 2 sessions." in words(ada.get("/account/login/"))
    assert [one.get("/").status_code for one in (ada, other)] == [302, 302]


def test_nobody_else_ends_a_persons_sessions_and_watchbooks_own_account_has_none(people):
    with pytest.raises(NotPermitted):
        sessions.end_all(people.nell, by=people.ines, at=given.AT)
    system = Person.objects.get(is_system=True)
    with pytest.raises(NotPermitted, match="Watchbook uses this account for its own jobs"):
        sessions.end_all(system, by=people.ada, at=given.AT)


def test_a_closed_account_has_no_session_left(people):
    signed_in(people.nell)
    person.close(people.nell, by=people.ada, at=given.AT)
    assert not names_of(people.nell)


def test_a_new_password_leaves_the_browser_signed_in_and_ends_the_others(people):
    with_password(people.ines)
    here, there = signed_in(people.ines), signed_in(people.ines)
    new = {
        "oldpassword": PASSWORD,
        "password1": "nine-quiet-herons-fly",
        "password2": "nine-quiet-herons-fly",
    }
    here.post("/account/password/change/", new)
    assert [here.get("/").status_code, there.get("/").status_code] == [200, 302]
    assert names_of(people.ines) == [digest(here.session.session_key)]


def test_what_another_session_holds_is_of_no_use_under_a_key_of_ones_own(people):
    ada, ines = signed_in(people.ada), signed_in(people.ines)
    content = Session.objects.get(person=people.ada).session_data
    Session.objects.filter(person=people.ines).update(session_data=content)
    assert ines.get("/").status_code == 302
    nobody = SessionStore()
    nobody.create()
    Session.objects.filter(session_key=digest(nobody.session_key)).update(session_data=content)
    assert SessionStore(nobody.session_key).load() == {}
    assert ada.get("/").status_code == 200


def test_an_act_whose_event_fails_ends_no_session(people, monkeypatch):
    here = digest(signed_in(people.ines).session.session_key)
    row = Session.objects.get(person=people.ines)
    for act in (
        lambda: sessions.end(row, by=people.ines, at=given.AT),
        lambda: sessions.end_others(people.ines, this="", by=people.ines, at=given.AT),
        lambda: sessions.end_all(people.ines, by=people.ada, at=given.AT),
    ):
        undone_when_the_log_fails(monkeypatch, sessions, act)
    assert names_of(people.ines) == [here]


def test_whoever_is_signed_out_while_an_act_is_under_way_reads_that_it_may_be_done(people, monkeypatch):
    here, _there = (signed_in(people.ines) for _browser in range(2))

    def and_another_does_the_same(*args, **kwargs):
        ended = real(*args, **kwargs)
        Session.objects.filter(person=people.ines).delete()
        return ended

    real = sessions.end_others
    monkeypatch.setattr(sessions, "end_others", and_another_does_the_same)
    answer = here.post(f"{PAGE}sessions/end/")
    assert answer.status_code == 409
    said = words(answer)
    assert "You were signed out before we could answer" in said
    assert "We may still have done what you asked. Sign in and check the result" in said
    assert "could not read what your browser sent" not in said
    assert told(people.ines)[0] == "sign_in.sessions_ended"
