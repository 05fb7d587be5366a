"""The looks that count together, as counts need them: when, by whom, for which service, how deep, on what."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from watchbook.investigations.together import CountedTogether
from watchbook.looks.models import Look


class LookRow(NamedTuple):
    """A look as the count needs it."""

    id: UUID
    opened_at: datetime
    opened_by: UUID
    service: UUID | None
    pages: int
    collateral: int
    kept_at: datetime | None
    basis: str
    basis_id: UUID | None


COLUMNS = (
    "id", "opened_at", "opened_by_id", "service_id", "pages", "collateral", "kept_at", "basis", "basis_id",
)  # fmt: skip


def looks_in(
    whole: CountedTogether, *, first: datetime, last: datetime, as_at: datetime | None = None
) -> list[LookRow]:
    """The looks that count together in a window, the oldest first. One query."""
    theirs = Q(subject__in=whole.subjects)
    if whole.parted:
        theirs &= Q(account=None) | ~Q(account__in=whole.parted)
    rows = Look.objects.filter(theirs | Q(account__in=whole.items) | Q(pk__in=whole.items))
    rows = rows.filter(opened_at__gte=first, opened_at__lte=last)
    if as_at is not None:
        rows = rows.filter(recorded_at__lte=as_at)
    return [LookRow(*row) for row in rows.order_by("opened_at", "id").values_list(*COLUMNS)]
