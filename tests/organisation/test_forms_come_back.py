"""A form sent when the factor is old, or after the session ended, comes back filled in, for whoever sent it alone."""

import json
import re
import time

import pytest
from django.core.cache import cache
from django.test import Client

from tests import given
from tests.organisation.device import LOGIN as PASSKEY
from tests.organisation.device import Device, asked
from tests.organisation.factors import code, required, signed_in_with_factor, with_codes
from tests.organisation.recovering import with_password
from tests.pages import browser, typed, words
from tests.people import PASSWORD
from watchbook.organisation import kept_form
from watchbook.organisation.models import Person
from watchbook.organisation.session_store import Session, SessionStore

ADD, AGAIN = "/organisation/people/add/", "/account/second-factor/reauthenticate/"
LOGIN, FACTOR = "/account/login/", "/account/second-factor/authenticate/"
SENT = {"name": "Wanda Nyberg", "email": "wanda@council.example", "identity": "staff_pass"}
FROM = {"Referer": f"http://testserver{ADD}"}


@pytest.fixture(autouse=True)
def _in_production(settings):
    required(settings)
    settings.MFA_TOTP_TOLERANCE = 1
    cache.clear()


@pytest.fixture
def ada(people):
    return with_codes(with_password(people.ada))


def own_browser(name="ada"):
    """A browser that sends the tokens of forms, in which somebody is signed in."""
    client = browser(enforce_csrf_checks=True)
    sign_in(client, name)
    return client


def sign_in(client, name="ada", *, ahead=-1):
    send(client, LOGIN, {"login": given.address(name), "password": PASSWORD})
    return send(client, FACTOR, {"code": code(ahead=ahead)})


def send(client, path, sent):
    """Send a form as its page gives it out now."""
    return client.post(path, given_out(client, path) | sent, headers={"Referer": f"http://testserver{path}"})


def given_out(client, path):
    """The token and key that a page gives out."""
    page = client.get(path).text
    return dict(re.findall(r'name="(csrfmiddlewaretoken|press)" value="([^"]+)"', page))


def is_filled(page):
    return {"Wanda Nyberg", "wanda@council.example"} <= typed(page)


def test_a_form_sent_with_an_old_factor_comes_back_filled_and_is_pressed_once_more(ada):
    client = signed_in_with_factor(ada, at=time.time() - 700)
    first = client.post(ADD, SENT, headers=FROM)
    assert first["Location"].startswith(AGAIN)
    assert "wanda" not in first["Location"].lower()
    assert "We are keeping what you entered for 30 minutes" in words(client.get(first["Location"]))
    client.post(AGAIN, {"code": code(), "next": ADD})
    assert not Person.objects.filter(email=SENT["email"]).exists()
    page = client.get(ADD)
    assert is_filled(page)
    assert "Your form was not sent, but we kept your entries." in words(page)
    client.post(ADD, SENT, headers=FROM)
    assert Person.objects.filter(email=SENT["email"]).exists()
    assert not is_filled(client.get(ADD))


def test_it_lies_encrypted_without_files_and_passwords(ada):
    client = signed_in_with_factor(ada, at=time.time() - 700)
    client.post(ADD, SENT | {"password": "my-own-password", "code_1": "ABCD"}, headers=FROM)
    held = SessionStore().decode(Session.objects.get(person=ada).session_data)[kept_form.HELD]
    assert "Wanda" not in str(held)
    assert "people" not in str(held)
    client.post(AGAIN, {"code": code(), "next": ADD})
    request = client.get(ADD).wsgi_request
    (form,) = kept_form.kept(request)
    assert form.sent == {name: [value] for name, value in SENT.items()}


def test_forms_of_several_tabs_come_back_each(people, ada):
    client = signed_in_with_factor(ada, at=time.time() - 700)
    client.post(ADD, SENT, headers=FROM)
    client.post(f"/organisation/people/{people.ines.id}/close/", {"x": "y"}, headers=FROM)
    client.post(AGAIN, {"code": code(), "next": ADD})
    assert is_filled(client.get(ADD))
    client.post(ADD, SENT, headers=FROM)
    assert not is_filled(client.get(ADD))
    assert len(client.session[kept_form.HELD]) == 1


def test_what_is_too_long_is_not_kept(ada):
    client = signed_in_with_factor(ada, at=time.time() - 700)
    answer = client.post(ADD, SENT | {"name": "x" * kept_form.MOST_BYTES}, headers=FROM)
    assert kept_form.HELD not in client.session
    assert "We cannot keep your entry: it is too long." in words(client.get(answer["Location"]))


def test_what_is_old_or_another_s_is_dropped(people, ada, monkeypatch):
    client = signed_in_with_factor(ada, at=time.time() - 700)
    client.post(ADD, SENT, headers=FROM)
    held = client.session[kept_form.HELD]
    for_another = signed_in_with_factor(with_codes(people.bashir), at=time.time())
    session = for_another.session
    session[kept_form.HELD] = held
    session.save()
    assert not is_filled(for_another.get(ADD))
    assert kept_form.HELD not in for_another.session
    client.post(AGAIN, {"code": code(), "next": ADD})
    later = time.time() + 31 * 60
    monkeypatch.setattr("cryptography.fernet.time.time", lambda: later)
    assert not is_filled(client.get(ADD))
    assert kept_form.HELD not in client.session


def test_a_form_sent_after_signing_out_in_another_tab_comes_back_after_the_sign_in(ada):
    client = own_browser()
    form = given_out(client, ADD) | SENT
    send(client, "/account/logout/", {})
    answer = client.post(ADD, form, headers=FROM)
    assert answer["Location"] == f"{LOGIN}?next={ADD}"
    assert "You were signed out. We are keeping what you entered for 30 minutes" in words(
        client.get(answer["Location"])
    )
    sign_in(client, ahead=0)
    assert is_filled(client.get(ADD))


def test_it_comes_back_after_a_sign_in_by_a_passkey_alone(ada, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    phone, client = Device().given_to(ada), own_browser()
    form = given_out(client, ADD) | SENT
    send(client, "/account/logout/", {})
    page = client.post(ADD, form, headers=FROM)["Location"]
    signed = json.dumps(phone.assertion(asked(client)))
    answer = client.post(PASSKEY, given_out(client, page) | {"credential": signed, "next": ADD})
    assert answer["Location"] == ADD
    assert is_filled(client.get(ADD))


def test_whoever_cancels_the_step_up_finds_the_form_again_later(ada):
    client = signed_in_with_factor(ada, at=time.time() - 700)
    asks = client.get(client.post(ADD, SENT, headers=FROM)["Location"])
    assert '<a class="govuk-link" href="/">Cancel and go to your work</a>' in asks.text
    assert client.get("/").status_code == 200
    client.post(AGAIN, {"code": code(), "next": ADD})
    assert is_filled(client.get(ADD))


def test_a_form_shown_before_one_signed_in_again_comes_back_too(ada):
    client = own_browser()
    form = given_out(client, ADD) | SENT
    send(client, "/account/logout/", {})
    sign_in(client, ahead=0)
    refused = client.post(ADD, form, headers=FROM)
    assert refused.status_code == 403
    assert "You signed in again after you opened this form" in words(refused)
    assert f'href="{ADD}"' in refused.text
    assert is_filled(client.get(ADD))


def test_a_form_that_was_shown_to_another_is_not_kept(people, ada):
    """Who sits down at the same computer reads nothing of it, and no other site can write into a form of ours."""
    client = own_browser()
    form = given_out(client, ADD) | SENT
    send(client, "/account/logout/", {})
    with_codes(with_password(people.bashir))
    sign_in(client, "bashir", ahead=0)
    assert "We could not accept the form" in words(client.post(ADD, form, headers=FROM))
    assert kept_form.HELD not in client.session


def test_a_stranger_s_form_begins_no_session(ada):
    client = Client()
    assert client.post(ADD, SENT, headers=FROM).status_code == 302
    assert not Session.objects.filter(person=None).exists()
