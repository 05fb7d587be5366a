"""Disposal of signed “none is held”: what is due, where a person is named, and how one goes (called by retention)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record
from watchbook.governance.documents.models import NoneHeld
from watchbook.keys import destruction
from watchbook.organisation.models import Person

DISPOSED = Kind(
    "none_held.disposed",
    fields=("of_kind", "signed_on"),
    says=_("The signed “none is held” was disposed of at the end of its retention."),
    is_grave=True,
)
CLASS = "policies and assessments"
PERSONAL_FIELDS = {"governance.NoneHeld.searched": CLASS, "governance.NoneHeld.reason": CLASS}


def due(on: date) -> list[UUID]:
    """Signatures of before a day, in their newest versions."""
    return list(NoneHeld.objects.as_at(None).filter(signed_on__lt=on).values_list("id", flat=True))


def find(text: str) -> list[UUID]:
    """Signatures whose words hold this text, in their newest versions."""
    named = NoneHeld.objects.as_at(None).filter(Q(searched__icontains=text) | Q(reason__icontains=text))
    return list(named.values_list("id", flat=True))


@transaction.atomic
def dispose(none_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove a signature with what it corrects."""
    rows = [NoneHeld.objects.select_for_update(of=("self",)).get(pk=none_id)]
    while earlier := NoneHeld.objects.filter(corrected_by=rows[-1]).first():
        rows.append(earlier)
    destruction.at_commit(*(row.id for row in rows))
    for row in rows:
        record(DISPOSED, subject=row, by=by, at=at, of_kind=str(row.kind), signed_on=row.signed_on)
        row.delete()
