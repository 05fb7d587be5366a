"""Events of the machine about itself: guards that were changed, a backup that came back, each verification."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.models import SealedLog
from watchbook.audit_log.record import Fact, Kind, record
from watchbook.organisation import by_the_clock
from watchbook.organisation.models import Person

SHOWN = 20
GUARDS_CHANGED = Kind(
    "guards.found_changed",
    fields=("differences", "number_of_differences"),
    says=_("Guards of the database were found changed."),
    is_grave=True,
)
RESTORED = Kind(
    "backup.restored", fields=("backup", "is_signed"), says=_("A backup was restored."), is_grave=True
)


def of_guards(differences: Sequence[str]) -> None:
    """Record that guards are not as the release has them."""
    told = list(differences[:SHOWN])
    record_by_the_system(GUARDS_CHANGED, differences=told, number_of_differences=len(differences))


def of_a_restore(*, backup: str, is_signed: bool) -> None:
    """Record that a backup came back, and whether its signature was asked for."""
    record_by_the_system(RESTORED, backup=backup, is_signed=is_signed)


def record_by_the_system(kind: Kind, **facts: Fact) -> None:
    """Record an event about the log by the system person; before the register has begun there is nobody."""

    @transaction.atomic
    def act(*, by: Person, at: datetime) -> None:
        record(kind, subject=SealedLog.objects.get(), by=by, at=at, **facts)

    by_the_clock.do(act)
