"""Forms that could not be taken yet, since their sender must sign in or use the second factor first: kept, to come back filled in.

The last few are kept, for somebody with several tabs. None is sent again by itself. Each lies encrypted in the session, for whoever
sent it alone, and goes when it is taken, when somebody else signs in there, at sign-out and after half an hour. Files and passwords
are not kept.
"""

import base64
import json
import zlib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from watchbook.web.filled_form import SentFields
from watchbook.web.press import FIELD, TOKEN

HELD, JUST_KEPT = "kept_form", "watchbook.form_kept"
KEPT = timedelta(minutes=30)
MOST_BYTES, MOST_FORMS = 100_000, 5
# Beginnings of names: passwords, codes by which people introduce themselves, and what the page writes anew.
NEVER_KEPT = (FIELD, TOKEN, "password", "oldpassword", "code_")
OF_SIGN_IN = ("mfa_", "account_")


@dataclass(frozen=True)
class KeptForm:
    """A form as it was sent to an address, and whether files came with it."""

    path: str
    sent: SentFields
    had_files: bool


def keep(request: HttpRequest, *, whose: UUID | None) -> bool:
    """Keep what was sent until its sender is back. Return whether it is kept: not what is too long, nor a form of the sign-in itself."""
    if request.method != "POST" or _is_left_out(request.path_info):
        return False
    sent = {name: values for name, values in request.POST.lists() if not name.startswith(NEVER_KEPT)}
    told = json.dumps([str(whose), request.path, sent, bool(request.FILES)]).encode()
    if len(told) > MOST_BYTES:
        messages.warning(
            request,
            _(
                "We cannot keep your entry: it is too long. Go back in your browser and copy your text, then continue here."
            ),
        )
        return False
    held = [one for one in request.session.get(HELD, []) if one[0] != _name(request.path)]
    token = _cipher(settings.SECRET_KEY).encrypt(zlib.compress(told)).decode()
    request.session[HELD] = [*held, (_name(request.path), token)][-MOST_FORMS:]
    request.META[JUST_KEPT] = True
    return True


def kept(request: HttpRequest) -> list[KeptForm]:
    """Return the forms that whoever is signed in here sent a while ago. What is old or another's is dropped."""
    held = request.session[HELD]
    opened = {name: form for name, token in held if (form := _opened(request, token))}
    if len(opened) < len(held):
        _set(request, [one for one in held if one[0] in opened])
    return list(opened.values())


def drop(request: HttpRequest, form: KeptForm) -> None:
    """Keep it no longer."""
    _set(request, [one for one in request.session[HELD] if one[0] != _name(form.path)])


def _set(request: HttpRequest, held: list[Any]) -> None:
    if held:
        request.session[HELD] = held
    else:
        del request.session[HELD]


def _name(path: str) -> str:
    """Name an address without saying it: a session lies in the database."""
    return sha256(path.encode()).hexdigest()[:16]


def page_of(request: HttpRequest) -> str:
    """The page that somebody was on: of a form that was sent, the page that showed it."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return urlsplit(request.headers.get("Referer", "")).path or reverse("home")


def _opened(request: HttpRequest, token: str) -> KeptForm | None:
    try:
        told = _cipher(settings.SECRET_KEY).decrypt(token, ttl=int(KEPT.total_seconds()))
    except InvalidToken:
        return None
    whose, path, sent, had_files = cast("list[Any]", json.loads(zlib.decompress(told)))
    return KeptForm(path, sent, had_files) if whose == str(request.user.pk) else None


def _is_left_out(path: str) -> bool:
    """Whether an address is of the sign-in itself, or settles first where its upload goes, so that nothing may read what was sent."""
    try:
        found = resolve(path)
    except Resolver404:
        return True
    return found.view_name.startswith(OF_SIGN_IN) or getattr(found.func, "csrf_exempt", False)


@cache
def _cipher(secret: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"watchbook kept form").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
