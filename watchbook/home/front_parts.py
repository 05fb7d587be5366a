"""The looks of a year by month and by service, counted."""

from django.db.models import Q

from watchbook.looks.queries import counts
from watchbook.organisation.models import Service
from watchbook.reading.times.period import Period

MONTHS = range(1, 13)


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
