"""The council's sign-in as a program asks it: its addresses, the page where a person signs in, and the ID token that comes back.

OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636). Every answer is held against what was asked: an ID
token that another made, or made for another or for another moment, is refused.
"""

import base64
import json
import logging
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jwt

from watchbook.organisation.named_provider import Settings
from watchbook.web.logging import SourceWord

WAIT = 10.0  # seconds for an answer
MOST_BYTES = 1024 * 1024
CLOCKS_DIFFER = 60  # seconds
# Signatures with a key that the provider alone holds; never “none”, never a secret that we share.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LONGEST_SUBJECT = 255

log = logging.getLogger(__name__)


class AnswerRefused(Exception):
    """The provider could not be asked, or its answer is not to be trusted; the message names the check, for the log."""


class NotLetIn(AnswerRefused):
    """The person cancelled there, or the provider does not let them in here."""


@dataclass(frozen=True)
class SignInRequest:
    """The secrets with which one person is sent to the provider; used up by the first answer."""

    state: str
    nonce: str
    verifier: str
    at: int
    anew: bool

    @classmethod
    def new(cls, *, anew: bool) -> "SignInRequest":
        """Return fresh secrets; `anew` where the person must show there who they are, though they are signed in."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _one in range(3))
        return cls(state, nonce, verifier, int(time.time()), anew)


@dataclass(frozen=True)
class SignedInThere:
    """The provider’s word, checked: who, when they last showed it, and whether that was with a second factor that counts."""

    issuer: str
    subject: str
    name: str
    at: int
    with_second_factor: bool


def note_refused(check: str) -> None:
    """Note in the log which check an answer did not pass, and nothing of the answer."""
    log.warning("An answer of the council's sign-in was refused: %s.", SourceWord(check))


def address_of_page(told: Settings, asked: SignInRequest, *, back_to: str) -> str:
    """The address of the provider's page where the person signs in. Raises AnswerRefused."""
    question = {
        "response_type": "code",
        "scope": "openid profile",
        "client_id": told.client,
        "redirect_uri": back_to,
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": _challenge(asked.verifier),
        "code_challenge_method": "S256",
    }
    if told.acr:
        question["acr_values"] = " ".join(sorted(told.acr))
    if asked.anew:
        question |= {"prompt": "login", "max_age": "0"}
    return f"{_metadata(told)['authorization_endpoint']}?{urlencode(question)}"


def exchange(
    told: Settings, asked: SignInRequest, answer: Mapping[str, str], *, back_to: str
) -> SignedInThere:
    """Return the provider’s word on the person who came back with this answer. Raises AnswerRefused."""
    if not compare_digest(answer.get("state", "").encode(), asked.state.encode()):
        raise AnswerRefused("state")
    if answer.get("iss", told.issuer) != told.issuer:
        raise AnswerRefused("issuer of the answer")
    if answer.get("error") == "access_denied":
        raise NotLetIn("access denied")
    if "code" not in answer:
        raise AnswerRefused("no code")
    metadata = _metadata(told)
    form = {
        "grant_type": "authorization_code",
        "code": answer["code"],
        "redirect_uri": back_to,
        "code_verifier": asked.verifier,
    }
    tokens = _ask(metadata["token_endpoint"], form, headers=_client(told, metadata, form))
    claims = _claims(told, str(tokens.get("id_token", "")), keys=_ask(metadata["jwks_uri"]))
    return _signed_in(told, asked, claims)


def _signed_in(told: Settings, asked: SignInRequest, claims: dict[str, Any]) -> SignedInThere:
    if not compare_digest(str(claims["nonce"]).encode(), asked.nonce.encode()):
        raise AnswerRefused("nonce")
    if claims.get("azp", told.client) != told.client or claims["aud"] not in (told.client, [told.client]):
        raise AnswerRefused("made for others too")
    subject, at = claims["sub"], claims.get("auth_time")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        raise AnswerRefused("subject")
    if at is not None and (not isinstance(at, int) or at > time.time() + CLOCKS_DIFFER):
        raise AnswerRefused("time of sign-in")
    if asked.anew and (at is None or at < asked.at - CLOCKS_DIFFER):
        raise AnswerRefused("not signed in anew")
    acr, amr = claims.get("acr"), claims.get("amr")
    ways = frozenset(one for one in amr if isinstance(one, str)) if isinstance(amr, list) else frozenset()
    strong = (isinstance(acr, str) and acr in told.acr) or bool(ways & told.amr)
    # Without a time the sign-in may be as old as it likes: it is no fresh one.
    return SignedInThere(told.issuer, subject, str(claims.get("name", "")), at or 0, strong)


def _claims(told: Settings, token: str, *, keys: Mapping[str, Any]) -> dict[str, Any]:
    try:
        named = jwt.get_unverified_header(token)
        usable = [key for key in keys.get("keys", []) if key.get("use", "sig") == "sig"]
        found = [key for key in usable if named.get("kid") in (None, key.get("kid"))]
        if named.get("alg") not in ALGORITHMS or len(found) != 1:
            raise AnswerRefused("key or algorithm")
        key = jwt.PyJWK(found[0], algorithm=named["alg"])
        return jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS,
            audience=told.client,
            issuer=told.issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": REQUIRED},
        )
    except (jwt.PyJWTError, AttributeError, TypeError) as wrong:
        raise AnswerRefused(type(wrong).__name__) from None


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _client(told: Settings, metadata: Mapping[str, Any], form: dict[str, str]) -> dict[str, str]:
    """Name ourselves in the way that the provider takes: in the form, else in the header."""
    if "client_secret_post" in metadata.get("token_endpoint_auth_methods_supported", []):
        form |= {"client_id": told.client, "client_secret": told.secret()}
        return {}
    both = f"{quote(told.client, safe='')}:{quote(told.secret(), safe='')}"
    return {"Authorization": f"Basic {base64.b64encode(both.encode()).decode()}"}


def _metadata(told: Settings) -> dict[str, Any]:
    found = _ask(f"{told.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != told.issuer:
        raise AnswerRefused("issuer of the configuration")
    wanted = urlsplit(told.issuer).scheme
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if urlsplit(str(found.get(name))).scheme not in {"https", wanted}:
            raise AnswerRefused(name)
    return found


class _Nowhere(urllib.request.HTTPRedirectHandler):
    """A redirection is no answer: the addresses are those that the operator and the configuration name."""

    def redirect_request(self, *_told: Any, **_more: Any) -> None:
        """Follow no redirection."""


def _ask(
    address: str, form: Mapping[str, str] | None = None, *, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310  the operator or the provider's configuration names the address
        address,
        data=None if form is None else urlencode(form).encode(),
        headers={"Accept": "application/json", **(headers or {})},
    )
    try:
        with urllib.request.build_opener(_Nowhere).open(request, timeout=WAIT) as answer:
            found = json.loads(answer.read(MOST_BYTES))
    except (OSError, ValueError) as wrong:
        raise AnswerRefused(f"no answer to read: {type(wrong).__name__}") from None
    if not isinstance(found, dict):
        raise AnswerRefused("no answer to read")
    return found
