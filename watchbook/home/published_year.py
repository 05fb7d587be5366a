"""The looks of the last calendar year as a picture on the first page of those who read no other figures."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.formats import date_format

from watchbook.home.front import most_hidden
from watchbook.home.front_parts import MONTHS
from watchbook.home.year_of_looks import title_of_year
from watchbook.looks.sitting import TOTAL
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of
from watchbook.register.asked_together import Reader, Wants
from watchbook.register.models.totals import RegisterTotal
from watchbook.register.queries import sums
from watchbook.register.written import written
from watchbook.reports.small_numbers import told_months
from watchbook.web.picture import PictureRow, columns


class PublishedYear(NamedTuple):
    """A column for each month that the public page shows, by the same rule, and the first and the last month."""

    year: int
    drawn: PictureRow
    ends: tuple[str, str]


@written
def _counted(_person: Person, on: date) -> QuerySet[RegisterTotal, tuple[Any, ...]]:
    first, last = _ends(on)
    return sums(TOTAL, first_month=first, last_month=last, by=("month",))


def published_year_for(person: Person, *, on: date) -> Reader[PublishedYear]:
    """Tell it to whoever holds a duty and has no picture of looks; nothing where no month has a number that is shown."""
    if not duties_of(person, on=on) or title_of_year(person) is not None:
        return
    rows = _counted(person, on)
    yield Wants(rows)
    made, ends = dict(rows), _ends(on)
    months = [made.get(ends[0].replace(month=month), 0) for month in MONTHS]
    heights = [count or 0 for count in told_months(months, below=most_hidden(on=on) + 1)]
    if any(heights):
        first, last = (date_format(month, "F Y") for month in ends)
        yield PublishedYear(on.year - 1, columns(heights), (first, last))


def _ends(on: date) -> tuple[date, date]:
    return date(on.year - 1, 1, 1), date(on.year - 1, 12, 1)
