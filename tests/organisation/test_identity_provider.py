"""Tokens of the council's sign-in that are replayed, made for others or signed by others: each refused, by HTTP."""

import base64
import hmac
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from tests import given
from tests.log import everything
from tests.organisation.council import CLIENT, KEY, KID, OTHER_KEY, SECRET, SUBJECT, public
from tests.pages import browser, words
from tests.proof_only import one_in
from watchbook.organisation import council_account, identity_provider

BEGIN = "/organisation/council-sign-in/"
A_DAY = 24 * 60 * 60  # more than a run of all tests takes
NOW = int(time.time())


def part(told):
    return base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()


def unsigned(council):
    body = jwt.decode(council.id_token(), options={"verify_signature": False})
    return f"{part({'alg': 'none', 'kid': KID})}.{part(body)}."


def signed_with_the_public_key(council):
    """Make what fools a program that takes the algorithm from the token: our public key used as a shared secret."""
    pem = KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    body = jwt.decode(council.id_token(), options={"verify_signature": False})
    signed = f"{part({'alg': 'HS256', 'kid': KID})}.{part(body)}"
    signature = base64.urlsafe_b64encode(hmac.digest(pem, signed.encode(), "sha256")).rstrip(b"=")
    return f"{signed}.{signature.decode()}"


def with_another_body(council):
    head, _body, signature = council.id_token().split(".")
    body = jwt.decode(council.id_token(), options={"verify_signature": False}) | {"sub": "of-somebody-else"}
    return f"{head}.{part(body)}.{signature}"


CLAIMS = {
    "another audience": {"aud": "another-program"},
    "for another too": {"aud": [CLIENT, "another-program"]},
    "another party": {"azp": "another-program"},
    "another issuer": {"iss": "https://elsewhere.example"},
    "expired": {"exp": NOW - 600},
    "not yet good": {"nbf": NOW + A_DAY},
    "is in the future": {"iat": NOW + A_DAY},
    "another nonce": {"nonce": "of-another-sign-in"},
    "a subject that is none": {"sub": ""},
    "a subject of no letters": {"sub": "\x00"},
    "a subject without end": {"sub": "x" * 256},
    "a time to come": {"auth_time": NOW + A_DAY},
    "a time in words": {"auth_time": "just now"},
}
WITHOUT = ("iss", "sub", "aud", "exp", "iat", "nonce")
MADE = {
    "no signature": unsigned,
    "the public key as a secret": signed_with_the_public_key,
    "another body under the signature": with_another_body,
    "no token": lambda _council: "",
    "no token at all": lambda _council: "a.b.c",
}
CHANGED = {
    "another key": {"key": OTHER_KEY},
    "our own secret as the key": {"key": SECRET * 3, "algorithm": "HS256"},
    "a key that is not there": {"header": {"kid": "another"}},
    "two keys that it could be": {"header": {}, "keys": [public(KEY), public(OTHER_KEY)]},
    "a key for something else": {"keys": [public(KEY, use="enc")]},
    "no keys": {"keys": []},
    "another configuration": {"metadata": {"issuer": "https://elsewhere.example"}},
    "an address without encryption": {"metadata": {"jwks_uri": "ftp://127.0.0.1/keys"}},
    "no server there": {"metadata": {"token_endpoint": "http://127.0.0.1:9/token"}},
}
ANSWERS = {
    "another state": {"state": "of-another-sign-in"},
    "no state": {"state": None},
    "no code": {"code": None},
    "another issuer in the answer": {"iss": "https://elsewhere.example"},
}


@pytest.fixture
def linked(council, people):
    """Ines, whose council account is linked."""
    council_account.link(people.ines, issuer=council.address, subject=SUBJECT, by=people.ines, at=given.AT)
    return people.ines


def refused(client, path):
    before = everything()
    answer = client.get(path)
    assert answer.status_code == 403
    assert "You cannot sign in with your council account" in words(answer)
    assert client.get("/").status_code == 302
    assert everything() == before


def test_a_good_answer_signs_in_once_and_never_again(council, linked):
    client = browser()
    path = council.comes_back(client.get(BEGIN)["Location"])
    assert client.get(path)["Location"] == "/"
    assert client.get("/").status_code == 200
    stolen = browser()
    refused(stolen, path)
    client.post("/account/logout/")
    refused(client, path)


def test_a_token_of_one_sign_in_is_of_no_use_in_another(council, linked):
    first, second = browser(), browser()
    council.comes_back(first.get(BEGIN)["Location"])
    replayed = council.id_token()
    council.claims = {}
    path = council.comes_back(second.get(BEGIN)["Location"])
    council.token = replayed
    refused(second, path)


@pytest.mark.parametrize("why", one_in(3, [*CLAIMS, *WITHOUT, *MADE, *CHANGED, *ANSWERS]))
def test_what_is_not_the_councils_own_answer_to_this_question_is_refused(
    council, linked, why, record_property
):
    client = browser()
    where = client.get(BEGIN)["Location"]
    council.claims = dict(CLAIMS.get(why, {}))
    council.without = (why,) if why in WITHOUT else ()
    for name, one in CHANGED.get(why, {}).items():
        setattr(council, name, one)
    path = council.comes_back(where, **ANSWERS.get(why, {}))
    if why in MADE:
        council.token = MADE[why](council)
    refused(client, path)
    record_property("answers refused", 1)


def test_a_code_without_the_proof_of_who_asked_is_refused(council, linked):
    client = browser()
    path = council.comes_back(client.get(BEGIN)["Location"])
    council.challenge = "of-another-browser"
    refused(client, path)


def test_the_question_has_a_state_a_nonce_and_the_proof_anew_each_time(council, people):
    asked = []
    for _time in range(2):
        council.claims = {}
        council.comes_back(browser().get(f"{BEGIN}?next=https://elsewhere.example/")["Location"])
        asked.append(council.asked)
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
        assert len(asked[0][name]) >= 43
    assert asked[0]["code_challenge_method"] == "S256"
    assert asked[0]["scope"] == "openid profile"
    assert "prompt" not in asked[0]


def test_a_redirection_and_an_answer_that_is_no_object_are_refused(council, people, monkeypatch):
    monkeypatch.setattr(council, "configuration", lambda: ["not", "an", "object"])
    assert browser().get(BEGIN).status_code == 403
    assert identity_provider._Nowhere().redirect_request() is None


def test_the_secret_goes_in_the_form_where_the_provider_takes_no_header(council, linked, monkeypatch):
    council.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    seen = {}

    def tokens(form, authorization):
        seen.update(form, authorization=authorization)
        return 200, {"id_token": council.id_token()}

    monkeypatch.setattr(council, "tokens", tokens)
    client = browser()
    client.get(council.comes_back(client.get(BEGIN)["Location"]))
    assert (seen["client_id"], seen["client_secret"], seen["authorization"]) == (CLIENT, SECRET, None)
    assert client.get("/").status_code == 200
