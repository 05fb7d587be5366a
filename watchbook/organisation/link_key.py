"""The key in a one-time link: good for a first password, or for the one recovery that was agreed."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils import timezone

from watchbook.audit_log.models import Event
from watchbook.organisation.credential import had_credential
from watchbook.organisation.models import Lost, Person
from watchbook.organisation.queries import open_recovery_of
from watchbook.organisation.recovery_wait import opens_at
from watchbook.organisation.states import RecoveryState

# Whatever of this was last, a link of before it lets nobody in.
ENDS_EARLIER_LINKS = ("sign_in.link_made", "recovery.link_made", "person.closed", "person.reopened")


class LinkKey(PasswordResetTokenGenerator):
    """A key made from the account as it stands, from its recovery, and from the newest act that ends earlier links."""

    def check_token(self, user: Person | None, token: str | None) -> bool:
        """Refuse every key to an account that ever had a way in, unless its recovery was agreed and the wait is over."""
        return user is not None and _lets_in(user) and super().check_token(user, token)

    def _make_hash_value(self, user: Person, timestamp: int) -> str:
        recovery = open_recovery_of(user)
        about = [user.id, *([recovery.id] if recovery else [])]
        acts = Event.objects.filter(subject_id__in=about, name__in=ENDS_EARLIER_LINKS)
        newest = acts.order_by("-number").values_list("id", flat=True).first()
        return f"{super()._make_hash_value(user, timestamp)}{recovery.id if recovery else ''}{newest or ''}"


def _lets_in(person: Person) -> bool:
    if not had_credential(person):
        return True
    recovery = open_recovery_of(person)
    is_agreed = recovery and recovery.state == RecoveryState.AGREED and recovery.lost == Lost.PASSWORD
    opens = opens_at(recovery) if recovery and is_agreed else None
    return opens is not None and timezone.now() >= opens
