"""The forms in which a code is given: a wrong one is told in the history of the account."""

import struct
from typing import Any, NoReturn

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as app
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn import forms as passkeys
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.organisation import code_attempts, failed_sign_ins
from watchbook.organisation.models import Person
from watchbook.organisation.second_factor import factors_of, knows_password, tell_failed

# What the readers of allauth and fido2 raise for what no device made.
UNREADABLE = (
    ValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    struct.error,
)


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
                "You cannot enter a code until {time}: too many wrong codes were entered. Wait until then, use a passkey, or sign in "
                "with a browser that you have used for this account before."
            ).format(time=until)
            if knows_password(self.user, context.request):  # type: ignore[attr-defined]  # of the form
                said += " " + gettext(
                    "If it was not you, somebody else knows your password: change it once you are signed in."
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
    """A form for a passkey, which nobody guesses: whatever was tried before, it is taken.

    Each page asks for an answer of its own, so that one in an older tab is not the answer that is waited for.
    """

    def clean_credential(self) -> Authenticator:
        """Take what the passkey signed."""
        credential = self.cleaned_data["credential"]  # type: ignore[attr-defined]  # of the form
        try:
            auth.parse_authentication_response(credential)
            found: Authenticator = auth.complete_authentication(self.user, credential)  # type: ignore[attr-defined]  # of the form
        except UNREADABLE as fault:
            raise ValidationError(
                gettext(
                    "We could not check your passkey: this page was also open in another tab, or was open for too long. Select “Use your passkey” again."
                )
            ) from fault
        return found


class PasskeyForm(AnyTime, passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A passkey at sign-in."""


class PasskeyAgainForm(AnyTime, passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A passkey before a grave act."""


class PasskeyAloneForm(passkeys.LoginWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A passkey alone at sign-in: the device holds it and has just asked for a PIN, a fingerprint or a face, so it is both factors."""

    def clean_credential(self) -> Authenticator:
        """Take it, whatever was tried before; tell a wrong one, up to so many a minute. Each answer has a challenge of its own."""
        try:
            found: Authenticator = super().clean_credential()
        except UNREADABLE:
            self._refuse()
        if not found.user.is_active or not signs_in_alone(found):
            self._refuse()
        return found

    def _refuse(self) -> NoReturn:
        auth.clear_state()
        try:
            code_attempts.count_wrong_passkey(context.request)
        except code_attempts.TooManyCodes as until:
            said = gettext(
                "You cannot sign in with this passkey: we did not accept it. There were too many attempts with wrong passkeys from your network, so we record no "
                "more of them until {time}. You can still sign in with a passkey that works."
            ).format(time=until)
            raise ValidationError(said, code="too_many_login_attempts") from until
        failed_sign_ins.note_passkey(self._named(), at=timezone.now())
        raise ValidationError(
            gettext(
                "You cannot sign in with this passkey alone. We do not recognise it, it did not ask for your PIN, fingerprint or "
                "face, or it is only a second factor. Sign in with your password first and then use the passkey, or ask a system "
                "administrator."
            )
        )

    def _named(self) -> Person | None:
        try:
            found: Person = auth.extract_user_from_response(self.cleaned_data["credential"])
        except UNREADABLE:
            return None
        return None if found.is_system else found


class AddPasskeyForm(passkeys.AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """A new passkey, which the device keeps by itself and asks a PIN, a fingerprint or a face for: it can sign in alone."""

    passwordless = None  # always

    def clean(self) -> dict[str, Any]:
        """Refuse one that the device did not keep, or kept without asking who is there."""
        cleaned: dict[str, Any] = {}
        try:
            cleaned = super().clean()
            data = {"credential": cleaned["credential"]}
            is_kept = Authenticator(type=Authenticator.Type.WEBAUTHN, data=data).wrap().is_passwordless
        except UNREADABLE:
            is_kept = False
        if is_kept is False:
            raise ValidationError(
                gettext(
                    "We did not add this passkey: your device does not keep passkeys that work without a password, or did not ask for "
                    "your PIN, fingerprint or face. Try again, use another device, or set up codes from an app."
                )
            )
        return cleaned


def signs_in_alone(passkey: Authenticator) -> bool:
    """Whether the device said, when the passkey was added, that it keeps it by itself. Passkeys of before may not have been."""
    return passkey.wrap().is_passwordless is True


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
                    "This code is wrong or too old. Enter the code that your app shows now. If that code is wrong too, let your phone "
                    "set its clock automatically."
                )
            )
        return code

    @property
    def key_in_fours(self) -> str:
        """The key as a person types it from a screen."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))
