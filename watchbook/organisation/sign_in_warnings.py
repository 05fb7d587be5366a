"""Warnings at a sign-in: few recovery codes left, and wrong second factors since the last one."""

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.audit_log.models import Event
from watchbook.organisation.models import Person
from watchbook.web.wording import moment

FEW = 2  # recovery codes


def codes_left(person: Person) -> str:
    """Say how many recovery codes are left after one was used."""
    codes = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
    count = len(codes.wrap().get_unused_codes())
    said = _(
        "You signed in with a recovery code, and you have {count} left. If you have lost your device, remove its passkey or its codes on the page “Your second factor”."
    ).format(count=count)
    return (
        said
        if count > FEW
        else f"{said} {_('Make new recovery codes on the page “Your second factor” too.')}"
    )


def wrong_factors(person: Person) -> str:
    """Say that somebody knew the password and not the second factor since the last sign-in: not everybody gets email. Two queries."""
    events = Event.objects.filter(subject_id=person.id).order_by("-number")
    last = events.filter(name="sign_in.succeeded").values_list("number", flat=True).first() or 0
    wrong = events.filter(name="sign_in.factor_failed", number__gt=last)
    if not wrong:
        return ""
    said = ngettext(
        "Since you last signed in, somebody entered your password and then a wrong second factor, on {when}.",
        "Since you last signed in, somebody entered your password and then a wrong second factor {count} times, last on {when}.",
        len(wrong),
    ).format(count=len(wrong), when=moment(wrong[0].at))
    return f"{said} {_('If this was not you, change your password now.')}"
