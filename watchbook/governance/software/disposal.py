"""Disposal of tools and methods: what is due, where a person is named, and how an entry goes (called by retention)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record
from watchbook.governance.software.models import Tool
from watchbook.keys import destruction
from watchbook.organisation.models import Person

DISPOSED = Kind(
    "software.disposed",
    fields=("reference", "versions"),
    says=_("The tool’s entry was disposed of at the end of its retention."),
    is_grave=True,
)
PERSONAL_FIELDS = {
    "governance.Tool.name": "tools and methods",
    "governance.Tool.supplier": "tools and methods",
    "governance.Tool.purpose": "tools and methods",
}


def due(on: date) -> list[UUID]:
    """Every tool whose use ended before a day; the period of its class is the schedule's, applied by retention."""
    ended = Tool.objects.as_at(None).filter(until_on__lt=on)
    return list(ended.values_list("id", flat=True))


def find(text: str) -> list[UUID]:
    """Tools whose name, supplier or purpose holds this text, in whichever version: their newest versions."""
    named = Tool.objects.filter(
        Q(name__icontains=text) | Q(supplier__icontains=text) | Q(purpose__icontains=text)
    )
    newest = Tool.objects.as_at(None).filter(reference__in=named.values("reference"))
    return list(newest.values_list("id", flat=True))


@transaction.atomic
def dispose(tool_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove every version of a tool; the event keeps the reference and the count."""
    reference = Tool.objects.values_list("reference", flat=True).get(pk=tool_id)
    rows = list(
        Tool.objects.select_for_update(of=("self",))
        .filter(reference=reference)
        .order_by("-recorded_at", "-id")
    )
    destruction.at_commit(*(row.id for row in rows))
    for row in rows:
        record(DISPOSED, subject=row, by=by, at=at, reference=reference, versions=len(rows))
        row.delete()
