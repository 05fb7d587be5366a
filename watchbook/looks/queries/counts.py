"""How many looks there were: by service, month, kind, purpose or platform. Figures without a person (docs/explanation/looks.md#what-another-service-learns).

Whole months come from the register totals, which stay when looks are disposed of; the days that are left, and what was
recorded by an earlier moment, from the looks themselves.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, TruncMonth
from django.utils import timezone

from watchbook.audit_log.asked_once import asked_once
from watchbook.law.periods import months_after
from watchbook.looks.models import Basis, Look, LookOrigin
from watchbook.looks.rules.drift import window_begins
from watchbook.looks.sitting import TOTAL
from watchbook.register import queries as register_totals

ONE_DAY = timedelta(days=1)
IMPORTED = "imported_"
# A look of an earlier log, or one recorded more than a day late, says nothing of the others of its time.
IN_TIME = Q(recorded_at__lt=F("opened_at") + ONE_DAY) & ~Q(way=LookOrigin.IMPORTED)


@asked_once
def counts(
    first_on: date, last_on: date, *, by: Iterable[str] = (), as_at: datetime | None = None
) -> dict[Any, int]:
    """How many looks were made on the days of a period, by these columns: service, month, kind, purpose, platform."""
    columns = tuple(by)
    months = _whole_months(first_on, last_on) if as_at is None else None
    if months is None:
        rows = _by_rows(first_on, last_on, columns=columns, as_at=as_at)
        return {key: count for key, count in rows.items() if count}
    first_month, after = months
    found: Counter[Any] = Counter(
        register_totals.totals(TOTAL, first_month=first_month, last_month=after - ONE_DAY, by=columns)
    )
    if first_on < first_month:
        found += _by_rows(first_on, first_month - ONE_DAY, columns=columns, as_at=None)
    if after <= last_on:
        found += _by_rows(after, last_on, columns=columns, as_at=None)
    return {key: count for key, count in found.items() if count}


@asked_once
def first_day(*, as_at: datetime | None = None) -> date | None:
    """The day of the first look on record, or the first day of the first month that is counted; None without any."""
    return _earlier(
        _known(as_at).order_by("opened_at"),
        register_totals.first_month(TOTAL) if as_at is None else None,
    )


@asked_once
def begins_on(*, as_at: datetime | None = None) -> date | None:
    """The day from which looks were recorded as they happened; with none such, that of the first on record."""
    month = register_totals.first_month_in_time(TOTAL, besides=IMPORTED) if as_at is None else None
    return _earlier(_known(as_at).filter(IN_TIME).order_by("opened_at"), month) or first_day(as_at=as_at)


def begun_by(service: UUID) -> date | None:
    """The day of the first look of a service that was recorded as it happened; None before there is one."""
    return _earlier(Look.objects.filter(IN_TIME, service=service).order_by("opened_at"), None)


def officers(first_on: date, last_on: date, *, as_at: datetime | None = None) -> int:
    """How many people made looks on the days of a period."""
    rows = _rows(first_on, last_on, as_at=as_at).order_by()
    return rows.values("opened_by").distinct().count()


def without_basis(first_on: date, last_on: date, *, as_at: datetime | None = None) -> int:
    """How many looks of a period were made without a basis."""
    return _rows(first_on, last_on, as_at=as_at).filter(basis=Basis.NONE).count()


def _whole_months(first_on: date, last_on: date) -> tuple[date, date] | None:
    """The first day of the first whole month of a period, and the day after its last one; None where it holds none."""
    first = first_on if first_on.day == 1 else months_after(first_on.replace(day=1), months=1)
    after = (last_on + ONE_DAY).replace(day=1)
    return (first, after) if first < after else None


def _by_rows(
    first_on: date, last_on: date, *, columns: tuple[str, ...], as_at: datetime | None
) -> Counter[Any]:
    rows = _rows(first_on, last_on, as_at=as_at).order_by()
    if not columns:
        return Counter({(): rows.count()})
    kinds = Case(
        When(way=LookOrigin.IMPORTED, then=Concat(Value(IMPORTED), F("manner"))),
        default=Cast(F("manner"), CharField()),
    )
    month = TruncMonth("opened_at", tzinfo=timezone.get_default_timezone(), output_field=DateField())
    named = {"kind": kinds, "month": month}
    found = rows.annotate(**{f"by_{one}": named.get(one) or F(one) for one in columns})
    listed = found.values_list(*(f"by_{one}" for one in columns)).annotate(count=Count("id"))
    return Counter({row[:-1] if len(columns) > 1 else row[0]: row[-1] for row in listed})


def _known(as_at: datetime | None) -> QuerySet[Look]:
    return Look.objects.all() if as_at is None else Look.objects.filter(recorded_at__lte=as_at)


def _earlier(rows: QuerySet[Look], month: date | None) -> date | None:
    """The day of the first of these looks, or the first day of a month that was counted before, of which no look is left."""
    moment = rows.values_list("opened_at", flat=True).first()
    looked = timezone.localdate(moment) if moment else None
    if month is None or looked is None:
        return looked or month
    return looked if looked.replace(day=1) <= month else month


def looks_between(first_on: date, last_on: date) -> Q:
    """The looks of some London days, as a condition."""
    begins = window_begins(on=first_on, window_days=0)
    ends = window_begins(on=last_on + ONE_DAY, window_days=0)
    return Q(opened_at__gte=begins, opened_at__lt=ends)


def _rows(first_on: date, last_on: date, *, as_at: datetime | None) -> QuerySet[Look]:
    rows = Look.objects.filter(looks_between(first_on, last_on))
    return rows if as_at is None else rows.filter(recorded_at__lte=as_at)
