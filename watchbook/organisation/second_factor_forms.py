"""The forms in which a code is given: a wrong one is told in the history of the account."""

from typing import Any

from allauth.mfa.base import forms as base
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from watchbook.audit_log.record import Kind, record
from watchbook.organisation.models import Person

FACTOR_FAILED = Kind(
    "sign_in.factor_failed",
    says=gettext_lazy("Somebody with the password of this account gave a wrong second factor."),
)


def tell_failed(person: Person) -> None:
    """Record a wrong code. Nobody knows who gave it, so the system person does."""
    record(FACTOR_FAILED, subject=person, by=Person.objects.get(is_system=True), at=timezone.now())


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
