"""What ends the sessions of an account ends those too in which only the password was given, whatever factor comes then."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from fido2.utils import websafe_decode

from tests import given
from tests.organisation.device import Device
from tests.organisation.factors import code, with_codes
from tests.organisation.recovering import SEEN, agreed, link_of, with_password
from tests.pages import browser, signed_in, words
from tests.people import PASSWORD
from watchbook.organisation import council_account, half_session, recovery
from watchbook.organisation.models import Lost

LOGIN, FACTOR = "/account/login/", "/account/second-factor/authenticate/"
SAID = (
    "You cannot finish signing in: after you started, the password of the account was changed, its sessions were ended, or the account was"
    " closed or recovered. Start again with your password."
)
NEW = {"password1": "nine-quiet-herons-fly", "password2": "nine-quiet-herons-fly"}


@pytest.fixture(autouse=True)
def _codes_of_any_minute(settings):
    settings.MFA_TOTP_TOLERANCE = 1
    cache.clear()


def half(people, name="ines"):
    """A browser in which the password was given and the second factor is asked for."""
    client = browser()
    sent = {"login": given.address(name), "password": PASSWORD}
    assert client.post(LOGIN, sent)["Location"] == FACTOR
    assert client.get(FACTOR).status_code == 200
    return client


def is_shut_out(client, **sent):
    answer = client.post(FACTOR, sent)
    assert (answer.status_code, answer.headers.get("Location")) == (302, LOGIN)
    assert SAID in words(client.get(LOGIN))
    return client.get("/").status_code == 302 and client.get(FACTOR)["Location"] == LOGIN


def by_ada(people, *acts):
    ada = signed_in(people.ada)
    for act in acts:
        assert ada.post(f"/organisation/people/{people.ines.id}/{act}/").status_code == 302


def changes_the_password(people):
    signed_in(people.ines).post("/account/password/change/", {"oldpassword": PASSWORD, **NEW})
    assert people.ines.check_password(NEW["password1"])


def sets_it_by_a_recovery(people):
    client = browser()
    client.post(client.get(link_of(people, people.ines))["Location"], NEW)
    assert people.ines.check_password(NEW["password1"])


def loses_the_phone_and_has_another(people):
    row = agreed(people, people.ines, lost=Lost.SECOND_FACTOR)
    recovery.remove_second_factor(row, identity=SEEN, by=people.bashir, at=timezone.now())
    with_codes(people.ines)


def ends_all_others(people):
    assert signed_in(people.ines).post("/organisation/your-sign-in/sessions/end/").status_code == 302


def unlinks_the_council_account(people):
    council_account.link(
        people.ines, issuer="https://login.council.invalid", subject="s-1", by=people.ines, at=given.AT
    )
    council_account.unlink(people.ines, by=people.ines, at=given.AT)


@pytest.mark.parametrize(
    "ends",
    [
        lambda people: by_ada(people, "close", "reopen"),
        lambda people: by_ada(people, "sessions/end"),
        changes_the_password,
        sets_it_by_a_recovery,
        loses_the_phone_and_has_another,
        ends_all_others,
        unlinks_the_council_account,
    ],
    ids=[
        "closed",
        "ended",
        "password",
        "recovery",
        "recovery of the factor",
        "ended by its owner",
        "unlinked",
    ],
)
def test_it_ends_with_what_ends_the_sessions_and_says_why(people, ends):
    with_codes(with_password(people.ines))
    left = half(people)
    ends(people)
    assert is_shut_out(left, code=code())


def test_a_recovery_code_and_a_passkey_end_nothing_of_that(people):
    RecoveryCodes.activate(with_codes(with_password(people.ines)))
    phone = Device().given_to(people.ines)
    with_code, with_phone = half(people), half(people)
    (asked,) = re.findall(r'"challenge": "([\w-]+)"', with_phone.get(FACTOR).text)
    by_ada(people, "sessions/end")
    unused = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert is_shut_out(with_code, code=unused[0])
    assert is_shut_out(with_phone, credential=json.dumps(phone.assertion(websafe_decode(asked))))
    assert Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes() == unused


def test_one_of_before_the_note_and_a_page_opened_again_lead_to_the_sign_in(people):
    with_codes(with_password(people.ines))
    left = half(people)
    session = left.session
    del session[half_session.GIVEN_ON]
    session.save()
    assert left.get(FACTOR)["Location"] == LOGIN
    assert SAID in words(left.get(LOGIN))


def test_what_was_done_to_others_or_before_leaves_it_open(people):
    with_codes(with_password(people.ines))
    by_ada(people, "sessions/end")
    going_on = half(people)
    assert (
        signed_in(people.ada).post(f"/organisation/people/{people.nell.id}/sessions/end/").status_code == 302
    )
    going_on.post(FACTOR, {"code": "000000"})
    assert going_on.post(FACTOR, {"code": code()})["Location"] == "/"
    assert going_on.get("/").status_code == 200


def test_a_password_checked_just_before_it_was_changed_is_the_old_one(people):
    """The note is of the row whose password was checked, however late it is written."""
    checked = with_codes(with_password(people.ines))
    request = half(people).get(FACTOR).wsgi_request
    changes_the_password(people)
    with transaction.atomic():
        half_session.note(request, checked)
        assert half_session.has_ended(request)
        half_session.note(request, people.ines)
        assert not half_session.has_ended(request)
