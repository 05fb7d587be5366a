"""Statistics as CSV: a figure a line, each with what it needs to be read alone: authority, days, moment, query and status."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from watchbook.files.spreadsheet import write_csv
from watchbook.organisation.queries import the_authority
from watchbook.reading.times.period import Period
from watchbook.reports.reporting_period import period_before
from watchbook.reports.statistics import statistics
from watchbook.reports.statistics_cut import StatisticCut, cut

# In English, for they are read by programs too.
COLUMNS = ("authority", "figure", "title", "cut_by", "value", "from", "to", "count", "status", "counted_at")


def statistics_csv(period: Period, *, on: date) -> bytes:
    """All figures of a period and of the days a year before, and every cut of those of the period."""
    authority = the_authority()
    name, at = authority.name if authority else "", timezone.now()
    return write_csv(COLUMNS, [[name, *line, _moment(at)] for line in _lines(period, on=on)])


def _lines(period: Period, *, on: date) -> Iterator[list[str]]:
    before = period_before(period)
    for table in statistics(period, on=on):
        for line in table.lines:
            status = str(line.status or "")
            yield [line.name, line.title, "", "", *_days(period), str(line.count), status]
            yield [line.name, line.title, "", "", *_days(before), str(line.before), ""]
    for by in StatisticCut.values:
        told = cut(period, by=by)
        for value, row in told.rows:
            for name, title, count in zip(told.names, told.titles, row, strict=True):
                yield [name, title, by, value, *_days(period), str(count), ""]


def _days(period: Period) -> list[str]:
    return [period.first_on.isoformat(), period.last_on.isoformat()]


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
