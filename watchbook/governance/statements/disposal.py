"""Disposal of statements: what is due, where a person is named, and how an entry goes (called by retention)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record
from watchbook.governance.statements.models import Statement
from watchbook.keys import destruction
from watchbook.organisation.models import Person

DISPOSED = Kind(
    "statement.disposed",
    fields=("reference", "versions"),
    says=_("The statement was disposed of at the end of its retention."),
    is_grave=True,
)
PERSONAL_FIELDS = {"governance.Statement.remarks": "adopted documents"}


def due(on: date) -> list[UUID]:
    """Every statement whose period ended before a day; the period of its class is the schedule's, applied by retention."""
    ended = Statement.objects.as_at(None).filter(last_on__lt=on)
    return list(ended.values_list("id", flat=True))


def find(text: str) -> list[UUID]:
    """Statements whose remarks hold this text, in whichever version: their newest versions."""
    named = Statement.objects.filter(remarks__icontains=text)
    newest = Statement.objects.as_at(None).filter(reference__in=named.values("reference"))
    return list(newest.values_list("id", flat=True))


@transaction.atomic
def dispose(statement_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove every version of a statement with what it says; the event keeps the reference and the count."""
    reference = Statement.objects.values_list("reference", flat=True).get(pk=statement_id)
    versions = Statement.objects.select_for_update(of=("self",)).filter(reference=reference)
    rows = list(versions.order_by("-recorded_at", "-id"))
    destruction.at_commit(*(row.id for row in rows))
    for row in rows:
        record(DISPOSED, subject=row, by=by, at=at, reference=reference, versions=len(rows))
        row.items.all().delete()
        row.delete()
