"""Sign-in with local accounts, through allauth's own pages: who came in, who failed, who was kept out."""

import re
from datetime import datetime, timedelta

import pytest
from allauth.account import app_settings
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import given
from tests.log import told
from tests.organisation.recovering import SEEN, link_of
from tests.pages import browser, signed_in, words
from tests.people import PASSWORD
from tests.rights import the_system
from watchbook.audit_log.models import Event
from watchbook.organisation import person, sign_in
from watchbook.organisation.models import Person
from watchbook.organisation.password_hash import Argon2idHasher
from watchbook.organisation.session_store import Session, SessionStore

LOGIN = "/account/login/"
LOGOUT = "/account/logout/"
WRONG = "wrong-password-of-mine"
KEPT_OUT = "we do not recognise that email address with that password."


def set_password(people, name, password=PASSWORD):
    """The person's own use of a one-time link, or of a recovery's where they had a password."""
    client, whose = browser(), getattr(people, name)
    path = (
        link_of(people, whose)
        if whose.has_usable_password()
        else sign_in.make_link(whose, identity=SEEN, by=people.ada, at=given.AT)
    )
    page = client.get(path, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password}, follow=True)


def try_to_sign_in(client, name="ines", password=PASSWORD):
    return client.post(LOGIN, {"login": given.address(name), "password": password})


def typed_form(client):
    """What a browser sends with a sign-in besides the address and the password."""
    return dict(re.findall(r'name="(press|csrfmiddlewaretoken)" value="([^"]*)"', client.get(LOGIN).text))


def is_signed_in(client):
    return client.get("/").status_code == 200


@pytest.mark.parametrize(("says", "proxies"), [("garbage", 1), ("192.0.2.1", 2)])
def test_a_proxy_that_names_no_address_is_told_of_as_that(people, settings, caplog, says, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    answer = browser(**{"X-Forwarded-For": says}).post(
        LOGIN, {"login": "x@council.invalid", "password": WRONG}
    )
    assert answer.status_code == 403
    assert "the proxy in front of Watchbook does not give your network address" in words(answer)
    assert "the duty" not in words(answer)
    assert "unreadable X-Forwarded-For" in caplog.text


def events(kind):
    return Event.objects.filter(name=f"sign_in.{kind}")


def whole_database():
    """Every row of every table as text, sessions and cached values decoded."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        text = ""
        for (table,) in cursor.fetchall():
            if table != "audit_log_pending":  # opaque, and not for the app role to read back
                cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
                text += "".join(row[0] for row in cursor.fetchall())
    return text + repr([SessionStore().decode(session.session_data) for session in Session.objects.all()])


@pytest.fixture
def ines(people):
    """Ines has a password."""
    set_password(people, "ines")
    return people.ines


def test_a_good_sign_in_is_recorded_and_leads_to_what_is_waiting(ines):
    client = browser()
    response = try_to_sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_signed_in(client)
    name, by, _at, fields, personal = told(ines)
    assert (name, by, fields, personal) == ("sign_in.succeeded", ines.id, {"factor": None}, {})


@pytest.mark.parametrize("typed", ["  Ines@Council.INVALID ", "ines@council.invalid"])
def test_an_address_is_taken_in_any_case_and_with_spaces_round_it(ines, typed):
    client = browser()
    client.post(LOGIN, {"login": typed, "password": PASSWORD})
    assert is_signed_in(client)


def test_an_address_in_another_table_than_the_accounts_signs_nobody_in(ines):
    EmailAddress.objects.create(user=ines, email="other@council.invalid", verified=True, primary=True)
    client = browser()
    response = client.post(LOGIN, {"login": "other@council.invalid", "password": PASSWORD})
    assert KEPT_OUT in words(response)
    assert not is_signed_in(client)


@pytest.mark.django_db
def test_before_there_is_anybody_a_sign_in_says_that_the_register_is_being_set_up():
    page = words(try_to_sign_in(browser(), "ines", WRONG))
    assert "This register is being set up. Try again in a few minutes." in page


def test_a_failed_attempt_is_told_in_the_accounts_history_and_what_was_typed_is_kept_nowhere(ines):
    client = browser()
    response = client.post(LOGIN, {"login": "iNeS@council.invalid", "password": WRONG})
    assert KEPT_OUT in words(response)
    assert not is_signed_in(client)
    name, by, _at, fields, personal = told(ines)
    assert (name, by, fields, personal) == ("sign_in.failed", the_system().id, {}, {})
    client.post(LOGIN, {"login": "stranger@elsewhere.invalid", "password": WRONG})
    assert events("failed").count() == events("unknown_failed").count() == 1
    text = whole_database()
    for typed in ("iNeS", "stranger", WRONG):
        assert typed not in text


def test_an_unknown_address_a_closed_account_and_a_wrong_password_are_told_the_same(people, ines):
    person.close(people.nell, by=people.ada, at=given.AT)
    told_them = set()
    for name in ("ines", "nell", "nobody_at_all"):
        response = try_to_sign_in(browser(), name, WRONG)
        text = response.text.replace(given.address(name), "ADDRESS")
        told_them.add((response.status_code, re.sub(r'value="[\w-]{22}"|value="[\w-]{64}"', "KEY", text)))
    assert len(told_them) == 1


def test_an_unknown_address_is_as_much_work_as_a_known_one(people, settings, monkeypatch):
    """Hashes, questions to the database, events and answers: who measures the time or presses twice learns nothing."""
    settings.PASSWORD_HASHERS = [f"{Argon2idHasher.__module__}.{Argon2idHasher.__name__}"]
    set_password(people, "ines")
    person.close(people.joan, by=people.ada, at=given.AT)
    hashed, real = [], Argon2idHasher._encoded
    monkeypatch.setattr(Argon2idHasher, "_encoded", lambda *a, **b: hashed.append(b) or real(*a, **b))
    work = {"first": set(), "again": set()}
    for name in ("ines", "joan", "nell", "nobody_at_all"):
        client, before = browser(), Event.objects.count()
        form = typed_form(client) | {"login": given.address(name), "password": WRONG}
        for found in work.values():
            hashed.clear()
            with CaptureQueriesContext(connection) as asked:
                answer = client.post(LOGIN, form)
            found.add((str(hashed), len(asked), Event.objects.count() - before, answer.status_code))
    assert [len(found) for found in work.values()] == [1, 1], work


def test_a_forgotten_password_sends_no_mail_and_says_whom_to_ask(ines, mailoutbox):
    page = browser().get("/account/password/reset/")
    assert "Otherwise ask a system administrator" in words(page)
    assert "one of your recovery codes" in words(page)
    for name in ("ines", "nobody_at_all"):
        response = browser().post("/account/password/reset/", {"email": given.address(name)})
        assert response.status_code == 405
    assert mailoutbox == []


def test_an_account_without_a_password_cannot_be_signed_in_to(people):
    client = browser()
    for password in (PASSWORD, "", people.nell.password):
        try_to_sign_in(client, "nell", password)
        assert not is_signed_in(client)


def test_five_failures_close_an_account_for_a_while_even_to_the_right_password(ines):
    client = browser()
    for _attempt in range(5):
        assert KEPT_OUT in words(try_to_sign_in(client, password=WRONG))
    said = words(try_to_sign_in(client))
    assert until(said) - timezone.now() <= timedelta(minutes=6)
    assert until(said) - timezone.now() >= timedelta(minutes=4, seconds=30)
    assert app_settings.RATE_LIMITS["login_failed"].endswith("5/300s/key")
    assert not is_signed_in(client)
    assert events("failed").count() == 5
    cache.clear()
    try_to_sign_in(client)
    assert is_signed_in(client)


def until(said):
    """The moment up to which a page says that one must wait."""
    told = re.search(r"You cannot [a-z ]+ until (.+? at [0-9:]+)([ap]m):", said)
    there = timezone.get_default_timezone()
    return datetime.strptime(f"{told[1]} {told[2]}", "%d %B %Y at %I:%M %p").replace(tzinfo=there)


def test_failures_from_one_place_lock_nobody_out_at_another(ines):
    attacker = browser()
    for _attempt in range(6):
        attacker.post(LOGIN, {"login": given.address("ines"), "password": WRONG}, REMOTE_ADDR="192.0.2.1")
    client = browser()
    try_to_sign_in(client)
    assert is_signed_in(client)


def test_the_addresses_of_one_network_of_ipv6_are_one_client(ines):
    attacker = browser()
    for number in range(5):
        sent = {"login": given.address("ines"), "password": WRONG}
        attacker.post(LOGIN, sent, REMOTE_ADDR=f"2001:db8:0:1::{number}")
    said = words(attacker.post(LOGIN, sent, REMOTE_ADDR="2001:db8:0:1:ffff::9"))
    assert "You cannot sign in with a password here until" in said
    assert KEPT_OUT in words(attacker.post(LOGIN, sent, REMOTE_ADDR="2001:db8:0:2::1"))


def test_too_many_attempts_from_one_place_are_answered_with_429_and_a_page(people):
    client = browser()
    statuses = [try_to_sign_in(client, f"guess{number}", WRONG).status_code for number in range(31)]
    assert statuses == [200] * 30 + [429]
    page = try_to_sign_in(client, "guess", WRONG)
    assert page.status_code == 429
    assert "Too many attempts" in words(page)


def test_a_sign_out_is_recorded_and_asks_for_a_click(ines):
    client = browser()
    try_to_sign_in(client)
    assert client.get(LOGOUT).status_code == 200
    assert is_signed_in(client)
    assert client.post(LOGOUT)["Location"] == LOGIN
    assert not is_signed_in(client)
    name, by, _at, fields, personal = told(ines)
    assert (name, by, fields, personal) == ("sign_in.ended", ines.id, {}, {})


def test_a_sign_out_of_nobody_is_no_event(people):
    browser().post(LOGOUT)
    nobody = RequestFactory().post(LOGOUT)
    nobody.user, nobody.session = AnonymousUser(), SessionStore()
    sign_in.AccountAdapter(nobody).logout(nobody)
    assert not events("ended").exists()


def test_a_sign_in_that_cannot_be_recorded_does_not_happen(ines, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    client = browser()
    client.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr(sign_in, "record", fail)
        assert try_to_sign_in(client).status_code == 500
    assert not is_signed_in(client)


def test_a_closed_account_cannot_sign_in_with_the_right_password(people, ines):
    before = events("succeeded").count()
    person.close(ines, by=people.ada, at=given.AT)
    client = browser()
    assert try_to_sign_in(client)["Location"] == "/account/inactive/"
    assert not is_signed_in(client)
    assert events("succeeded").count() == before
    assert given.address("ines") not in repr(
        [SessionStore().decode(session.session_data) for session in Session.objects.all()]
    )


def test_closing_an_account_ends_its_live_session_with_the_next_page(people):
    client = signed_in(people.ines)
    assert is_signed_in(client)
    person.close(people.ines, by=people.ada, at=given.AT)
    response = client.get("/registers/")
    assert (response.status_code, response["Location"]) == (302, f"{LOGIN}?next=/registers/")


def test_a_new_password_ends_the_sessions_that_the_old_one_began(people, ines):
    client = browser()
    try_to_sign_in(client)
    set_password(people, "ines", "another-password-of-hers")
    assert not is_signed_in(client)


def test_a_session_holds_ids_and_no_text_about_people(people, ines):
    client = browser()
    client.get(LOGIN)
    try_to_sign_in(client, password=WRONG)
    try_to_sign_in(client)
    session = SessionStore(client.session.session_key).load()
    assert session["_auth_user_id"] == str(ines.id)
    assert [set(used) for used in session["account_authentication_methods"]] == [{"method", "at"}]
    held = repr([SessionStore().decode(session.session_data) for session in Session.objects.all()])
    for somebody in Person.objects.all():
        assert somebody.email not in held
        assert somebody.name not in held


def test_nobody_gives_their_own_account_another_address(ines):
    client = browser()
    try_to_sign_in(client)
    client.post("/account/email/", {"action_add": "", "email": "second@elsewhere.invalid"})
    other = browser()
    other.post(LOGIN, {"login": "second@elsewhere.invalid", "password": PASSWORD})
    assert not is_signed_in(other)
    assert not EmailAddress.objects.filter(email="second@elsewhere.invalid").exists()


def test_sign_up_is_closed(people):
    before = Person.objects.count()
    sent = {"email": "new@council.invalid", "password1": PASSWORD, "password2": PASSWORD}
    for response in (browser().get("/account/signup/"), browser().post("/account/signup/", sent)):
        assert response.status_code == 200
        assert "administrator" in words(response)
    assert Person.objects.count() == before


def test_nobody_is_let_in_without_signing_in(people):
    assert browser().get("/")["Location"] == "/about/"
    for address in ("/organisation/people/", "/governance/letters/", "/foi/requests/"):
        assert browser().get(address)["Location"] == f"{LOGIN}?next={address}"


def test_allauth_names_a_person_by_name(people):
    assert sign_in.display_name(people.ines) == "Ines"


def test_a_new_password_is_announced_once(people):
    announced = r"[Pp]assword (?:is|was|successfully) changed|set your password\."
    after_the_link = words(set_password(people, "ines"))
    assert len(re.findall(announced, after_the_link.partition("Skip to main content")[2])) == 1
    client = browser()
    try_to_sign_in(client)
    sent = {"oldpassword": PASSWORD, "password1": "quite-another-one", "password2": "quite-another-one"}
    changed = words(client.post("/account/password/change/", sent, follow=True))
    assert re.findall(announced, changed) == ["set your password."]
    assert not re.findall(announced, words(client.get("/")))
