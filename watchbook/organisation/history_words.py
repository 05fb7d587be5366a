"""Sentences of a history that name the duty and its last date, how somebody signed in, and which second factor was changed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.web.wording import day

Tells = Callable[[Mapping[str, Any]], str]
SIGNED_IN_WITH = {
    "webauthn": gettext_lazy("Signed in with a passkey."),
    "totp": gettext_lazy("Signed in with a code from an app."),
    "recovery_codes": gettext_lazy("Signed in with a recovery code."),
    "council": gettext_lazy("Signed in with a council account."),
}
FACTORS_CHANGED = {
    "passkey_added": gettext_lazy("A passkey was added."),
    "passkey_removed": gettext_lazy("A passkey was removed."),
    "codes_from_an_app_set_up": gettext_lazy("Codes from an app were set up."),
    "codes_from_an_app_stopped": gettext_lazy("Codes from an app were turned off."),
    "new_recovery_codes_made": gettext_lazy("New recovery codes were made."),
}


def by_value(field: str, sentences: Mapping[str, Promise]) -> Tells:
    """Return what tells an event by the value of one field; nothing for a value that has no sentence."""
    return lambda fields: str(sentences.get(fields.get(field) or "", ""))


def about_duty(said: Promise) -> Tells:
    """Return what tells an event about a duty in these words; nothing where its fields do not say which duty."""

    def tells(fields: Mapping[str, Any]) -> str:
        if not fields.get("duty"):
            return ""
        until = fields.get("until_on")
        until_on = day(date.fromisoformat(until)) if until else ""
        return str(said).format(duty=TITLES[DutyKind(fields["duty"])], day=until_on)

    return tells
