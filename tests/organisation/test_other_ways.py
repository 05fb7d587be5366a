"""More ways to become somebody or to be alone where two are asked for, tried and refused; and what strangers can make us keep."""

import time
from urllib.parse import urlencode

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.utils import timezone

from tests import given
from tests.organisation.factors import required, signed_in_with_factor, with_codes
from tests.organisation.recovering import SEEN, a_colleague, agreed, asked, with_password
from tests.pages import browser, words
from tests.people import PASSWORD
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.organisation import duty, failed_sign_ins, person, recovery
from watchbook.organisation.forms import PersonForm
from watchbook.organisation.models import Lost
from watchbook.organisation.rules import DutyKind

LOGIN = "/account/login/"
AGAIN = "/account/reauthenticate/"
OF_THE_SIGN_IN = (
    *(
        f"/account/second-factor/{page}"
        for page in (
            "",
            "recovery-codes/",
            "recovery-codes/download/",
            "recovery-codes/generate/",
            "totp/activate/",
            "totp/deactivate/",
            "webauthn/",
            "webauthn/add/",
        )
    ),
    "/account/password/change/",
)


@pytest.fixture(autouse=True)
def _nothing_counted(record_property):
    cache.clear()
    record_property("other ways tried", 1)


def enter(client, *, name="ines", password=PASSWORD):
    return client.post(LOGIN, {"login": given.address("ines").replace("ines", name), "password": password})


def closed(people):
    """Ada, whose account Bashir closed."""
    return person.close(people.ada, by=people.bashir, at=timezone.now())


def sent_to_the_factor(client):
    """Of the pages of the sign-in, those that lead to the factor or, where one may set up the first, to it."""
    asks = "/account/second-factor/reauthenticate/"
    return [page for page in OF_THE_SIGN_IN if client.get(page).headers.get("Location", "").startswith(asks)]


def test_a_session_of_before_the_factor_and_the_password_reach_nothing_of_the_sign_in(people, settings):
    required(settings)
    with_password(people.ines)
    thief = browser()
    enter(thief)
    RecoveryCodes.activate(with_codes(people.ines))
    thief.post(AGAIN, {"password": PASSWORD, "next": "/"})
    assert sent_to_the_factor(thief) == list(OF_THE_SIGN_IN)


def test_an_old_factor_and_the_password_anew_reach_nothing_of_the_sign_in(people, settings):
    required(settings)
    RecoveryCodes.activate(with_codes(with_password(people.ines)))
    left_alone = signed_in_with_factor(people.ines, at=time.time() - 3600)
    left_alone.post(AGAIN, {"password": PASSWORD, "next": "/"})
    assert sent_to_the_factor(left_alone) == list(OF_THE_SIGN_IN)
    said = words(left_alone.get("/account/second-factor/reauthenticate/")).casefold()
    assert "password" not in said.replace("except passwords, codes and files", "")
    fresh = signed_in_with_factor(people.ines, at=time.time())
    assert sent_to_the_factor(fresh) == []


def test_a_proposal_of_one_who_left_is_not_granted_and_can_be_declined(people):
    row = duty.propose(
        people.ines,
        kind=DutyKind.LINE_MANAGER,
        from_on=given.AT.date(),
        by=people.ada,
        at=timezone.now(),
    )
    closed(people)
    row.refresh_from_db()
    with pytest.raises(WrongState, match=r"Ada.*is no longer a system administrator\. Decline the proposal"):
        duty.grant(row, by=people.bashir, at=timezone.now())
    duty.decline(row, by=people.bashir, at=timezone.now())


def test_a_recovery_that_one_who_left_asked_for_goes_no_further(people):
    waiting, ready = asked(people, with_password(people.ines)), agreed(people, with_password(people.nell))
    closed(people)
    with pytest.raises(WrongState, match="who asked for it no longer has the right to ask"):
        recovery.agree(waiting, by=people.bashir, at=timezone.now())
    with pytest.raises(WrongState, match="who asked for it no longer has the right to ask"):
        recovery.make_link(ready, identity=SEEN, by=people.bashir, at=timezone.now())
    recovery.stop(ready, by=people.bashir, at=timezone.now())


def test_a_recovery_of_an_account_closed_since_goes_no_further(people):
    row = agreed(people, with_password(people.ines))
    person.close(people.ines, by=people.ada, at=timezone.now())
    with pytest.raises(WrongState, match="or the account was closed"):
        recovery.make_link(row, identity=SEEN, by=people.bashir, at=timezone.now())


def test_duties_that_exclude_each_other_are_refused_in_either_order(people):
    whose = a_colleague(people)
    rows = [
        duty.propose(whose, kind=kind, from_on=timezone.localdate(), by=people.ada, at=timezone.now())
        for kind in (DutyKind.SYSTEM_ADMINISTRATOR, DutyKind.INVESTIGATOR)
    ]
    duty.grant(rows[1], by=people.bashir, at=timezone.now())
    with pytest.raises(NotPermitted, match="You cannot give one person the duties of"):
        duty.grant(rows[0], by=people.bashir, at=timezone.now())


def test_a_fresh_factor_of_one_session_is_none_of_another(people, settings):
    required(settings)
    with_codes(with_password(people.ada))
    signed_in_with_factor(people.ada, at=time.time())
    other = signed_in_with_factor(people.ada, at=time.time() - 3600)
    assert "/reauthenticate/" in other.get("/organisation/people/add/").headers["Location"]


def test_one_account_has_one_recovery_at_a_time_whoever_asks(people):
    asked(people, with_password(people.ines))
    with pytest.raises(WrongState, match="another recovery of this account is under way"):
        recovery.ask(people.ines, lost=Lost.PASSWORD, identity=SEEN, by=people.bashir, at=timezone.now())


@pytest.mark.parametrize(
    "typed",
    [b"a\x00b@c.invalid", b"\xed\xa0\x80@c.invalid", b"a" * 90_000, b"a@" + b"b." * 9_000],
    ids=["a sign that is none", "half a sign", "a long line", "a long domain"],
)
def test_what_no_person_types_at_sign_in_is_refused_as_a_page(people, typed):
    sent = urlencode({"login": typed, "password": b"x\x00\xed\xa0\x80" + b"y" * 9_000})
    answer = browser().post(LOGIN, sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert "There is a problem" in words(answer)


@pytest.mark.parametrize("address", ["ines@cоuncil.invalid", "ines@counciⅼ.invalid", "İnes@council.invalid"])
def test_an_address_that_looks_like_another_is_no_address(people, address):
    form = PersonForm({"name": "Zora Quist", "email": address, "identity": "staff_pass"})
    assert not form.is_valid()
    assert "You cannot use this email address" in str(form.errors["email"])
    with pytest.raises(WrongState, match="You cannot use this email address"):
        person.add(email=address, name="Zora Quist", service=None, by=people.ada, at=given.AT)


def test_ways_to_write_one_address_are_counted_together(people):
    with_password(people.ines)
    for name in ("ines", "ineſ", "INEſ", "Ines", "iNeſ"):
        assert "cannot sign in with a password here" not in words(
            enter(browser(), name=name, password="wrong")
        )
    assert "cannot sign in with a password here" in words(enter(browser(), name="ineſ"))


@pytest.mark.parametrize("address", ["nobody@council.invalid", given.address("ines")])
def test_failed_attempts_beyond_the_most_are_told_as_they_double(people, monkeypatch, address):
    monkeypatch.setattr(failed_sign_ins, "MOST_IN_AN_HOUR", 3)
    for _attempt in range(12):
        failed_sign_ins.note(address, at=given.AT)
    told = Event.objects.filter(name__startswith="sign_in.").exclude(name="sign_in.password_set")
    assert [event.fields.get("attempts") for event in told.order_by("number")] == [None] * 3 + [4, 5, 7, 11]
