"""The key in a one-time link: good for a first password, or for the one recovery that was agreed."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils import timezone

from watchbook.organisation.credential import had_credential
from watchbook.organisation.models import Lost, Person
from watchbook.organisation.queries import open_recovery_of, opens_at
from watchbook.organisation.states import RecoveryState


class LinkKey(PasswordResetTokenGenerator):
    """A key made from the account as it stands, and from its recovery."""

    def check_token(self, user: Person | None, token: str | None) -> bool:
        """Refuse every key to an account that ever had a way in, unless its recovery was agreed and the wait is over."""
        return user is not None and _lets_in(user) and super().check_token(user, token)

    def _make_hash_value(self, user: Person, timestamp: int) -> str:
        recovery = open_recovery_of(user)
        return f"{super()._make_hash_value(user, timestamp)}{recovery.id if recovery else ''}"


def _lets_in(person: Person) -> bool:
    if not had_credential(person):
        return True
    recovery = open_recovery_of(person)
    is_agreed = recovery and recovery.state == RecoveryState.AGREED and recovery.lost == Lost.PASSWORD
    opens = opens_at(recovery) if recovery and is_agreed else None
    return opens is not None and timezone.now() >= opens
