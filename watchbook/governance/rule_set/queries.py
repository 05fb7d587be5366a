"""Reading which rules the solicitor adopted: in force on a day, as recorded by a moment; and every adoption."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.rule_set.models import RuleSetAdoption


@asked_once
def adopted_rule_set(*, on: date, as_at: datetime | None = None) -> RuleSetAdoption | None:
    """The adoption in force on a day: the last one by then. One query."""
    return adopted_by(on, as_at=as_at).select_related("recorded_by").first()


def adopted_by(on: date, *, as_at: datetime | None = None) -> QuerySet[RuleSetAdoption]:
    """The adoptions by a day, the one in force then first."""
    rows = RuleSetAdoption.objects.as_at(as_at).filter(is_struck=False, adopted_on__lte=on)
    return rows.order_by("-adopted_on", "-recorded_at")


def adoptions() -> QuerySet[RuleSetAdoption]:
    """Every adoption that stands, the newest first. One query."""
    return RuleSetAdoption.objects.as_at(None).filter(is_struck=False).select_related("recorded_by")


def adoption_by_id(row_id: UUID) -> RuleSetAdoption | None:
    """One that stands."""
    return RuleSetAdoption.objects.as_at(None).filter(is_struck=False, pk=row_id).first()
