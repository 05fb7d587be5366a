"""Second factors reached by allauth's own acts: codes from an app, and sessions in which a factor was used."""

import time

from allauth.account.internal.flows import login
from allauth.mfa.totp.internal import auth as totp
from django.utils import timezone

from tests.pages import signed_in
from watchbook.organisation.second_factor import factors_of, tell_changes

SECRET = "JBSWY3DPEHPK3PXP"


def required(settings):
    """As in production: a second factor for everybody."""
    settings.SECOND_FACTOR_REQUIRED = True


def with_codes(person):
    """The same person, with codes from an app."""
    before = factors_of(person)
    totp.TOTP.activate(person, SECRET)
    tell_changes(before, by=person, at=timezone.now())
    return person


def code(*, ahead=0):
    """The code that the app shows now, or some steps ahead."""
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30 + ahead))


def signed_in_with_factor(person, *, at):
    """Somebody's browser, signed in with a password and, at a time, the factor; None for never."""
    client = signed_in(person)
    session = client.session
    records = [{"method": "password", "at": time.time()}]
    if at is not None:
        records.append({"method": "mfa", "type": "totp", "at": at, "reauthenticated": True})
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = records
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session.save()
    return client
