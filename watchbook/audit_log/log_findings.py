"""Events of the log about itself: what each verification found, guards that were changed, a backup that came back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.models import SealedLog
from watchbook.audit_log.record import Actor, Fact, Kind, record

VERIFIED = Kind(
    "verification.completed",
    fields=(
        "was_full",
        "number_of_problems",
        "problems",
        "key_of_log",
        "signed_checkpoints",
        "published_checkpoints",
        "published_digest",
    ),
    says=_("The audit log and the records that it covers were verified."),
)
GUARDS_CHANGED = Kind(
    "guard.changed",
    fields=("differences", "number_of_differences"),
    says=_("A check found that safeguards in the database had been changed."),
    is_grave=True,
)
RESTORED = Kind(
    "installation.restored",
    fields=("backup", "is_signed"),
    says=_("A backup was restored."),
    is_grave=True,
)


@transaction.atomic
def note(kind: Kind, facts: Mapping[str, Fact], *, by: Actor, at: datetime) -> None:
    """Record what the machine found of itself."""
    record(kind, subject=SealedLog.objects.get(), by=by, at=at, **facts)
