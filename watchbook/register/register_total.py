"""Register totals: one more, added by the very act that writes the row, so that no count can differ from its register."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record
from watchbook.organisation.models import Person
from watchbook.register.models.totals import RegisterTotal

ADDED = Kind(
    "register_total.added",
    ("register", "service", "month", "kind", "purpose", "platform", "count"),
    says=_("An entry was counted in the totals of a register."),
)


@dataclass(frozen=True)
class TotalKey:
    """Under what a row counts: its register, service, day, kind, purpose and platform."""

    register: str
    service: UUID | None
    on: date
    kind: str
    purpose: str
    platform: str


@transaction.atomic
def add(counted: TotalKey, *, by: Person, at: datetime) -> RegisterTotal:
    """Count one row. Whoever may write the row may count it; the row's own act asks."""
    facts = asdict(counted)
    month = facts.pop("on").replace(day=1)
    key = {"service_id" if name == "service" else name: value for name, value in facts.items()}
    RegisterTotal.objects.bulk_create([RegisterTotal(month=month, **key)], ignore_conflicts=True)
    row = RegisterTotal.objects.select_for_update(of=("self",)).get(month=month, **key)
    row.count += 1
    row.save(update_fields=["count"])
    record(ADDED, subject=row, by=by, at=at, month=month, count=row.count, **facts)
    return row
