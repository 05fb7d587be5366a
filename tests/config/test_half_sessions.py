"""Half sessions, signed in without a second factor: of all addresses only those open that end the half, of each kind of them."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from tests import given
from tests.architecture.addresses import addresses
from tests.organisation.factors import required, signed_in_with_factor, with_codes
from tests.organisation.recovering import with_password
from tests.pages import browser
from tests.people import PASSWORD
from tests.proof_only import share
from watchbook.organisation import council_account, second_factor
from watchbook.organisation.named_provider import Settings

ISSUER = "https://login.council.invalid"
ALWAYS = {"account_logout", "organisation:brand_css", "organisation:logo"}
USES_IT = {"mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
AGAIN_AT_THE_COUNCIL = {"organisation:council_fresh"}
FIRST = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
PASSWORD_PAGE = "/account/password/change/"


def with_council(whose):
    """The same person, linked with their council account."""
    council_account.link(whose, issuer=ISSUER, subject="s-1", by=whose, at=given.AT)
    return whose


KINDS = {
    "no factor": (lambda whose: whose, FIRST),
    "codes": (with_codes, USES_IT),
    "the council alone": (with_council, AGAIN_AT_THE_COUNCIL),
    "the council and codes": (lambda whose: with_council(with_codes(whose)), USES_IT | AGAIN_AT_THE_COUNCIL),
}

OPEN_TO_SOME = ALWAYS.union(*(ends_it for _made, ends_it in KINDS.values()))


@pytest.fixture(autouse=True)
def _in_production(settings, tmp_path):
    required(settings)
    settings.COUNCIL_SIGN_IN = Settings(ISSUER, "watchbook", tmp_path / "secret", amr=frozenset({"mfa"}))


@pytest.mark.parametrize("kind", KINDS)
def test_of_all_addresses_only_those_open_that_end_the_half(people, kind, record_property):
    made, ends_it = KINDS[kind]
    whose = made(people.ada)
    session = signed_in_with_factor(whose, at=None).session
    middleware = second_factor.asks_for_a_second_factor(HttpResponse)
    private = [one for one in addresses() if not one.is_public]
    to_some = [one for one in private if one.name in OPEN_TO_SOME]
    tried = {*to_some, *share(private, [*KINDS].index(kind), of=len(KINDS))}
    opened = set()
    for one in tried:
        request = RequestFactory().post("/", {"x": "y"})
        request.user, request.session = whose, session
        request.resolver_match = SimpleNamespace(view_name=one.name)
        answer = middleware.process_view(request, lambda *_a: HttpResponse("reached"), (), {})
        if answer is None or answer.content == b"reached":
            opened.add(one.name)
    assert opened == (ALWAYS | ends_it) & {one.name for one in private}
    record_property("addresses closed", len(tried) - len(opened))


def test_the_password_of_one_who_uses_the_council_s_factor_changes_nothing(people):
    """Who learned it gets in as far as the question for the council account, and the holder stays signed in."""
    with_council(with_password(people.ada))
    held = signed_in_with_factor(people.ada, at=None)
    thief = browser()
    thief.post("/account/login/", {"login": people.ada.email, "password": PASSWORD})
    sent = {"oldpassword": PASSWORD, "password1": "quite-another-one", "password2": "quite-another-one"}
    for answer in (thief.get(PASSWORD_PAGE), thief.post(PASSWORD_PAGE, sent)):
        assert answer["Location"].startswith("/organisation/council-sign-in/fresh/?next=")
    people.ada.refresh_from_db()
    assert people.ada.check_password(PASSWORD)
    assert held.get("/")["Location"].startswith("/organisation/council-sign-in/fresh/")


def test_a_newcomer_sets_up_a_factor_before_another_password(people):
    newcomer = browser()
    with_password(people.ada)
    newcomer.post("/account/login/", {"login": people.ada.email, "password": PASSWORD})
    assert newcomer.get(PASSWORD_PAGE)["Location"] == "/account/second-factor/"
