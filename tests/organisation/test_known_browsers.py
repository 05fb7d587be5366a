"""No lock-out as a weapon: a browser in which an account was signed in is not kept out by what others try; guesses stay few."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.utils import timezone

from tests import given
from tests.organisation.factors import code, required, signed_in_with_factor, with_codes
from tests.organisation.recovering import with_password
from tests.pages import browser, words
from tests.people import PASSWORD
from watchbook.organisation import code_attempts, known_browsers, person, second_factor_forms, sessions
from watchbook.organisation.session_store import Session

LOGIN, FACTOR = "/account/login/", "/account/second-factor/authenticate/"
AGAIN = "/account/second-factor/reauthenticate/"
COOKIE = "watchbook_browser"
OFFICE, ELSEWHERE = "192.0.2.1", "198.51.100.{}"


@pytest.fixture(autouse=True)
def _in_production(settings):
    required(settings)
    settings.MFA_TOTP_TOLERANCE = 1
    cache.clear()


@pytest.fixture
def ines(people):
    return with_codes(with_password(people.ines))


def enter(client, name="ines", password=PASSWORD, *, at=OFFICE):
    return client.post(LOGIN, {"login": given.address(name), "password": password}, REMOTE_ADDR=at)


def guess(client, *, at=OFFICE, guessed="000000", page=FACTOR):
    return client.post(page, {"code": guessed}, REMOTE_ADDR=at)


def signed_in_fully():
    """Ines's own browser at the office, after she signed out again."""
    client = browser()
    enter(client)
    assert COOKIE not in client.cookies
    guess(client, guessed=code(ahead=-1))
    assert client.get("/").status_code == 200
    client.post("/account/logout/")
    return client


def flood(count=13):
    """One machine of the office tries wrong passwords, for Ines and for addresses that nobody has."""
    for number in range(count):
        enter(browser(), "ines" if number % 2 else f"nobody{number}", "wrong-password-of-mine")


def is_asked_for_the_factor(answer):
    return answer.headers.get("Location") == FACTOR


def test_wrong_passwords_behind_the_same_address_keep_no_known_browser_out(ines):
    own = signed_in_fully()
    flood(40)
    assert enter(browser()).status_code == 429
    assert is_asked_for_the_factor(enter(own))


def test_a_browser_known_to_one_account_is_a_stranger_to_the_others(people, ines):
    with_password(people.nell)
    own = signed_in_fully()
    flood()
    assert "You cannot sign in with a password here until" in words(enter(own, "nell"))


def test_a_known_browser_has_five_attempts_of_its_own(ines):
    own = signed_in_fully()
    for _attempt in range(5):
        assert "we do not recognise" in words(enter(own, password="wrong-password-of-mine"))
    assert "You cannot sign in with a password here until" in words(enter(own))


def test_wrong_codes_of_a_thief_keep_the_holder_s_browser_and_open_session_in(ines):
    own, at_work = signed_in_fully(), signed_in_with_factor(ines, at=time.time() - 700)
    thief = browser()
    enter(thief, at=ELSEWHERE.format(1))
    for _attempt in range(6):
        page = guess(thief, at=ELSEWHERE.format(1))
    assert "You cannot enter a code until" in words(page)
    enter(own)
    assert guess(own, guessed=code())["Location"] == "/"
    assert guess(at_work, guessed=code(ahead=1), page=AGAIN).status_code == 302


def test_from_however_many_addresses_a_thief_has_so_many_guesses_an_hour(ines):
    thief = browser()
    enter(thief)
    said = [words(guess(thief, at=ELSEWHERE.format(number // 4))) for number in range(24)]
    assert ["This code is wrong" in one for one in said] == [True] * code_attempts.AN_HOUR + [False] * 4
    assert "You cannot enter a code until" in said[-1]


def test_a_session_that_used_no_factor_counts_as_a_stranger_s(ines):
    half = signed_in_with_factor(ines, at=None)
    thief = browser()
    enter(thief)
    for number in range(code_attempts.AN_HOUR):
        guess(thief, at=ELSEWHERE.format(number // 4))
    assert "You cannot enter a code until" in words(guess(half, page=AGAIN))


def test_a_passkey_is_taken_however_many_codes_were_wrong(ines, monkeypatch):
    passkey = Authenticator.objects.get(user=ines)
    monkeypatch.setattr(second_factor_forms.auth, "parse_authentication_response", lambda signed: signed)
    monkeypatch.setattr(second_factor_forms.auth, "complete_authentication", lambda *_a: passkey)
    client = browser()
    enter(client)
    for _attempt in range(6):
        said = words(guess(client))
    assert "You cannot enter a code until" in said
    assert client.post(FACTOR, {"credential": '{"id": "x"}'})["Location"] == "/"


def closed_and_reopened(whose, people):
    person.close(whose, by=people.ada, at=timezone.now())
    person.reopen(whose, by=people.ada, at=timezone.now())


@pytest.mark.parametrize(
    "ends",
    [
        closed_and_reopened,
        lambda whose, people: with_password(whose),
        lambda whose, people: sessions.end_all(whose, by=people.ada, at=timezone.now()),
        lambda whose, people: sessions.end_others(whose, this="", by=whose, at=timezone.now()),
    ],
    ids=["account closed", "new password", "ended by an administrator", "ended by the holder"],
)
def test_the_browser_is_forgotten_with_what_ends_the_sessions(people, ines, rf, ends):
    request = rf.get("/")
    request.COOKIES[COOKIE] = signed_in_fully().cookies[COOKIE].value
    assert known_browsers.name_of(request, ines)
    ends(ines, people)
    ines.refresh_from_db()
    assert known_browsers.name_of(request, ines) == ""


def test_the_cookie_lets_nobody_in_and_no_script_reads_it(ines, settings):
    settings.SESSION_COOKIE_SECURE = True
    cookie = signed_in_fully().cookies[COOKIE]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    other = browser()
    other.cookies[COOKIE] = cookie.value
    assert other.get("/registers/")["Location"].startswith(LOGIN)
    other.cookies[COOKIE] = f"{cookie.value}x"
    flood()
    assert "You cannot sign in with a password here until" in words(enter(other))
    assert not Session.objects.filter(person=ines).exists()
