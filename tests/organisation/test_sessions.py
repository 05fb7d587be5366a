"""Sessions: kept under a digest of their key, ended when left alone and at the end of the day."""

import time

import pytest
from django.contrib.sessions.models import Session

from tests.pages import signed_in
from watchbook.organisation import session_limits
from watchbook.organisation.session_store import SessionStore, digest


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


def test_a_session_is_made_read_and_deleted_by_its_key():
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
