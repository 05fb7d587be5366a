"""The forms in which a code is given: a wrong one is told in the history of the account."""

from typing import Any

from allauth.mfa.base import forms as base
from django.core.exceptions import ValidationError

from watchbook.organisation.second_factor import tell_failed


class CodeForm(base.AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """A code at sign-in."""

    def clean_code(self) -> Any:
        """Take the code, or tell that it was wrong."""
        try:
            return super().clean_code()
        except ValidationError:
            tell_failed(self.user)
            raise


class CodeAgainForm(base.ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """A code before a grave act."""

    def clean_code(self) -> Any:
        """Take the code, or tell that it was wrong."""
        try:
            return super().clean_code()
        except ValidationError:
            tell_failed(self.user)
            raise
