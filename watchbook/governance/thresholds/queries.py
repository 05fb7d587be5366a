"""Reading the authority's own thresholds of drift: those of a day, every row, and the rules with them in force."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db.models import QuerySet

from watchbook.audit_log.asked_once import asked_once
from watchbook.audit_log.written_once import SOME_DAY, SOME_MOMENT, objects
from watchbook.governance.thresholds.models import DriftThreshold
from watchbook.governance.thresholds.rules import Thresholds, laxer, proposed
from watchbook.law.parameters import choosing


@asked_once
def set_for(*, on: date, as_at: datetime | None = None) -> DriftThreshold | None:
    """The row that applies on a day, as recorded by a moment, if the authority has set any by then. One query."""
    query = _set_for_a_day if as_at is None else _recorded_by_then
    return next(iter(objects(query, {SOME_DAY: on, SOME_MOMENT: as_at})), None)


def _set_for_a_day() -> QuerySet[DriftThreshold]:
    return DriftThreshold.objects.filter(from_on__lte=SOME_DAY)[:1]


def _recorded_by_then() -> QuerySet[DriftThreshold]:
    return DriftThreshold.objects.filter(from_on__lte=SOME_DAY, recorded_at__lte=SOME_MOMENT)[:1]


def drift_thresholds() -> list[DriftThreshold]:
    """Every row, the one that begins last first. One query."""
    return list(DriftThreshold.objects.select_related("set_by"))


def values_of(row: DriftThreshold) -> Thresholds:
    """The numbers of a row."""
    return Thresholds(**{name: getattr(row, name) for name in Thresholds.__slots__})


def applied(*, on: date) -> Thresholds:
    """The numbers that apply on a day: the authority's own, each unless the rules have become stricter since."""
    row, by_law = set_for(on=on), proposed(on=on)
    if row is None:
        return by_law
    own = values_of(row)
    outdone = laxer(own, on=on)
    return Thresholds(
        **{name: getattr(by_law if name in outdone else own, name) for name in Thresholds.__slots__}
    )


@contextmanager
def own_thresholds(*, on: date) -> Iterator[None]:
    """Within, whatever asks the law for a threshold of drift on this day gets the authority's own."""
    with choosing(applied(on=on).by_parameter):
        yield
