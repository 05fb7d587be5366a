"""A passkey asked for in two tabs: the answer of the older one is not waited for any more, and the page says what next."""

import json
import re

import pytest
from fido2.utils import websafe_decode

from tests import given
from tests.organisation.device import Device
from tests.organisation.recovering import with_password
from tests.pages import browser, signed_in, words
from tests.people import PASSWORD

AGAIN = "/account/second-factor/webauthn/reauthenticate/"
AT_SIGN_IN = "/account/second-factor/authenticate/"
SAID = "We could not check your passkey: this page was also open in another tab, or was open for too long. Select “Use your passkey” again."


@pytest.fixture
def phone(people):
    return Device().given_to(people.ines)


def opened(client, page):
    """The challenge of a page in a tab of its own."""
    (challenge,) = re.findall(r'"challenge": "([\w-]+)"', client.get(page).text)
    return websafe_decode(challenge)


def answer(client, page, signed, **more):
    return client.post(page, {"credential": json.dumps(signed), **more})


def test_the_older_tab_keeps_its_way_back_before_a_grave_act(people, phone):
    client, page = signed_in(people.ines), f"{AGAIN}?next=/training/"
    older, _newer = opened(client, page), opened(client, page)
    refused = answer(client, AGAIN, phone.assertion(older), next="/training/")
    assert refused.url == f"{AGAIN}?next=%2Ftraining%2F"
    told = client.get(refused.url)
    assert SAID in words(told)
    assert 'name="next" value="/training/"' in told.text
    taken = answer(client, AGAIN, phone.assertion(opened(client, page)), next="/training/")
    assert taken.url == "/training/"


def test_the_older_tab_says_at_sign_in_what_to_do(people, phone):
    with_password(people.ines)
    client = browser()
    sent = {"login": given.address("ines"), "password": PASSWORD}
    assert client.post("/account/login/", sent).url == AT_SIGN_IN
    older, _newer = opened(client, AT_SIGN_IN), opened(client, AT_SIGN_IN)
    assert SAID in words(answer(client, AT_SIGN_IN, phone.assertion(older)))
    assert answer(client, AT_SIGN_IN, phone.assertion(opened(client, AT_SIGN_IN))).status_code == 302
    assert client.get("/").status_code == 200
