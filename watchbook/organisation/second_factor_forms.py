"""The forms in which a code is given: a wrong one is told in the history of the account."""

from typing import Any

from allauth.mfa.base import forms as base
from django.core.exceptions import ValidationError

from watchbook.organisation.second_factor import tell_failed


class TellsWrongCodes:
    """A form that tells of a wrong code before it refuses it."""

    def clean_code(self) -> Any:
        """Take the code, or tell that it was wrong."""
        try:
            return super().clean_code()  # type: ignore[misc]  # of the form that it stands before
        except ValidationError:
            tell_failed(self.user)  # type: ignore[attr-defined]  # of the same
            raise


class CodeForm(TellsWrongCodes, base.AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """A code at sign-in."""


class CodeAgainForm(TellsWrongCodes, base.ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """A code before a grave act."""
