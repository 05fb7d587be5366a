"""Sign-in with local accounts (django-allauth): who came in, who failed, who set a password; one-time links."""

import logging
import time
import unicodedata
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import NotPermitted
from watchbook.audit_log.lock import locked
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.organisation import failed_sign_ins, half_session, known_browsers
from watchbook.organisation.credential import had_credential, holds_before_taken
from watchbook.organisation.history_words import SIGNED_IN_WITH, by_value
from watchbook.organisation.jobs import tell_soon
from watchbook.organisation.models import Lost, Person, Recovery
from watchbook.organisation.open_again import open_again
from watchbook.organisation.permissions import may_add_person
from watchbook.organisation.queries import open_recovery_of, was_recovered
from watchbook.organisation.recovery import path_of_link
from watchbook.organisation.session_limits import BEGAN
from watchbook.organisation.session_store import Session
from watchbook.organisation.sessions import BROWSER, browser_of
from watchbook.organisation.sign_in_warnings import codes_left, wrong_factors
from watchbook.organisation.signed_in import signed_in
from watchbook.organisation.states import KNOWS, IdentityCheck, RecoveryState
from watchbook.web.welsh import as_officers_read

log = logging.getLogger(__name__)
SIGNED_IN = Kind(
    "sign_in.succeeded",
    fields=("factor",),
    says=gettext_lazy("Signed in."),
    tells=by_value("factor", SIGNED_IN_WITH),
)
SIGNED_OUT = Kind("sign_in.ended", says=gettext_lazy("Signed out."))
PASSWORD_SET = Kind("sign_in.password_set", says=gettext_lazy("The password was set."))
LINK_MADE = Kind(
    "sign_in.link_made",
    fields=("identity",),
    choices=KNOWS,
    says=gettext_lazy("A one-time link was made."),
)
RECOVERED = Kind(
    "recovery.used",
    fields=("holder", "lost", "state"),
    says=gettext_lazy("The recovery of the account ended when a new password was set."),
)
# How somebody who has a second factor can confirm who they are, by allauth's names.
CONFIRMS = {
    "mfa_reauthenticate": gettext_lazy("Use a code instead"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Use your passkey instead"),
}


class OwnAddressBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """Sign-in by password with the address in the account's own row, which the audit log covers.

    allauth also looks an address up in a table of its own, which no event covers.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        """Return who signs in with this address and this password."""
        asked = credentials.get("email") or credentials.get("username") or ""
        found: Person | None = super().authenticate(request, **credentials)
        return found if found is not None and found.email.casefold() == asked.strip().casefold() else None

    def get_user(self, user_id: UUID) -> Person | None:
        """Return whose session it is, unless the account is closed."""
        found = signed_in(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """What allauth asks us: no sign-up, and each sign-in is an event."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "You cannot sign in: we do not recognise that email address with that password. Check both and try again."
        ),
        "enter_current_password": gettext_lazy(
            "This is not your current password. Enter the password that you use to sign in now."
        ),
        "incorrect_password": gettext_lazy(
            "This is not your password. Try again, or ask a system administrator to recover your account."
        ),
        "rate_limited": gettext_lazy(
            "You cannot try again yet: there were too many attempts. Wait one minute, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by a system administrator."""
        return False

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """Keep how somebody signs in, and when, without the address typed; the link of a recovery signs nobody in."""
        used = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        for one in used:
            one.pop("email", None)
        if any(one["method"] == "password_reset" for one in used) and was_recovered(user):
            request.session.pop(AUTHENTICATION_METHODS_SESSION_KEY)
            return redirect("account_reset_password_from_key_done")
        for one in used:
            if (
                one["method"] == "password_reset"
            ):  # chosen a moment ago: to set up a factor it is not asked for again
                one |= {"method": "password", "reauthenticated": True}
        half_session.note(request, user)
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    @transaction.atomic
    def login(self, request: HttpRequest, user: Person) -> None:
        """Save and record together: the database takes no session that names somebody without this event."""
        super().login(request, user)
        request.session[BEGAN] = int(time.time())
        request.session[BROWSER] = browser_of(request.headers.get("User-Agent", ""))
        used = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        for one in used:
            if one["method"] == "mfa":  # used a moment ago: to change it, it is not asked for again
                one["reauthenticated"] = True
        request.session.save()
        factor = next((one["type"] for one in used if one["method"] == "mfa"), None)
        with as_officers_read():
            if wrong := wrong_factors(user):
                messages.warning(request, wrong)
            record(SIGNED_IN, subject=user, by=user, at=timezone.now(), factor=factor)
            if factor == Authenticator.Type.RECOVERY_CODES:
                messages.warning(request, codes_left(user))

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        """Record the end of the session."""
        if isinstance(request.user, Person):
            record(SIGNED_OUT, subject=request.user, by=request.user, at=timezone.now())
        super().logout(request)

    @transaction.atomic
    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a failed attempt."""
        super().authentication_failed(request, **credentials)
        failed_sign_ins.note(credentials.get("email", ""), at=timezone.now())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; after too many say until when to wait."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refusal:
            key = self._get_login_attempts_cache_key(request, **credentials)
            said = _(
                "You cannot sign in with a password here until {time}: there were too many wrong attempts for this account or from "
                "your network. Try again after that time. If you do not know your password, ask a system administrator."
            ).format(time=open_again(request, key=key))
            raise ValidationError(said, code=refusal.code) from refusal

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords for an account and a client together: nobody locks another out from elsewhere.

        Whoever has one address of IPv6 has the network of 64 bits around it, so that counts as one client. Every way to write an
        address that finds the same account, such as with “ſ” for “s”, counts as one address.
        """
        told = _one_spelling(credentials.get("email", ""))
        return f"{super()._get_login_attempts_cache_key(request, email=told)}/{get_ip(request)}"

    def get_client_ip(self, request: HttpRequest) -> str:
        """Count a browser known to the account that it asks for as a client of its own, whatever others of its network tried."""
        by = getattr(request, "user", None)
        typed = by.email if isinstance(by, Person) else request.POST.get("login", "")
        owner = known_browsers.owner_of(request) if typed else None
        is_asked_for = owner is not None and _one_spelling(typed.strip()) == _one_spelling(owner.email)
        known = known_browsers.name_of(request, owner) if is_asked_for else ""
        try:
            address: str = known or super().get_client_ip(request)
        except (PermissionDenied, ImproperlyConfigured):
            log.error("unreadable X-Forwarded-For: see WATCHBOOK_PROXIES")  # its trace says no more
            raise NotPermitted(
                _(
                    "You cannot do this now: the proxy in front of Watchbook does not give your network address. Tell your IT department"
                    " that X-Forwarded-For cannot be read. Then try again."
                )
            ) from None
        return address

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, str]]:
        """Confirm with a second factor of one's own; a password stands for none of those."""
        methods = super().get_reauthentication_methods(user)
        own = [one | {"description": CONFIRMS[one["id"]]} for one in methods if one["id"] in CONFIRMS]
        return own or methods

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead from the new password to one's own sign-in, which shows that no other session is left."""
        return reverse("organisation:your_sign_in")

    def set_password(self, user: Person, password: str) -> None:
        """A new password, by its owner: after a one-time link or on the password page."""
        set_hashed_password(user, make_password(password), by=user, at=timezone.now())


def _one_spelling(address: str) -> str:
    return unicodedata.normalize("NFKC", address).casefold()


def display_name(person: Person) -> str:
    """How allauth names the person signed in."""
    return person.name


@transaction.atomic
def set_hashed_password(person: Person, hashed: str, *, by: Person, at: datetime) -> None:
    """Set an account's password by its hash; every other session of the account ends."""
    Person.objects.select_for_update().get(pk=person.pk)
    may_set_password(by, person)
    person.password = hashed  # on the object itself: allauth renews the session by it
    person.save(update_fields=["password"])
    Session.objects.filter(person=person).delete()  # the browser in which it was set gets a new one
    event = record(PASSWORD_SET, subject=person, by=by, at=at)
    recovery = open_recovery_of(person)
    if recovery and recovery.lost == Lost.PASSWORD:
        event = _ended(recovery, by=by, at=at)
    tell_soon(event)


def _ended(recovery: Recovery, *, by: Person, at: datetime) -> Event:
    """A password that its owner sets, by the link or knowing the old one, ends the recovery."""
    recovery = locked(recovery)
    recovery.state, recovery.ended_by, recovery.ended_at = RecoveryState.USED, by, at
    recovery.save(update_fields=["state", "ended_by", "ended_at"])
    return record_row(RECOVERED, recovery, by=by, at=at, holder=recovery.person_id)


def may_set_password(by: Person, person: Person) -> None:
    """Only its owner sets a password; an administrator can make a one-time link and no more."""
    if by != person:
        raise NotPermitted(
            _(
                "You cannot set this password: only the owner of the account can set it. Make a one-time link and give it to the owner."
            )
        )
    if person.is_system or not person.is_active:
        raise NotPermitted(
            _(
                "You cannot set this password: nobody can sign in to the account. Open the account again first."
            )
        )


@transaction.atomic
def make_link(person: Person, *, identity: IdentityCheck | None, by: Person, at: datetime) -> str:
    """The path of a one-time page where the person sets their first password; every earlier link ends now.

    Nobody is asked about the identity of founders: set-up itself makes their links.
    """
    person = locked(person)
    may_make_link(by, person)
    tell_soon(record(LINK_MADE, subject=person, by=by, at=at, identity=identity and identity.value))
    return path_of_link(person)


def may_make_link(by: Person, person: Person) -> None:
    """A system administrator, or set-up itself for the founders; never where there was a password or a second factor, for a closed account or the system person."""
    if not by.is_system:
        may_add_person(by)
    if person.is_system or not person.is_active:
        raise NotPermitted(
            _(
                "You cannot make a one-time link: nobody can sign in to the account. Open the account again first."
            )
        )
    if not by.is_system and holds_before_taken(person):
        raise NotPermitted(
            _(
                "You cannot make a one-time link: the person who opens it would also get the duty that the account holds. Ask to "
                "recover the account. A second person must agree."
            )
        )
    if had_credential(person):
        raise NotPermitted(
            _(
                "You cannot make a one-time link: this account has, or once had, a way to sign in. Ask to recover the account. A second person must agree."
            )
        )
