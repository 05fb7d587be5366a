"""A passkey alone signs in: what counts as both factors, what does not and is told in the log, and no flood keeps it out."""

import json
import time
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.utils import timezone
from fido2.utils import websafe_decode

from tests.each import each
from tests.organisation.device import AS_SCRIPT, PRESENT, VERIFIED, Device, asked, send
from tests.organisation.factors import required, signed_in_with_factor, with_codes
from tests.organisation.recovering import with_password
from tests.pages import browser, words
from tests.people import PASSWORD
from watchbook.audit_log.models import Event
from watchbook.organisation import code_attempts, person, sessions
from watchbook.organisation.session_store import Session, digest

SET_UP = "/account/second-factor/"
LOGIN, ADD = "/account/login/", f"{SET_UP}webauthn/add/"
REFUSED = "You cannot sign in with this passkey alone."
PASSKEY, OFFICE = f"{SET_UP}webauthn/login/", "192.0.2.1"


@pytest.fixture(autouse=True)
def _in_production(settings):
    required(settings)
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    cache.clear()


@pytest.fixture
def phone(people):
    """Ines's phone with a passkey that it keeps by itself."""
    return Device().given_to(people.ines)


def failures(whose):
    return Event.objects.filter(name="sign_in.passkey_failed", subject_id=whose.id).count()


def refused(client, signed, **more):
    """What the sign-in page says after a passkey that was not taken."""
    answer = send(client, signed, **more)
    assert answer["Location"] == LOGIN
    assert client.get("/registers/")["Location"].startswith(LOGIN)
    return words(client.get(LOGIN))


def test_it_is_both_factors_and_recorded_and_the_browser_is_known_from_then_on(people, phone):
    client = browser()
    answer = send(client, phone.assertion(asked(client)), next="/looks/")
    assert answer["Location"] == "/looks/"
    assert "watchbook_browser" in client.cookies
    assert client.get("/").status_code == 200
    # fresh enough for a grave act and for the pages of one's sign-in
    assert client.get(f"{SET_UP}webauthn/").status_code == 200
    told = Event.objects.filter(name="sign_in.succeeded", subject_id=people.ines.id).latest("number")
    assert told.fields == {"factor": "webauthn"}
    [own] = sessions.open_sessions(people.ines, this=digest(client.session.session_key))
    assert own.is_this
    assert own.began


def test_a_challenge_is_good_for_one_answer(phone):
    first, second = browser(), browser()
    signed = phone.assertion(asked(first))
    assert send(first, signed)["Location"] == "/"
    first.post("/account/logout/")
    for client in (first, second):
        assert REFUSED in refused(client, signed)
    asked(second)
    assert REFUSED in refused(second, signed)
    assert failures(phone.whose) == 3


WRONG = {
    "no user verification": {"flags": PRESENT},
    "nobody present": {"flags": VERIFIED},
    "another site": {"origin": "https://testserver.example"},
    "plain http": {"origin": "http://testserver"},
    "another name": {"name": "example"},
}


def test_what_a_passkey_must_show_is_asked_for_and_each_failure_is_told(phone):
    for count, (what, wrong) in enumerate(WRONG.items(), start=1):
        client = browser()
        assert REFUSED in refused(client, phone.assertion(asked(client), **wrong)), what
        assert failures(phone.whose) == count, what


def test_another_key_or_another_owner_signs_nobody_in(people, phone):
    client = browser()
    thief = Device()
    thief.whose, thief.id = people.ines, phone.id
    assert REFUSED in refused(client, thief.assertion(asked(client)))
    own = Device().given_to(people.nell)
    assert REFUSED in refused(client, own.assertion(asked(client), whose=people.ines))
    assert failures(people.ines) == 2
    assert not Session.objects.filter(person__isnull=False).exists()


def test_a_passkey_of_before_is_a_second_factor_and_no_more(people):
    for count, keeps in enumerate((False, None), start=1):
        key, client = Device(keeps=keeps).given_to(people.ines), browser()
        assert REFUSED in refused(client, key.assertion(asked(client)))
        assert failures(people.ines) == count
    answer = signed_in_with_factor(people.ines, at=time.time()).get(f"{SET_UP}webauthn/")
    assert words(answer).count("Second factor only") == count


def test_a_closed_account_is_told_the_same_as_a_passkey_that_nobody_knows(people, phone):
    person.close(people.ines, by=people.ada, at=timezone.now())
    closed, stranger = browser(), browser()
    said = refused(closed, phone.assertion(asked(closed)))
    unknown = Device()
    unknown.whose = people.nell
    assert refused(stranger, unknown.assertion(asked(stranger))) == said
    assert REFUSED in said
    assert (failures(people.ines), failures(people.nell)) == (1, 1)


@each(
    "sent",
    [
        *("", "null", "[]", "7", '"x"', "{}", '{"response": null}', '{"response": {"userHandle": 7}}'),
        *('{"id": "x", "rawId": "x", "response": {}}', "{", "[" * 3000),
    ],
)
def test_what_no_device_made_is_refused_and_never_fails(phone, sent):
    client = browser()
    asked(client)
    answer = client.post(PASSKEY, {"credential": sent})
    assert answer["Location"] == LOGIN


def test_damaged_answers_are_refused_and_told(people, phone):
    client = browser()
    for part in ("authenticatorData", "clientDataJSON", "signature", "userHandle"):
        for damage in ("", "AA", "_" * 9, None, 7, []):
            signed = phone.assertion(asked(client))
            signed["response"][part] = damage
            answer = send(client, signed, at=f"192.0.2.{len(part)}")
            assert answer["Location"] == LOGIN, (part, damage)
    no_one = phone.assertion(
        asked(client), whose=type("Nobody", (), {"pk": uuid4(), "_meta": people.ines._meta})()
    )
    assert send(client, no_one)["Location"] == LOGIN
    assert Event.objects.filter(name="sign_in.passkey_failed").count() > 10
    assert client.get("/registers/")["Location"].startswith(LOGIN)


def flood_with_passwords(client):
    for number in range(13):
        client.post(
            LOGIN,
            {"login": f"nobody{number}@x.example", "password": "wrong-password-of-mine"},
            REMOTE_ADDR=OFFICE,
        )


def test_neither_wrong_passwords_nor_wrong_passkeys_from_the_same_address_keep_a_passkey_out(people, phone):
    with_password(people.ines)
    flood_with_passwords(browser())
    stranger = browser()
    late = stranger.post(LOGIN, {"login": people.ines.email, "password": PASSWORD}, REMOTE_ADDR=OFFICE)
    assert "You cannot sign in with a password here until" in words(late)
    thief, other = browser(), Device()
    other.whose = people.ines
    said = [refused(thief, other.assertion(asked(thief))) for _attempt in range(13)]
    assert ["record no more of them until" in one for one in said] == [False] * 10 + [True] * 3
    assert failures(people.ines) == 10
    client = browser()
    assert send(client, phone.assertion(asked(client)), at=OFFICE)["Location"] == "/"


def test_a_known_browser_s_wrong_passkeys_are_counted_apart(people, phone):
    known = browser()
    send(known, phone.assertion(asked(known)))
    known.post("/account/logout/")
    thief, other = browser(), Device()
    other.whose = people.nell
    for _attempt in range(11):
        said = refused(thief, other.assertion(asked(thief)))
    assert "record no more of them until" in said
    assert REFUSED in refused(known, other.assertion(asked(known)))


def test_challenges_are_bounded_for_a_client_and_a_known_browser_counts_apart(phone, monkeypatch):
    monkeypatch.setitem(code_attempts.CHALLENGES, "config", {"challenge": "3/m/key"})
    known = browser()
    send(known, phone.assertion(asked(known)))
    known.post("/account/logout/")
    said = [browser().get(PASSKEY, headers=AS_SCRIPT, REMOTE_ADDR=OFFICE).status_code for _time in range(4)]
    assert said == [200, 200, 429, 429]
    assert browser().head(PASSKEY, headers=AS_SCRIPT, REMOTE_ADDR=OFFICE).status_code == 429
    assert send(known, phone.assertion(asked(known)))["Location"] == "/"


def test_who_is_signed_in_is_not_exchanged_by_another_s_passkey(people, phone):
    nell = browser()
    challenge = asked(nell)
    session = signed_in_with_factor(people.nell, at=time.time())
    answer = send(session, phone.assertion(challenge))
    assert answer["Location"] == "/"
    assert people.nell.name in words(session.get("/"))
    assert not Session.objects.filter(person=people.ines).exists()


def add(client, device, **how):
    """Add a passkey on its page."""
    client.get(ADD)
    challenge = websafe_decode(client.session["mfa.webauthn.state"]["challenge"])
    sent = device.registration(challenge=challenge, **how)
    return client.post(ADD, {"name": "", "credential": json.dumps(sent)})


def test_a_new_passkey_is_kept_by_its_device_and_asks_who_is_there(people):
    with_codes(people.ines)
    client = signed_in_with_factor(people.ines, at=time.time())
    page = client.get(ADD).text
    assert '<input type="checkbox" id="passwordless" checked hidden>' in page
    assert '"userVerification": "required"' in page
    for device, how in ((Device(keeps=False), {}), (Device(), {"flags": PRESENT})):
        assert "We did not add this passkey" in words(add(client, device, **how))
    assert not Authenticator.objects.filter(user=people.ines, type="webauthn").exists()
    device = Device()
    assert add(client, device).status_code == 302
    assert "Signs you in without your password" in words(client.get(f"{SET_UP}webauthn/"))
    device.whose, alone = people.ines, browser()
    assert send(alone, device.assertion(asked(alone)))["Location"] == "/"


def test_without_script_the_sign_in_page_says_so_and_works_by_password(people):
    page = browser().get(LOGIN).text
    assert "Signing in with a passkey alone needs JavaScript." in page[page.index("<noscript>") :]
    assert "data-needs-script hidden" in page
