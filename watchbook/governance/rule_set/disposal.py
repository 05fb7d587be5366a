"""Disposal of adopted rule sets: what is due, where a person is named, and how an adoption goes (called by retention)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.keys import destruction
from watchbook.organisation.models import Person

DISPOSED = Kind(
    "rule_set.disposed",
    fields=("edition", "versions"),
    says=_("The adoption of the rules was disposed of at the end of its retention."),
    is_grave=True,
)
PERSONAL_FIELDS = {"governance.RuleSetAdoption.exceptions": "adopted documents"}


def due(on: date) -> list[UUID]:
    """Every adoption whose place another had taken before a day; the period of its class is applied by retention."""
    stands = RuleSetAdoption.objects.as_at(None).filter(is_struck=False, adopted_on__lt=on)
    return list(stands.order_by("-adopted_on", "-recorded_at").values_list("id", flat=True))[1:]


def find(text: str) -> list[UUID]:
    """Adoptions whose exceptions hold this text: their newest versions."""
    found = RuleSetAdoption.objects.filter(exceptions__icontains=text)
    return list(found.filter(corrected_by=None).values_list("id", flat=True))


@transaction.atomic
def dispose(row_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove an adoption and what took it back; the events keep the edition."""
    newest = RuleSetAdoption.objects.select_for_update(of=("self",)).get(pk=row_id)
    earlier = RuleSetAdoption.objects.filter(corrected_by=newest)
    rows = [newest, *earlier]
    destruction.at_commit(*(row.id for row in rows))
    for row in rows:
        record(DISPOSED, subject=row, by=by, at=at, edition=row.edition, versions=len(rows))
        row.delete()
