"""The looks of a year by month and by service: how they are counted, and the lines that the public reads of them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from watchbook.files.spreadsheet import write_csv
from watchbook.looks.queries import counts
from watchbook.organisation.models import Service
from watchbook.reading.times.period import Period

MONTHS = range(1, 13)


class PartLine(NamedTuple):
    """A month or a service, its number of looks where that is shown, and what is said of it."""

    title: str
    looks: int | None
    said: str


def looks_by_month(year: Period) -> list[int]:
    """Count the looks of each month of a calendar year. One query."""
    found = counts.counts(year.first_on, year.last_on, by=("month",))
    return [found.get(year.first_on.replace(month=month), 0) for month in MONTHS]


def looks_by_service(year: Period) -> dict[str, int]:
    """Count the looks of each service that was there in a year, by name, and of none. Two queries.

    A service stands there whether or not it made looks, so that no line tells anything by standing there.
    """
    found = counts.counts(year.first_on, year.last_on, by=("service",))
    is_there = Q(closed_on=None) | Q(closed_on__gte=year.first_on) | Q(id__in=[one for one in found if one])
    services = {one.name: found.get(one.id, 0) for one in Service.objects.filter(is_there)}
    return services | {"": found.get(None, 0)}


def month_lines(year: int, months: Iterable[int | None], *, is_signed: bool) -> list[PartLine]:
    """Say the looks of each month."""
    named = zip(MONTHS, months, strict=True)
    return [_line(date_format(date(year, month, 1), "F Y"), count, is_signed) for month, count in named]


def service_lines(services: Iterable[tuple[str, int | None]], *, is_signed: bool) -> list[PartLine]:
    """Say the looks of each service."""
    return [_line(name or _("No service recorded"), count, is_signed) for name, count in services]


def looks_csv(months: Iterable[PartLine], services: Iterable[PartLine]) -> bytes:
    """Write both as a table, a month or a service a line."""
    lines = [
        *((_("Month"), one) for one in months),
        *((_("Service"), one) for one in services),
    ]
    columns = (_("By"), _("Month or service"), _("Looks"))
    return write_csv(columns, [(by, one.title, str(one.looks or one.said)) for by, one in lines])


def _line(title: str, count: int | None, is_signed: bool) -> PartLine:
    if count is None:
        return PartLine(title, None, _("not shown"))
    if not count and not is_signed:
        return PartLine(title, 0, _("none on record"))
    return PartLine(title, count, f"{count:,}")
