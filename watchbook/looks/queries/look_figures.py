"""Figures of looks without a person: outcomes, how many had no basis, how many officers looked (demands D7, D8, D18).

Counted from the looks and their evaluations, so they end with their retention; the bare counts stay (queries/counts.py).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from watchbook.audit_log.asked_once import asked_once
from watchbook.looks.models import Basis, Evaluation, Look, LookOrigin, Purpose, Verification
from watchbook.looks.queries.counts import looks_between

Days = tuple[date, date]
NOT_VERIFIED = (Verification.NOT_CHECKED, Verification.NOTHING_TO_CHECK)


@dataclass(frozen=True)
class EvaluationCounts:
    """Of how many looks it was said what became of them: useful or not, checked how, decided on, the person told."""

    looks: int
    evaluated: int
    useful: Mapping[str, int]
    verified: int
    used_in_decision: int
    told: Mapping[str, int]


@dataclass(frozen=True)
class Faults:
    """How many looks had no basis, and in how many more was done than looking."""

    without_basis: int
    did_more: int


@asked_once
def became(periods: tuple[Days, ...], *, as_at: datetime | None = None) -> EvaluationCounts:
    """What is said of the looks of these days, the newest word on each. Two queries."""
    rows = looks_of(periods, as_at=as_at)
    said = Evaluation.objects.filter(look__in=rows)
    if as_at is not None:
        said = said.filter(recorded_at__lte=as_at)
    newest = said.order_by("look_id", "-recorded_at").distinct("look_id")
    columns = ("useful", "verified", "used_in_decision", "told")
    sorts = Evaluation.objects.filter(pk__in=newest.values("pk")).order_by().values(*columns)
    found = list(sorts.annotate(count=Count("pk")))
    return EvaluationCounts(
        looks=rows.count(),
        evaluated=sum(one["count"] for one in found),
        useful=_by(found, "useful"),
        verified=sum(one["count"] for one in found if one["verified"] not in NOT_VERIFIED),
        used_in_decision=sum(one["count"] for one in found if one["used_in_decision"]),
        told=_by(found, "told"),
    )


def _by(sorts: Iterable[Mapping[str, Any]], column: str) -> Counter[str]:
    counted: Counter[str] = Counter()
    for one in sorts:
        counted[one[column]] += one["count"]
    return counted


@asked_once
def faults(
    periods: tuple[Days, ...], *, as_at: datetime | None = None, without_own_pages: bool = False
) -> Faults:
    """Count the looks of these days in which something was wrong, with or without those at the authority's own pages. Two queries."""
    rows = looks_of(periods, as_at=as_at)
    if without_own_pages:
        rows = rows.exclude(purpose=Purpose.OWN_PAGES)
    return Faults(
        without_basis=rows.filter(basis=Basis.NONE).count(), did_more=rows.filter(did_more=True).count()
    )


@asked_once
def officers(periods: tuple[Days, ...], *, as_at: datetime | None = None) -> int:
    """How many people made looks of these days that were recorded here, imported logs left out. One query."""
    rows = looks_of(periods, as_at=as_at).exclude(way=LookOrigin.IMPORTED)
    return rows.order_by().values("opened_by").distinct().count()


def looks_of(periods: Iterable[Days], *, as_at: datetime | None) -> QuerySet[Look]:
    """The looks of these days, as recorded by a moment."""
    within = Q(pk__in=[])
    for first_on, last_on in periods:
        within |= looks_between(first_on, last_on)
    rows = Look.objects.filter(within)
    return rows if as_at is None else rows.filter(recorded_at__lte=as_at)
