"""The ways in, in Welsh: each sentence that somebody reads before they are signed in, and none of what officers read after."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests import given
from tests.architecture.test_public_urls import PUBLIC
from tests.organisation.factors import code, required, with_codes
from tests.organisation.recovering import SEEN, with_password
from tests.pages import browser, signed_in, words
from tests.people import PASSWORD
from tests.welsh import noting_what_is_missing
from watchbook.organisation import half_session, sign_in

LOGIN, FACTOR = reverse("account_login"), reverse("mfa_authenticate")
NO_PAGE = {
    "account_logout",  # whoever is signed in asks for it, else it leads to the sign-in page
    "mfa_login_webauthn",  # takes what a device signed, and leads to the sign-in page
    "account_reset_password_done",  # the page of account_reset_password
}
PAGES = {
    "account_login": "Mewngofnodi",
    "account_inactive": "Mae’r cyfrif hwn wedi’i gau",
    "account_signup": "Ni allwch agor cyfrif eich hun",
    "account_reset_password": "Os na allwch fewngofnodi",
    "account_reset_password_from_key_done": "Mewngofnodi â’ch cyfrinair newydd",
}
WITH_TESTS_OF_THEIR_OWN = {"mfa_authenticate", "account_reset_password_from_key"}
# How sentences about passwords begin that the page has sentences of its own for.
NEVER_SHOWN = ("Your password", "This password")
NEW = {"password1": "nine-quiet-herons-fly", "password2": "nine-quiet-herons-fly"}


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


def in_welsh():
    """A browser of nobody yet, whose pages are in Welsh."""
    return browser(accept_language="cy")


def sends(client, **boxes):
    return client.post(LOGIN, {"login": given.address("ines"), "password": PASSWORD} | boxes)


def test_every_way_in_is_among_these():
    ways = {name for name in PUBLIC if name.startswith(("account_", "mfa_"))}
    assert ways == PAGES.keys() | NO_PAGE | WITH_TESTS_OF_THEIR_OWN


@pytest.mark.parametrize(("name", "said"), PAGES.items())
def test_every_sentence_of_a_way_in_is_in_welsh_and_the_page_offers_the_other_language(people, name, said):
    with noting_what_is_missing() as missing:
        page = in_welsh().get(reverse(name), {"next": "/looks/?page=2"})
    assert missing == set()
    assert '<html lang="cy"' in page.text
    assert f">{said}</h1>" in page.text
    assert 'href="?next=%2Flooks%2F%3Fpage%3D2&amp;lang=en"' in page.text
    assert "Nid oes cyfieithydd wedi gwirio" in words(page)
    english = browser().get(reverse(name))
    assert '<html lang="en-GB"' in english.text
    assert 'href="?lang=cy"' in english.text


def test_a_language_that_was_chosen_stays_while_somebody_signs_in(people):
    client = browser()
    assert client.get(LOGIN, {"lang": "cy"}).cookies["django_language"].value == "cy"
    assert "nid ydym yn adnabod y cyfeiriad" in words(sends(client, password="wrong"))


def test_every_refusal_of_the_sign_in_page_is_in_welsh(people, settings):
    client = in_welsh()
    with noting_what_is_missing() as missing:
        assert "Rhowch eich cyfeiriad e-bost" in words(sends(client, login="", password=""))
        assert "Rhowch gyfeiriad e-bost, fel" in words(sends(client, login="ines"))
        for _each in range(6):
            refused = sends(client, password="wrong")
        assert "Ni allwch fewngofnodi â chyfrinair yma tan" in words(refused)
        refused = browser(enforce_csrf_checks=True, accept_language="cy").post(LOGIN, {})
        assert "Ni allem dderbyn y ffurflen" in words(refused)
    assert missing == set()


def test_every_sentence_about_the_second_factor_is_in_welsh(people, settings):
    required(settings)
    with_codes(with_password(people.ines))
    client = in_welsh()
    with noting_what_is_missing() as missing:
        assert sends(client)["Location"] == FACTOR
        assert "Mewngofnodi â’ch ail ffactor" in words(client.get(FACTOR))
        assert "Rhowch god o’ch ap neu god adfer" in words(client.post(FACTOR, {"code": ""}))
        for _each in range(6):
            refused = client.post(FACTOR, {"code": "000000"})
        assert "Ni allwch roi cod tan" in words(refused)
        session = client.session
        session[half_session.GIVEN_ON] = ""
        session.save()
        assert client.get(FACTOR)["Location"] == LOGIN
        assert "Ni allwch orffen mewngofnodi" in words(client.get(LOGIN))
    assert missing == set()


def test_what_officers_read_after_signing_in_stays_in_english(people, settings):
    required(settings)
    with_codes(with_password(people.ines))
    settings.MFA_TOTP_TOLERANCE = 1
    client = in_welsh()
    sends(client)
    client.post(FACTOR, {"code": "000000"})
    assert client.post(FACTOR, {"code": code(ahead=1)})["Location"] == "/"
    page = client.get("/", follow=True)
    assert '<html lang="en-GB"' in page.text
    assert "Since you last signed in, somebody entered your password" in words(page)
    assert 'hreflang="cy"' not in page.text
    assert '<html lang="en-GB"' in client.get("/nosuch/").text


def test_the_sign_in_page_says_that_you_signed_out_in_the_language_of_the_browser(people):
    for language, said in (("cy", "Rydych wedi allgofnodi."), ("en", "You signed out.")):
        client = signed_in(people.ines)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        with noting_what_is_missing() as missing:
            page = client.post(reverse("account_logout"), follow=True)
        assert page.redirect_chain == [(LOGIN, 302)]
        assert said in words(page)
        assert missing == set()
        assert said not in words(client.post(reverse("account_logout"), follow=True))


def test_the_sign_in_page_says_that_you_ended_your_sessions_in_the_language_of_the_browser(people):
    for language, said in (("cy", "Daethoch â’ch sesiwn i ben."), ("en", "You ended your session.")):
        client = signed_in(people.ada)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        page = client.post(f"/organisation/people/{people.ada.id}/sessions/end/", follow=True)
        assert page.redirect_chain[-1] == (LOGIN, 302)
        assert said in words(page)


def test_every_sentence_of_a_one_time_link_is_in_welsh(people):
    path = sign_in.make_link(people.nell, identity=SEEN, by=people.ada, at=given.AT)
    client = in_welsh()
    with noting_what_is_missing() as missing:
        page = client.get(path, follow=True)
        assert "Mae’r ddolen hon ar gyfer Nell" in words(page)
        there = page.request["PATH_INFO"]
        for wrong in (
            {},
            {"password1": "short"},
            {"password1": "nell-nell-nell"},
            {"password1": "password1234"},
        ):
            refused = client.post(there, {"password2": wrong.get("password1", "")} | wrong)
            assert not any(begins in words(refused) for begins in NEVER_SHOWN)
        assert "yr un fath" in words(client.post(there, NEW | {"password2": "another-password-still"}))
    client.post(there, NEW)
    with noting_what_is_missing() as missing_later:
        used = in_welsh().get(path, follow=True)
        assert "Nid yw’r ddolen hon yn gweithio mwyach" in words(used)
    assert {one for one in missing if not one.startswith(NEVER_SHOWN)} | missing_later == set()


def test_every_refusal_of_the_council_s_sign_in_is_in_welsh(people, council, settings):
    back, begin = reverse("organisation:council_back"), reverse("organisation:council_begin")
    client = in_welsh()
    with noting_what_is_missing() as missing:
        page = client.get(back)
        assert '<html lang="cy"' in page.text
        assert "ni allem dderbyn yr ateb" in words(page)
        council.claims = {}
        stranger = client.get(council.comes_back(client.get(begin)["Location"]))
        assert "nid yw wedi’i gysylltu" in words(stranger)
    assert missing == set()


def test_pages_of_faults_speak_the_language_of_the_browser(people):
    with noting_what_is_missing() as missing:
        page = in_welsh().get(reverse("account_login"), headers={"Host": "elsewhere.invalid"})
        assert "Ni allem ddarllen yr hyn a anfonodd eich porwr" in words(page)
        page = in_welsh().post(LOGIN, {"login": "a" * 200_000})
        assert "Mae eich ffeiliau neu’ch testun yn rhy fawr" in words(page)
    assert missing == set()
    assert "There is" not in words(page)
