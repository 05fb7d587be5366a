"""Looks of the last twelve months as a picture, one bar a month: for those who read figures or the sheet, and for those who look."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import can
from watchbook.law.periods import months_after
from watchbook.looks.permissions import may_open_looks, may_read_look_figures, may_see_all_looks
from watchbook.looks.sitting import TOTAL
from watchbook.organisation.by_duties import by_duties
from watchbook.organisation.models import Person, Service
from watchbook.organisation.queries import services_led_by, today
from watchbook.register.asked_together import Reader, Wants, gathered
from watchbook.register.models.totals import RegisterTotal
from watchbook.register.queries import sums
from watchbook.register.written import written_by_services
from watchbook.reports.permissions import may_read_sheet
from watchbook.web.picture import WHOLE

MONTHS = 12
OF_ALL = gettext_lazy("Looks in the last 12 months, whole authority")
OF_SERVICES_LED = gettext_lazy("Looks in the last 12 months, your services")
OF_OWN_SERVICE = gettext_lazy("Looks in the last 12 months, your service")


class MonthOfLooks(NamedTuple):
    """A month: its first day, how many looks were made in it, and its share of the most."""

    first_on: date
    looks: int
    share: float

    @property
    def words(self) -> str:
        """October 2026."""
        return date_format(self.first_on, "F Y")


@by_duties
def title_of_year(person: Person) -> Promise | None:
    """The title of somebody’s picture, with whose looks it counts; None for those who have no picture."""
    if can(may_see_all_looks, person):
        return OF_ALL
    if services_led_by(person, on=today()):
        return OF_SERVICES_LED
    if can(may_read_look_figures, person) or can(may_read_sheet, person):
        return OF_ALL
    return OF_OWN_SERVICE if person.service_id and can(may_open_looks, person) else None


def year_of_looks(person: Person, *, on: date) -> list[MonthOfLooks]:
    """The twelve months up to a day, the oldest first; none for those who have no picture, or before the first look."""
    return gathered([year_of_looks_for(person, on=on)])


@written_by_services
def _counted(person: Person, on: date) -> QuerySet[RegisterTotal, tuple[Any, ...]]:
    rows, title = _rows(on), title_of_year(person)
    if title is OF_SERVICES_LED:
        return rows.filter(service__in=services_led_by(person, on=on))
    return rows.filter(service=person.service_id) if title is OF_OWN_SERVICE else rows


def year_of_looks_for(person: Person, *, on: date) -> Reader[MonthOfLooks]:
    """The same, asked for together with others. Each month is counted by the register’s totals, which stay when looks are disposed of."""
    if title_of_year(person) is None:
        return
    rows = _counted(person, on)
    yield Wants(rows)
    yield from _drawn(dict(rows), on=on)


def year_of_looks_of(service: Service, *, on: date) -> list[MonthOfLooks]:
    """The same of one service. One query."""
    return _drawn(dict(_rows(on).filter(service=service)), on=on)


def looks_by_service(services: Collection[UUID], *, on: date) -> dict[UUID, int]:
    """Count the looks of some services in the same twelve months. One query."""
    rows = sums(TOTAL, first_month=_months(on)[0], last_month=on, by=("service",))
    return dict(rows.filter(service__in=services))


def _rows(on: date) -> QuerySet[RegisterTotal, tuple[Any, ...]]:
    return sums(TOTAL, first_month=_months(on)[0], last_month=on, by=("month",))


@lru_cache(2)
def _months(on: date) -> tuple[date, ...]:
    return tuple(months_after(on.replace(day=1), months=number) for number in range(1 - MONTHS, 1))


def _drawn(made: dict[date, int], *, on: date) -> list[MonthOfLooks]:
    counted = [(month, made.get(month, 0)) for month in _months(on)]
    most = max(looks for _month, looks in counted)
    return [MonthOfLooks(month, looks, round(WHOLE * looks / most, 1)) for month, looks in counted if most]
