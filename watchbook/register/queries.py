"""Reading register totals: sums over whole months, and whether a month's are sealed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import DateField, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from watchbook.audit_log.models import Event, Pending
from watchbook.register.models.totals import RegisterTotal


def totals(register: str, *, first_month: date, last_month: date, by: Iterable[str]) -> dict[Any, int]:
    """The sums of the months from one to another, by these columns (a tuple each; one column alone is no tuple). One query."""
    columns = tuple(by)
    rows = RegisterTotal.objects.filter(register=register, month__range=(first_month, last_month)).order_by()
    if not columns:
        return {(): rows.aggregate(sum=Sum("count", default=0))["sum"]}
    found = sums(register, first_month=first_month, last_month=last_month, by=columns)
    return {row[:-1] if len(columns) > 1 else row[0]: row[-1] for row in found}


def sums(
    register: str, *, first_month: date, last_month: date, by: tuple[str, ...]
) -> QuerySet[RegisterTotal, tuple[Any, ...]]:
    """The rows of the same: these columns, then the sum."""
    rows = RegisterTotal.objects.filter(register=register, month__range=(first_month, last_month))
    return rows.order_by().values_list(*by).annotate(sum=Sum("count"))


def first_month(register: str) -> date | None:
    """The first month of which a register has counted anything."""
    return (
        RegisterTotal.objects.filter(register=register)
        .order_by("month")
        .values_list("month", flat=True)
        .first()
    )


def first_month_in_time(register: str, *, besides: str) -> date | None:
    """The first month of which a register counted anything in that month itself, besides kinds that begin so."""
    now = TruncMonth("recorded_at", tzinfo=timezone.get_default_timezone(), output_field=DateField())
    rows = RegisterTotal.objects.filter(register=register, month=now).exclude(kind__startswith=besides)
    return rows.order_by("month").values_list("month", flat=True).first()


def is_sealed(register: str, *, month: date) -> bool:
    """Whether every count of a month is in a signed checkpoint: retention disposes of no row before (docs/explanation/answering.md)."""
    rows = RegisterTotal.objects.filter(register=register, month=month).values("id")
    events = Event.objects.filter(subject_table=RegisterTotal._meta.db_table, subject_id__in=rows)
    return not Pending.objects.filter(event_id__in=events.values("id")).exists()
