"""The second factor: required before anything else where the settings say so, and fresh before a grave act."""

import base64
import time
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record
from watchbook.organisation import kept_form
from watchbook.organisation.history_words import FACTORS_CHANGED, by_value
from watchbook.organisation.jobs import tell_soon
from watchbook.organisation.models import Person

COUNCIL = "council"  # the council's own sign-in, where it says that a second factor was used
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
FACTOR_CHANGED = Kind(
    "sign_in.factor_changed",
    fields=("what",),
    says=gettext_lazy("A second factor or the recovery codes were changed."),
    tells=by_value("what", FACTORS_CHANGED),
)
FACTOR_FAILED = Kind(
    "sign_in.factor_failed",
    says=gettext_lazy("Somebody entered the password of this account and then a wrong second factor."),
)
CODE_FAILED = Kind(
    "sign_in.code_failed",
    says=gettext_lazy("Somebody entered a wrong second factor without first entering the password."),
)
ADDED = {
    Authenticator.Type.WEBAUTHN: "passkey_added",
    Authenticator.Type.TOTP: "codes_from_an_app_set_up",
    Authenticator.Type.RECOVERY_CODES: "new_recovery_codes_made",
}
# Recovery codes go with the last other factor, or as new ones come.
TAKEN_OFF = {
    Authenticator.Type.WEBAUTHN: "passkey_removed",
    Authenticator.Type.TOTP: "codes_from_an_app_stopped",
}
# Pages of allauth that show or change what an account is signed in with; the database wants event and row in one transaction.
WITH_ITS_EVENT = ("mfa_", "account_change_password", "account_set_password")
SETS_UP = frozenset({"mfa_activate_totp", "mfa_add_webauthn"})
TAKES_OFF = frozenset({"mfa_deactivate_totp", "mfa_remove_webauthn"})
# Of a session in which no second factor was used yet, all that is open: what every page loads, the way out, and what ends its half.
ALWAYS_OPEN = frozenset({"account_logout", "organisation:brand_css", "organisation:logo"})
ASK_FOR_IT = frozenset({"mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
ASKS_THE_COUNCIL = frozenset({"organisation:council_fresh"})
FIRST_FACTOR = SETS_UP | {"mfa_index", "account_reauthenticate"}


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """The answers to allauth about second factors: their secrets lie encrypted in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This code is wrong or has already been used. Wait for the next code in your app, or enter another recovery code."
        ),
    }

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # as allauth calls it
        """Name a passkey by its number, until its owner does."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey {number}").format(number=number)

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code as SVG that stands in the page itself, so without the line that declares XML."""
        drawn: str = super().build_totp_svg(url)
        return drawn[drawn.index("<svg") :]

    def encrypt(self, text: str) -> str:
        """Encrypt the secret of a code generator, or the seed of recovery codes."""
        return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt it."""
        return _cipher(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()


@cache
def _cipher(secret: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"watchbook second factor").derive(
        secret.encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))


def tell_failed(person: Person, request: HttpRequest) -> None:
    """Record a wrong code. Nobody knows who gave it, so the system person does."""
    by = Person.objects.get(is_system=True)
    kind = FACTOR_FAILED if knows_password(person, request) else CODE_FAILED
    tell_soon(record(kind, subject=person, by=by, at=timezone.now()))


def knows_password(person: Person, request: HttpRequest) -> bool:
    """Whether whoever is asked for a code has just entered the password: not in an open session, nor after the council's own sign-in."""
    used = get_authentication_records(request, person)
    return request.user != person and any(one.get("method") == "password" for one in used)


class asks_for_a_second_factor:  # noqa: N801  # named as a sentence, like the functions beside it in settings
    """No page without a second factor in this session; no grave act without one in the last minutes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send to the factor first. What changes a factor and the event of it come together or not at all."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in SETS_UP | TAKES_OFF and _council_is_asked_first(request, least=int(name in TAKES_OFF)):
            return _to_the_council(request)
        if _wants_the_factor(request, view, name=name):
            return _to_the_factor(request)
        if name.startswith(WITH_ITS_EVENT):
            return _with_its_event(view, request, *args, **kwargs)
        return None


def _wants_the_factor(request: HttpRequest, view: Callable[..., HttpResponse], *, name: str) -> bool:
    """Whether the factor must be used first: in this session, and of late where the act is grave or the page is of the sign-in itself."""
    if not settings.SECOND_FACTOR_REQUIRED or not getattr(view, "login_required", True):
        return False  # without a look at the session: a page for everybody stays one for every cache
    by = request.user
    if not isinstance(by, Person):
        return False
    used = factor_used(request)
    if used is None:
        return name not in open_in_half(by)
    is_old = time.time() - used >= settings.SECOND_FACTOR_IS_FRESH.total_seconds()
    of_sign_in = name.startswith(WITH_ITS_EVENT) and name not in ASK_FOR_IT
    return is_old and (of_sign_in or name in settings.GRAVE_ADDRESSES)


def open_in_half(by: Person) -> frozenset[str]:
    """The addresses open to one who is signed in and has used no second factor: those that use theirs or, where there is none, set up the first."""
    ends_it = ASK_FOR_IT if is_mfa_enabled(by, FACTORS) else frozenset()
    if council_stands_for(by):
        ends_it |= ASKS_THE_COUNCIL
    return ALWAYS_OPEN | (ends_it or FIRST_FACTOR)


def _with_its_event(
    view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse | None:
    """Run a view of allauth in one transaction; what it asks by an exception its own middleware must hear, from Django."""
    try:
        with transaction.atomic():
            by = request.user
            if isinstance(by, Person):  # two removals at once would each leave the other's factor
                Person.objects.select_for_update(no_key=True).get(pk=by.pk)
            before = factors_of(by) if isinstance(by, Person) else {}
            response = view(request, *args, **kwargs)
            if isinstance(by, Person):
                check_one_is_left(before, by=by)
                tell_changes(before, by=by, at=timezone.now())
                _note_as_used(request, before, by=by)
            return response
    except ReauthenticationRequired:
        return None
    except WrongState as refusal:
        request._messages = default_storage(request)  # type: ignore[attr-defined]  # without “Done” for what was not
        return render(request, "web/refused.html", {"reason": str(refusal)}, status=409)


def _note_as_used(request: HttpRequest, before: dict[int, str], *, by: Person) -> None:
    """Count a factor that was just set up as used in this session: its owner showed it a moment ago, and a code works only once."""
    added = [kind for key, kind in factors_of(by).items() if key not in before and kind in FACTORS]
    for kind in added:
        record_authentication(request, by, method="mfa", type=kind)


def check_one_is_left(before: dict[int, str], *, by: Person) -> None:
    """Refuse an act that took off the last second factor: with the password alone another would then set one up.

    It may go where the council’s second factor stands for it. Raises WrongState.
    """
    if not settings.SECOND_FACTOR_REQUIRED or council_stands_for(by):
        return
    if set(FACTORS) & set(before.values()) and not set(FACTORS) & set(factors_of(by).values()):
        raise WrongState(
            _(
                "You cannot remove your last second factor: without one, anybody who knows your password could sign in. Add another passkey"
                " or set up codes from an app first."
            )
        )


def council_stands_for(person: Person) -> bool:
    """Whether the person's council account is linked and its second factor counts here."""
    told = settings.COUNCIL_SIGN_IN
    if not told or not (told.acr or told.amr):
        return False
    return person.council_accounts.filter(issuer=told.issuer).exists()


@transaction.atomic
def tell_changes(before: dict[int, str], *, by: Person, at: datetime) -> None:
    """Record each second factor that its owner added or took off since, in the transaction of that act."""
    after = factors_of(by)
    changed = [ADDED[kind] for key, kind in after.items() if key not in before]
    changed += [TAKEN_OFF[kind] for key, kind in before.items() if key not in after and kind in TAKEN_OFF]
    for what in changed:
        tell_soon(record(FACTOR_CHANGED, subject=by, by=by, at=at, what=what))


def factors_of(person: Person) -> dict[int, str]:
    """The second factors of a person, by their number. One query."""
    return dict(Authenticator.objects.filter(user=person).values_list("pk", "type"))


def factor_used(request: HttpRequest) -> float | None:
    """Return when a second factor was last used in this session, in seconds; None where none was."""
    records = get_authentication_records(request, request.user)
    used = [record["at"] for record in records if record.get("method") == "mfa"]
    return max(used, default=None)


def _council_is_asked_first(request: HttpRequest, *, least: int = 0) -> bool:
    """Whether one who is linked has no more own factors than this, and did not use the council's factor in this session.

    A password alone would otherwise set up a factor of whoever uses the council's.
    """
    by = request.user
    if not settings.SECOND_FACTOR_REQUIRED or not isinstance(by, Person) or _used_the_council_s(request):
        return False
    own = Authenticator.objects.filter(user=by, type__in=FACTORS).count()
    return own <= least and council_stands_for(by)


def _used_the_council_s(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record.get("type") == COUNCIL for record in records)


def _to_the_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the factor and lead back to the page; without one, to where it is set up. What was sent is kept until then."""
    kept_form.keep(request, whose=request.user.pk)
    if _used_the_council_s(request) or _council_is_asked_first(request):
        return _to_the_council(request)
    if not is_mfa_enabled(request.user, FACTORS):
        return redirect("mfa_index")
    kinds = Authenticator.objects.filter(user=request.user, type__in=FACTORS)
    has_passkey = kinds.filter(type=Authenticator.Type.WEBAUTHN).exists()
    page = "mfa_reauthenticate_webauthn" if has_passkey else "mfa_reauthenticate"
    return redirect(f"{reverse(page)}?{urlencode({'next': kept_form.page_of(request)})}")


def _to_the_council(request: HttpRequest) -> HttpResponse:
    return redirect(
        f"{reverse('organisation:council_fresh')}?{urlencode({'next': kept_form.page_of(request)})}"
    )
