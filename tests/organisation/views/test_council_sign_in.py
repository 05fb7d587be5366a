"""Sign-in with the council's own account: linked by its holder alone, a second factor where the provider says so, over when the account is closed."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.core.cache import cache

from tests import given
from tests.log import told
from tests.organisation.council import SUBJECT
from tests.organisation.factors import SECRET, code, required, signed_in_with_factor, with_codes
from tests.organisation.recovering import with_password
from tests.pages import browser, signed_in, words
from tests.people import PASSWORD
from watchbook.organisation import council_account, person
from watchbook.organisation.linked_account import CouncilAccount
from watchbook.organisation.models import Person
from watchbook.organisation.session_store import Session
from watchbook.web.logging import Formatter

BEGIN = "/organisation/council-sign-in/"
LINK = "/organisation/your-sign-in/council-account/"
GRAVE = "/organisation/people/add/"
SET_UP = "/account/second-factor/"


@pytest.fixture(autouse=True)
def _in_production(settings):
    required(settings)


def linked(council, whose):
    """The same person, whose council account is linked."""
    council_account.link(whose, issuer=council.address, subject=SUBJECT, by=whose, at=given.AT)
    return whose


def come_in(council, client, **claims):
    """Sign in at the council, which says this."""
    council.claims = claims
    return client.get(council.comes_back(client.get(f"{BEGIN}?next=/looks/")["Location"]))


def test_the_council_s_second_factor_is_enough_where_the_operator_said_which_counts(council, people):
    linked(council, with_codes(people.ines))
    client = browser()
    assert come_in(council, client, amr=["pwd", "mfa"], auth_time=int(time.time()))["Location"] == "/looks/"
    assert client.get("/looks/").status_code == 200
    assert told(people.ines)[0] == "sign_in.succeeded"
    assert Session.objects.get(person=people.ines)


def test_a_stranger_has_so_many_ways_to_the_council_in_a_minute(council, people):
    cache.clear()
    before = Session.objects.count()
    told = [browser().get(BEGIN, REMOTE_ADDR="192.0.2.7").status_code for _way in range(62)]
    assert told == [302] * 60 + [429] * 2
    assert Session.objects.count() - before == 60
    assert browser().get(BEGIN, REMOTE_ADDR="192.0.2.8").status_code == 302


@pytest.mark.parametrize(
    "claims",
    [{}, {"amr": ["pwd"]}, {"amr": "mfa"}, {"acr": "1"}, {"acr": [1]}, {"acr": {}}, {"amr": [["mfa"]]}],
)
def test_without_one_our_own_is_asked_for(council, people, claims):
    linked(council, with_codes(people.ines))
    client = browser()
    assert come_in(council, client, **claims)["Location"] == f"{SET_UP}authenticate/"
    assert client.get("/looks/").status_code == 302
    client.post(f"{SET_UP}authenticate/", {"code": code()})
    assert client.get("/looks/").status_code == 200


def test_a_class_of_sign_in_counts_where_the_operator_said_so_and_is_asked_for(
    council, people, settings, tmp_path
):
    settings.COUNCIL_SIGN_IN = council.told(tmp_path, acr=frozenset({"gold"}))
    linked(council, people.ines)
    client = browser()
    assert come_in(council, client, acr="gold", auth_time=int(time.time()))["Location"] == "/looks/"
    assert council.asked["acr_values"] == "gold"


def test_an_unknown_account_is_refused_whatever_its_address_and_nobody_is_added(council, people):
    before = Person.objects.count()
    client = browser()
    answer = come_in(council, client, email=people.ines.email, email_verified=True, amr=["mfa"])
    assert answer.status_code == 403
    assert "You cannot sign in with your council account yet: it is not linked." in words(answer)
    assert client.get("/looks/").status_code == 302
    assert Person.objects.count() == before


def test_a_closed_account_stays_closed_and_its_sessions_are_over(council, people):
    linked(council, people.nell)
    client = browser()
    come_in(council, client, amr=["mfa"], auth_time=int(time.time()))
    assert client.get("/").status_code == 200
    person.close(people.nell, by=people.ada, at=given.AT)
    assert client.get("/").status_code == 302
    answer = come_in(council, browser(), amr=["mfa"])
    assert "You cannot sign in: your account here is closed." in words(answer)


def test_the_holder_links_their_account_with_a_fresh_factor_and_a_sign_in_made_anew(council, people):
    client = signed_in_with_factor(with_codes(people.ines), at=time.time())
    assert "Link your council account" in words(client.get("/organisation/your-sign-in/"))
    where = client.get(LINK)["Location"]
    council.claims = {"auth_time": int(time.time())}
    page = client.get(council.comes_back(where), follow=True)
    assert (council.asked["prompt"], council.asked["max_age"]) == ("login", "0")
    assert "You signed in with the council account of Ines Ilves." in words(page)
    assert not CouncilAccount.objects.exists()
    page = client.post(f"{LINK}confirm/", form_of(page), follow=True)
    assert "You linked your council account." in words(page)
    assert CouncilAccount.objects.get(person=people.ines).subject == SUBJECT
    assert told(people.ines)[:2] == ("council_account.linked", people.ines.id)
    assert "Unlink council account" in words(page)
    page = client.post(f"{LINK}remove/", follow=True)
    assert "You unlinked your council account." in words(page)
    assert come_in(council, browser(), amr=["mfa"]).status_code == 403


def form_of(page):
    """What the page that names the account sends."""
    return {"account": re.search(r'name="account" value="(\w+)"', page.text)[1]}


def asked_to_confirm(council, client, subject):
    """The page that names the account with which somebody signed in anew."""
    where = client.get(LINK)["Location"]
    council.claims = {"auth_time": int(time.time()), "sub": subject, "name": f"Somebody of {subject}"}
    return client.get(council.comes_back(where), follow=True)


def test_the_account_that_the_page_named_is_linked_and_no_other(council, people):
    client = signed_in_with_factor(with_codes(people.ines), at=time.time())
    first_tab = asked_to_confirm(council, client, "s-1")
    second_tab = asked_to_confirm(council, client, "s-2")
    answer = client.post(f"{LINK}confirm/", form_of(first_tab))
    assert (answer.status_code, CouncilAccount.objects.count()) == (409, 0)
    assert "after we showed you its name, you signed in with a different council account" in words(answer)
    assert client.post(f"{LINK}confirm/", form_of(second_tab)).status_code == 409
    client.post(f"{LINK}confirm/", form_of(asked_to_confirm(council, client, "s-1")))
    assert CouncilAccount.objects.get().subject == "s-1"


def test_whoever_cancelled_there_reads_that_and_how_to_go_on(council, people, caplog):
    client = browser()
    where = client.get(BEGIN)["Location"]
    answer = client.get(council.comes_back(where, code=None, error="access_denied"))
    said = words(answer)
    assert answer.status_code == 403
    assert "the council’s sign-in did not let you in, or you cancelled" in said
    assert "Try again, or sign in with your password. Sign in Nothing was changed. Support links" in said
    (line,) = [one for one in caplog.records if one.name.endswith("identity_provider")]
    assert "was refused: access denied." in Formatter().format(line)


def test_the_council_s_factor_is_enough_in_a_browser_of_somebody_else(council, people):
    client = signed_in_with_factor(with_codes(people.ada), at=time.time())
    linked(council, with_codes(people.ines))
    assert come_in(council, client, amr=["mfa"], auth_time=int(time.time()))["Location"] == "/looks/"
    assert client.get("/looks/").status_code == 200
    assert told(people.ada)[0] == "sign_in.ended"
    assert not Session.objects.filter(person=people.ada).exists()


def test_linking_wants_a_sign_in_made_anew_and_somebody_to_link_to(council, people):
    client = signed_in_with_factor(with_codes(people.ines), at=time.time())
    for claims in ({}, {"auth_time": int(time.time()) - 3600}):
        where = client.get(LINK)["Location"]
        council.claims = dict(claims)
        assert client.get(council.comes_back(where)).status_code == 403
    where = client.get(LINK)["Location"]
    council.claims = {"auth_time": int(time.time())}
    path = council.comes_back(where)
    Session.objects.filter(person=people.ines).update(person=None)
    assert client.get(path).status_code == 403
    assert not CouncilAccount.objects.exists()


def test_nothing_is_linked_without_a_sign_in_there(council, people):
    client = signed_in_with_factor(with_codes(people.ines), at=time.time())
    for answer in (client.get(f"{LINK}confirm/"), client.post(f"{LINK}confirm/")):
        assert answer.status_code == 409
        assert "You cannot link a council account yet" in words(answer)


def test_a_grave_act_wants_the_council_s_factor_again_and_comes_back(council, people):
    linked(council, people.ada)
    client = browser()
    come_in(council, client, amr=["mfa"], auth_time=int(time.time()) - 3600)
    asked = client.get(GRAVE)["Location"]
    assert asked == f"{BEGIN}fresh/?next=%2Forganisation%2Fpeople%2Fadd%2F"
    page = client.get(asked)
    assert "you must have used a second factor in the last ten minutes" in words(page)
    go = f"{asked}&go=1"
    for claims in (
        {"amr": ["mfa"]},
        {"amr": ["mfa"], "auth_time": int(time.time()) - 3600},
        {"amr": ["pwd"], "auth_time": int(time.time())},
        {"amr": ["mfa"], "auth_time": int(time.time()), "sub": "of-somebody-else"},
    ):
        where = client.get(go)["Location"]
        council.claims = dict(claims)
        assert client.get(council.comes_back(where)).status_code == 403
        assert client.get(GRAVE).status_code == 302
    where = client.get(go)["Location"]
    council.claims = {"amr": ["mfa"], "auth_time": int(time.time())}
    assert client.get(council.comes_back(where))["Location"] == GRAVE
    assert client.get(GRAVE).status_code == 200


def test_the_factor_of_another_person_is_not_fresh_for_this_one(council, people):
    linked(council, people.ines)
    client = signed_in_with_factor(with_codes(people.ada), at=time.time() - 3600)
    where = client.get(f"{BEGIN}fresh/?go=1")["Location"]
    council.claims = {"amr": ["mfa"], "auth_time": int(time.time())}
    assert client.get(council.comes_back(where)).status_code == 403
    assert client.get(GRAVE).status_code == 302


def test_without_a_provider_there_is_no_such_page_and_no_such_button(people, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert browser().get(BEGIN).status_code == 404
    assert "council account" not in words(browser().get("/account/login/"))
    assert "council account" not in words(signed_in(people.ines).get("/organisation/your-sign-in/"))


def test_the_sign_in_page_leads_to_the_council_and_back_to_the_page(council, people):
    page = browser().get("/account/login/?next=/looks/")
    assert 'href="/organisation/council-sign-in/?next=/looks/"' in page.text


def with_password_alone(name):
    """A browser in which somebody who knows the password signed in, and entered it again."""
    client = browser()
    client.post("/account/login/", {"login": given.address(name), "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def set_up_codes(client):
    """Post a code of an app with a secret of one's own."""
    client.get(f"{SET_UP}totp/activate/")
    session = client.session
    session[SECRET_SESSION_KEY] = SECRET
    session.save()
    return client.post(f"{SET_UP}totp/activate/", {"code": code()})


@pytest.mark.parametrize("is_linked", [True, False])
def test_a_password_alone_sets_up_no_factor_of_whoever_uses_the_council_s(council, people, is_linked):
    with_password(people.ines)
    if is_linked:
        linked(council, people.ines)
    client = with_password_alone("ines")
    answer = set_up_codes(client)
    assert answer["Location"].startswith(f"{BEGIN}fresh/") == is_linked
    assert Authenticator.objects.filter(user=people.ines).exists() != is_linked
    if is_linked:
        assert client.get("/looks/")["Location"] == f"{BEGIN}fresh/?next=%2Flooks%2F"
        assert client.get(f"{SET_UP}webauthn/add/")["Location"].startswith(f"{BEGIN}fresh/")


def test_after_the_council_s_factor_its_holder_sets_one_up_and_takes_it_off(council, people):
    linked(council, with_password(people.ines))
    client = with_password_alone("ines")
    where = client.get(f"{BEGIN}fresh/?go=1")["Location"]
    council.claims = {"amr": ["mfa"], "auth_time": int(time.time())}
    client.get(council.comes_back(where))
    set_up_codes(client)
    assert Authenticator.objects.filter(user=people.ines, type="totp").exists()
    client.post(f"{SET_UP}totp/deactivate/")
    assert not Authenticator.objects.filter(user=people.ines).exists()


def test_the_last_factor_of_one_s_own_goes_after_the_council_s_alone(council, people):
    linked(council, with_codes(people.ines))
    client = signed_in_with_factor(people.ines, at=time.time())
    assert client.post(f"{SET_UP}totp/deactivate/")["Location"].startswith(f"{BEGIN}fresh/")
    assert Authenticator.objects.filter(user=people.ines, type="totp").exists()
