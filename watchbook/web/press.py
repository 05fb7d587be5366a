"""The same press of a button, however often it comes, is one act: each form carries a key, new whenever its page is made.

The key is written in the transaction of the act's first event, so that no crash parts them. Presses of one key wait for each
other; the later ones get the answer of the first. What is sent without a key is no press of a form of ours.
"""

import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus

from django.db import connection
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.translation import gettext as _

from watchbook.web.models import Press

type Answer = Callable[[HttpRequest], HttpResponseBase]

FIELD, TOKEN = "press", "csrfmiddlewaretoken"
KEY = re.compile("[A-Za-z0-9_-]{22}")
HALF = 11
KEPT = timedelta(days=1)

_key: ContextVar[str | None] = ContextVar("press", default=None)
_leads: ContextVar[list[str] | None] = ContextVar("leads", default=None)


def inputs(request: HttpRequest) -> object:
    """The hidden fields of a form: the token against forgery, and the key of its press. All forms of a page share them."""
    written = '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="press" value="{}">'
    drawn = secrets.token_urlsafe(8)
    return SimpleLazyObject(lambda: format_html(written, get_token(request), _key_for(request, drawn)))


def was_given_to(key: str, person_id: object) -> bool:
    """Whether the key stood in a form that we showed to this person."""
    drawn, mark = key[:HALF], key[HALF:]
    return bool(KEY.fullmatch(key)) and constant_time_compare(mark, _mark(drawn, person_id))


def _key_for(request: HttpRequest, drawn: str) -> str:
    return drawn + _mark(drawn, getattr(getattr(request, "user", None), "pk", None))


def _mark(drawn: str, person_id: object) -> str:
    """The second half of a key: made of the first and of whose form it is."""
    made = salted_hmac("watchbook.press", f"{drawn} {person_id}", algorithm="sha256").digest()
    return urlsafe_b64encode(made[:8]).decode().rstrip("=")


def one_act_a_press(get_response: Answer) -> Answer:
    """Middleware. A view that settles first where its upload goes (`csrf_exempt`) asks `once` itself."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST" or _settles_first(request):
            return get_response(request)
        return once(request, get_response)

    return middleware


def once(request: HttpRequest, answer: Answer) -> HttpResponseBase:
    """The answer to a press; the first one's where it was pressed before."""
    pressed = request.POST.get(FIELD, "")
    if not KEY.fullmatch(pressed):
        return answer(request)
    key = _hash(request)
    with _alone(key):
        if before := Press.objects.filter(pk=key).first():
            return _again(request, before)
        who = request.session.session_key
        token, leads = _key.set(key), _leads.set([])
        try:
            response = answer(request)
            where = response.headers.get("Location") or "".join((_leads.get() or [])[-1:])
        finally:
            _key.reset(token)
            _leads.reset(leads)
        _settle(key, response, where=where, has_signed_in=request.session.session_key != who)
        return response


def note() -> None:
    """Write the key of the press that is being answered, in the transaction of the act that it made."""
    if key := _key.get():
        Press.objects.bulk_create([Press(pk=key)], ignore_conflicts=True)


def lead_again_to(address: str) -> None:
    """Say where a second press leads whose first one got a page that is shown once, such as one with a one-time link."""
    if (leads := _leads.get()) is not None:
        leads.append(address)


def drop_old() -> None:
    """Forget the presses of before yesterday."""
    Press.objects.filter(since__lt=timezone.now() - KEPT).delete()


def _settle(key: str, response: HttpResponseBase, *, where: str, has_signed_in: bool) -> None:
    """Keep where the press led. What gave a file, or began a session, may be pressed again: its answer was no address."""
    if where and not has_signed_in:
        Press.objects.update_or_create(pk=key, defaults={"answer": where})
    elif has_signed_in or not response.headers.get("Content-Type", "").startswith("text/html"):
        Press.objects.filter(pk=key).delete()


def _again(request: HttpRequest, before: Press) -> HttpResponseBase:
    if before.answer:
        return HttpResponseRedirect(before.answer)
    said = _("You sent this form twice. We accepted it once. Open the page again to see the result.")
    return render(request, "web/refused.html", {"reason": said}, status=HTTPStatus.CONFLICT)


def _settles_first(request: HttpRequest) -> bool:
    try:
        return getattr(resolve(request.path_info).func, "csrf_exempt", False)
    except Resolver404:
        return True


def _hash(request: HttpRequest) -> str:
    """The hash of who pressed, where, and everything that was sent with it: another button of the page is another press."""
    sent = sorted((name, values) for name, values in request.POST.lists() if name != TOKEN)
    files = sorted((name, one.name, one.size) for name, several in request.FILES.lists() for one in several)
    return sha256(repr((str(request.user.pk), request.get_full_path(), sent, files)).encode()).hexdigest()


@contextmanager
def _alone(key: str) -> Iterator[None]:
    """One press of a key after the other, on whatever machine: a session lock of PostgreSQL, gone with whoever held it."""
    number = int.from_bytes(bytes.fromhex(key)[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
