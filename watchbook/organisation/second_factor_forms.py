"""The forms in which a code is given: a wrong one is told in the history of the account."""

from typing import Any

from allauth.core import context
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as app
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.organisation.open_again import open_again
from watchbook.organisation.second_factor import tell_failed


class TellsWrongCodes:
    """A form that tells of a wrong code before it refuses it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app, or a recovery code")  # type: ignore[attr-defined]  # of the form

    @property
    def has_passkey(self) -> bool:
        """Whether the person can use a passkey instead. One query."""
        owned = Authenticator.objects.filter(user=self.user)  # type: ignore[attr-defined]  # of the form
        return bool(owned.filter(type=Authenticator.Type.WEBAUTHN).exists())

    def clean_code(self) -> Any:
        """Take the code, or tell that it was wrong."""
        try:
            return super().clean_code()  # type: ignore[misc]  # of the form that it stands before
        except ValidationError as refusal:
            tell_failed(self.user)  # type: ignore[attr-defined]  # of the same
            if refusal.code != "too_many_login_attempts":
                raise
            said = gettext(
                "You cannot enter a code until {time}: there were too many wrong ones for your account. Wait, or use a passkey. If it was"
                " not you, change your password when you are in."
            ).format(time=open_again(context.request, key=f"mfa-auth-user-{self.user.pk}"))  # type: ignore[attr-defined]  # of the form
            raise ValidationError(said, code=refusal.code) from refusal


class CodeForm(TellsWrongCodes, base.AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """A code at sign-in."""


class CodeAgainForm(TellsWrongCodes, base.ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """A code before a grave act."""


class SetUpCodesForm(app.ActivateTOTPForm):  # type: ignore[misc]  # allauth carries no types
    """The first code of an app that is being set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from your app")

    @property
    def key_in_fours(self) -> str:
        """The key as a person types it from a screen."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))
