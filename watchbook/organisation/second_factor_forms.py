"""The forms in which a code is given: a wrong one is told in the history of the account."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as app
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn import forms as passkeys
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.organisation import code_attempts
from watchbook.organisation.second_factor import factors_of, knows_password, tell_failed


class TellsWrongCodes:
    """A form that tells of a wrong code before it refuses it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = set(factors_of(self.user).values())  # type: ignore[attr-defined]  # of the form
        self.has_passkey = Authenticator.Type.WEBAUTHN in kinds
        self.has_app = Authenticator.Type.TOTP in kinds
        label = _("Code from your app, or a recovery code") if self.has_app else _("Recovery code")
        self.fields["code"].label = label  # type: ignore[attr-defined]  # of the form

    def clean_code(self) -> str:
        """Take the code, or tell that it was wrong."""
        try:
            counted = code_attempts.count(context.request, self.user)  # type: ignore[attr-defined]  # of the form
        except code_attempts.TooManyCodes as until:
            said = gettext(
                "You cannot enter a code until {time}: there were too many wrong ones. Wait, use a passkey, or sign in in a browser in which"
                " you have signed in before."
            ).format(time=until)
            if knows_password(self.user, context.request):  # type: ignore[attr-defined]  # of the form
                said += " " + gettext(
                    "If it was not you, somebody knows your password: change it when you are in."
                )
            raise ValidationError(said, code="too_many_login_attempts") from until
        code: str = self.cleaned_data["code"]  # type: ignore[attr-defined]  # of the form
        owned = Authenticator.objects.filter(user=self.user)  # type: ignore[attr-defined]  # of the form
        for one in owned.exclude(type=Authenticator.Type.WEBAUTHN):
            if one.wrap().validate_code(code):
                self.authenticator = one
                code_attempts.roll_back(counted)
                return code
        tell_failed(self.user, context.request)  # type: ignore[attr-defined]  # of the form
        raise get_adapter().validation_error("incorrect_code")


class AnyTime:
    """A form for a passkey, which nobody guesses: whatever was tried before, it is taken."""

    def clean_credential(self) -> Authenticator:
        """Take what the passkey signed."""
        credential = self.cleaned_data["credential"]  # type: ignore[attr-defined]  # of the form
        auth.parse_authentication_response(credential)
        found: Authenticator = auth.complete_authentication(self.user, credential)  # type: ignore[attr-defined]  # of the form
        return found


class PasskeyForm(AnyTime, passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A passkey at sign-in."""


class PasskeyAgainForm(AnyTime, passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A passkey before a grave act."""


class CodeForm(TellsWrongCodes, base.AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """A code at sign-in."""


class CodeAgainForm(TellsWrongCodes, base.ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """A code before a grave act."""


class SetUpCodesForm(app.ActivateTOTPForm):  # type: ignore[misc]  # allauth carries no types
    """The first code of an app that is being set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app")

    def clean_code(self) -> str:
        """Take the code if it shows that the app has the key. Whoever sets it up sees the key, so nobody guesses here."""
        code: str = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code):
            raise ValidationError(
                _(
                    "This code is wrong or too old. Enter the code that your app shows now. If that is wrong too, let your phone set its"
                    " clock automatically."
                )
            )
        return code

    @property
    def key_in_fours(self) -> str:
        """The key as a person types it from a screen."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))
