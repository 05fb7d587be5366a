"""Disposal of legal holds: due once they have ended (called by the deletion of this part)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.audit_log.record import Kind
from watchbook.files.disposal import Going, Rows, disposing
from watchbook.keys import envelope
from watchbook.retention.legal_hold.models import LegalHold
from watchbook.retention.legal_hold.permissions import may_read_why_held

DISPOSED = Kind(
    "legal_hold.disposed",
    fields=("reference", "ground"),
    says=_("The legal hold was deleted at the end of its retention period."),
    is_grave=True,
)
CLASS = "oversight_record"
PERSONAL_FIELDS = {"retention.LegalHold.envelope": CLASS}
ENDINGS = (
    Ending(
        LegalHold,
        rows=lambda: LegalHold.objects.filter(ended_at__isnull=False),
        began="ended_at",
        code=CLASS,
        event=_("the end of the hold"),
        page=lambda row: reverse("retention:hold", args=[row.reference]),
    ),
)

NEED_TO_KNOW = {LegalHold: may_read_why_held}


def due(on: date) -> list[UUID]:
    """Holds that ended before a day."""
    return ending.due(ENDINGS, on)


def find(*texts: str) -> list[UUID]:
    """Holds whose reasons hold one of these texts, however it is spelt; every envelope is opened for it."""
    return [row.id for row in envelope.holding(LegalHold.objects.all(), *texts)]


def _in_force(rows: Rows, _besides: Collection[UUID]) -> dict[UUID, str]:
    why = gettext("You cannot delete this hold: it is in force. End it first.")
    return {row.pk: why for row in rows if row.ended_at is None}


GOES = (Going(LegalHold, DISPOSED, why_not=_in_force),)
dispose = disposing(GOES)
