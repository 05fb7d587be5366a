"""The second factor in production: set up before anything else, asked for at sign-in, and again when it is old."""

import re
import time
from datetime import timedelta
from functools import partial

import pytest
from allauth.account.internal.flows import login
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as second_factor_totp
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from tests import given
from tests.log import everything
from tests.organisation.factors import SECRET, code, required, signed_in_with_factor, with_codes
from tests.organisation.recovering import with_password
from tests.organisation.test_sign_in import until
from tests.pages import browser, signed_in, words
from tests.people import PASSWORD
from tests.rights import the_system
from tests.threads import at_once
from watchbook.audit_log.models import Event
from watchbook.organisation import disposal, person, second_factor

SET_UP = "/account/second-factor/"
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _in_production(settings):
    required(settings)
    settings.MFA_TOTP_TOLERANCE = 1  # a code made at the end of its half minute arrives in the next one
    cache.clear()


def enter(client, name="ines"):
    return client.post(LOGIN, {"login": given.address(name), "password": PASSWORD})


def test_a_password_alone_leads_to_setting_up_a_factor_and_nowhere_else(people):
    with_password(people.ines)
    client = browser()
    enter(client)
    for page in ("/", "/looks/", "/organisation/officers/"):
        assert client.get(page)["Location"] == SET_UP
    assert "Before you continue, set up a second factor" in words(client.get(SET_UP))


def test_codes_from_an_app_are_set_up_recorded_and_asked_for_at_the_next_sign_in(
    people, django_capture_on_commit_callbacks
):
    with_password(people.ines)
    client = browser()
    enter(client)
    page = client.get(f"{SET_UP}totp/activate/", follow=True)
    if "Enter your password again" in words(page):
        page = client.post(
            page.request["PATH_INFO"], {"password": PASSWORD, "next": f"{SET_UP}totp/activate/"}, follow=True
        )
    assert "Scan this picture with an authenticator app on your phone" in words(page)
    key = page.context["form"].secret
    assert page.context["form"].key_in_fours.replace(" ", "") == key
    drawn = re.search(r"<svg [^>]*viewBox=[^>]*><path d=[^>]*/></svg>", page.text)
    assert drawn
    assert " style=" not in drawn[0]
    from_app = second_factor_code(key)
    with django_capture_on_commit_callbacks(execute=True):
        codes = client.post(f"{SET_UP}totp/activate/", {"code": from_app}, follow=True)
    assert "Each works once." in words(codes)
    told_of = Event.objects.filter(subject_id=people.ines.id, name="sign_in.factor_changed")
    assert {"what": "codes_from_an_app_set_up"} in [event.fields for event in told_of]
    assert key not in str(list(Authenticator.objects.values_list("data", flat=True)))
    other = browser()
    assert enter(other)["Location"] == f"{SET_UP}authenticate/"
    assert other.get("/").status_code == 302
    wrong = other.post(f"{SET_UP}authenticate/", {"code": "000000"})
    assert "This code is wrong" in words(wrong)
    assert "Use your passkey" not in words(wrong)
    assert 'href="/account/password/reset/"' in wrong.text
    failed = Event.objects.get(subject_id=people.ines.id, name="sign_in.factor_failed")
    assert failed.by == the_system().id
    kept = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    other.post(f"{SET_UP}authenticate/", {"code": kept[0]})
    first_page = words(other.get("/"))
    assert "You signed in with a recovery code, and you have 9 left." in first_page
    assert "somebody entered your password and then a wrong second factor, on" in first_page
    assert "You have 9 codes left." in words(other.get(SET_UP))
    newest = Event.objects.filter(subject_id=people.ines.id, name="sign_in.succeeded").latest("number")
    assert newest.fields == {"factor": "recovery_codes"}
    again = browser()
    enter(again)
    again.post(f"{SET_UP}authenticate/", {"code": kept[0]})
    assert again.get("/").status_code == 302
    assert again.get(LOGIN)["Location"] == f"{SET_UP}authenticate/"
    again.post("/account/logout/")  # Sign in as another person
    assert again.get(LOGIN).status_code == 200


def test_the_factor_of_the_sign_in_opens_its_own_pages_for_ten_minutes(people):
    RecoveryCodes.activate(with_codes(with_password(people.ines)))
    client = browser()
    enter(client)
    client.post(f"{SET_UP}authenticate/", {"code": code()})
    own = [f"{SET_UP}{page}" for page in ("recovery-codes/", "recovery-codes/generate/", "webauthn/add/")]
    assert [client.get(page).status_code for page in own] == [200] * 3
    session = client.session
    for one in session[login.AUTHENTICATION_METHODS_SESSION_KEY]:
        one["at"] -= 601
    session.save()
    assert [client.get(page).status_code for page in own] == [302] * 3


def test_too_many_wrong_codes_say_until_when_to_wait(people):
    with_codes(with_password(people.ines))
    client = browser()
    enter(client)
    for _attempt in range(6):
        page = client.post(f"{SET_UP}authenticate/", {"code": "000000"})
    said = words(page)
    assert "You cannot enter a code until" in said
    assert timedelta(minutes=4) < until(said) - timezone.now() <= timedelta(minutes=6)


def second_factor_code(key):
    """What an app with this key shows."""
    from_now = int(time.time()) // 30
    return second_factor_totp.format_hotp_value(second_factor_totp.hotp_value(key, from_now))


def test_a_factor_that_was_never_used_in_this_session_is_asked_for(people):
    client = signed_in(with_codes(people.ines))
    assert client.get("/looks/?page=2")["Location"] == f"{SET_UP}reauthenticate/?next=%2Flooks%2F%3Fpage%3D2"
    answer = client.post(f"{SET_UP}reauthenticate/", {"code": code(), "next": "/looks/"})
    assert answer["Location"] == "/looks/"
    assert client.get("/looks/").status_code == 200


def test_the_form_that_was_sent_leads_back_to_the_page_that_showed_it(people):
    client = signed_in_with_factor(with_codes(people.ada), at=time.time() - 700)
    page = f"/organisation/people/{people.nell.id}/"
    answer = client.post(f"{page}link/", headers={"Referer": f"http://testserver{page}?x=1"})
    assert answer["Location"].endswith(f"?next={page.replace('/', '%2F')}")


def test_public_pages_and_signing_out_need_no_factor(people):
    client = signed_in_with_factor(people.ines, at=None)
    assert client.get("/disclosure-log/").status_code == 200
    assert client.post("/account/logout/")["Location"] == LOGIN


def test_a_demonstration_and_a_test_do_with_a_password(people, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert signed_in(people.ines).get("/").status_code == 200


@pytest.mark.parametrize(("mode", "says"), [("production", True), ("test", False)])
def test_every_page_of_a_trial_says_that_a_password_is_enough(people, settings, mode, says):
    settings.SECOND_FACTOR_REQUIRED, settings.MODE = False, mode
    for page in (signed_in(people.ines).get("/"), browser().get(LOGIN)):
        assert ("You can sign in here with a password alone." in words(page)) == says


def test_the_secret_lies_encrypted_in_the_database(people):
    with_codes(people.ines)
    kept = Authenticator.objects.get().data["secret"]
    assert SECRET not in kept
    assert second_factor.SecondFactorAdapter().decrypt(kept) == SECRET


def test_an_emptied_account_keeps_no_factor(people):
    with_codes(people.nell)
    person.close(people.nell, by=people.ada, at=given.AT)
    disposal.dispose(people.nell.id, by=people.winston, at=given.AT)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("", "Codes from an app"),
        ("webauthn/", "Work phone added on"),
        ("webauthn/keys/{pk}/edit/", "Rename passkey “Work phone”"),
        ("webauthn/keys/{pk}/remove/", "“Work phone” will stop working at once."),
        ("totp/deactivate/", "Codes from your app will stop working at once."),
        ("recovery-codes/generate/", "Your current recovery codes will stop working at once."),
    ],
)
def test_a_factor_is_looked_after_in_our_own_words(people, page, said):
    with_codes(people.ines)
    before = second_factor.factors_of(people.ines)
    passkey = Authenticator.objects.create(
        user=people.ines, type=Authenticator.Type.WEBAUTHN, data={"name": "Work phone", "credential": {}}
    )
    second_factor.tell_changes(before, by=people.ines, at=given.AT)
    client = signed_in_with_factor(people.ines, at=time.time())
    assert said in words(client.get(SET_UP + page.format(pk=passkey.pk)))


def a_passkey(whose):
    """Another second factor of somebody, beside what they have."""
    before = second_factor.factors_of(whose)
    made = Authenticator.objects.create(
        user=whose, type=Authenticator.Type.WEBAUTHN, data={"name": "Work phone", "credential": {}}
    )
    second_factor.tell_changes(before, by=whose, at=given.AT)
    return made


def test_the_last_factor_stays_where_a_password_alone_would_be_left(people):
    with_codes(people.ines)
    passkey = a_passkey(people.ines)
    client = signed_in_with_factor(people.ines, at=time.time())
    assert client.post(f"{SET_UP}totp/deactivate/").status_code == 302
    before = everything()
    answer = client.post(f"{SET_UP}webauthn/keys/{passkey.pk}/remove/")
    assert "You cannot remove your last second factor" in words(answer)
    assert "You removed a passkey" not in words(answer)
    assert "Stop using codes" not in words(client.get(SET_UP))
    assert Authenticator.objects.filter(user=people.ines, type="webauthn").exists()
    assert everything() == before


def test_of_two_removals_at_once_one_is_refused(committed, committed_people):
    with transaction.atomic():
        passkey = a_passkey(with_codes(committed_people.ines))
    paths = ("totp/deactivate/", f"webauthn/keys/{passkey.pk}/remove/")
    clients = [signed_in_with_factor(committed_people.ines, at=time.time()) for _one in paths]
    answers = at_once(
        committed, *(partial(one.post, f"{SET_UP}{path}") for one, path in zip(clients, paths, strict=True))
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert (
        Authenticator.objects.filter(user=committed_people.ines).exclude(type="recovery_codes").count() == 1
    )


def test_a_recovery_code_sent_twice_at_once_lets_one_in(committed, committed_people):
    ines = committed_people.ines
    with transaction.atomic():
        before = second_factor.factors_of(with_codes(with_password(ines)))
        (recovery_code, *_others) = RecoveryCodes.activate(ines).generate_codes()
        second_factor.tell_changes(before, by=ines, at=timezone.now())
    clients = [browser(), browser()]
    for client in clients:
        enter(client)
    send = {"code": recovery_code}
    answers = at_once(committed, *(partial(one.post, f"{SET_UP}authenticate/", send) for one in clients))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert sorted(client.get("/").status_code for client in clients) == [200, 302]


def test_a_wrong_code_in_an_open_session_says_nothing_of_the_password(people):
    client = signed_in_with_factor(with_codes(people.ines), at=time.time() - 700)
    for _attempt in range(6):
        page = words(client.post(f"{SET_UP}reauthenticate/", {"code": "000000"}))
    assert "You cannot enter a code until" in page
    assert "knows your password" not in page
    told_of = Event.objects.filter(subject_id=people.ines.id, name__endswith="_failed")
    assert {event.name for event in told_of} == {"sign_in.code_failed"}


@pytest.mark.parametrize(("came_by", "knows"), [("password", True), ("council", False)])
def test_somebody_at_the_second_factor_knows_the_password_only_if_they_entered_it(people, rf, came_by, knows):
    request = rf.get(LOGIN)
    request.user, request.session = AnonymousUser(), {}
    login.record_authentication(request, people.ines, method=came_by)
    assert second_factor.knows_password(people.ines, request) is knows
