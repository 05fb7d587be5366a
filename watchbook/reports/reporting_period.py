"""The period of a report: two days of one's own, or a calendar year, financial year or quarter by one link; and the same a year before.

A report that leaves the house has whole quarters alone: two reports that differ by a day would tell what was done on it.
"""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.figures.financial_year import financial_years
from watchbook.governance.statements.rules import Quarter, quarter_before, quarter_of
from watchbook.law.periods import months_after, months_beginning_with, read_day
from watchbook.law.refusals import Refusal
from watchbook.reading.times.period import Period
from watchbook.web.day_field import EARLIEST_YEAR
from watchbook.web.wording import day

A_YEAR = 12  # months
QUARTERS_OFFERED = 4
ONE_DAY = timedelta(days=1)
MONTHS_SHOWN = 24  # of a longer period the years are shown


class NamedPeriod(NamedTuple):
    """A period with what it is called."""

    words: str
    period: Period

    @property
    def query(self) -> str:
        """The question of its address."""
        return as_query(self.period)


class PeriodRefused(Exception):
    """Raised where two days name no period that can be reported on; says what to do."""


def as_query(period: Period) -> str:
    """Write a period as the question of an address."""
    return f"?from={period.first_on.isoformat()}&to={period.last_on.isoformat()}"


def read_period(first: str, last: str, *, on: date) -> Period:
    """The period from one written day to another, up to a day; without any, this calendar year. Raises PeriodRefused."""
    try:
        begins = read_day(first) if first else date(on.year, 1, 1)
        ends = read_day(last) if last else on
    except Refusal:
        raise PeriodRefused(_("Enter both dates in figures, such as 2026-06-15.")) from None
    if begins > ends:
        raise PeriodRefused(_("The first date is after the last date. Enter the earlier date first."))
    if begins > on:
        raise PeriodRefused(_("The first date is in the future. Enter a period that has begun."))
    if begins.year < EARLIEST_YEAR:
        raise PeriodRefused(_("The first date is more than 100 years ago. Enter a later date."))
    return Period(begins, min(ends, on))


def read_quarters(first: str, last: str, *, on: date) -> Period:
    """The whole quarters from one written day to another, all of them over; without any, those of this year, else last year. Raises PeriodRefused."""
    if not first and not last:
        over = quarter_before(on).last_on
        return Period(date(over.year, 1, 1), over)
    period = read_period(first, last, on=on)
    if quarter_of(period.first_on).first_on != period.first_on:
        raise PeriodRefused(
            _(
                "The report covers whole quarters. Enter a first date of 1 January, 1 April, 1 July or 1 October."
            )
        )
    if period.last_on >= on:
        raise PeriodRefused(_("The last quarter is not over. Enter the last date of a quarter that is over."))
    if quarter_of(period.last_on).last_on != period.last_on:
        raise PeriodRefused(
            _(
                "The report covers whole quarters. Enter a last date of 31 March, 30 June, 30 September or 31 December."
            )
        )
    return period


def is_calendar_year(period: Period) -> bool:
    """Whether a period is one calendar year: no two of them overlap, so none can be worked out from others."""
    return (period.first_on, period.last_on) == (
        date(period.first_on.year, 1, 1),
        date(period.first_on.year, 12, 31),
    )


def period_before(period: Period) -> Period:
    """The same days a year earlier, or as many years as the period lasts, so that no day is in both; whole months stay whole months."""
    back = -A_YEAR * _years_back(period)
    first = months_after(period.first_on, months=back)
    last = months_after(period.last_on + ONE_DAY, months=back) - ONE_DAY
    return Period(first, max(first, last))


def before_words(period: Period) -> str:
    """Name the column of the period before."""
    years = _years_back(period)
    return ngettext("Year before", "{count} years before", years).format(count=years)


def _years_back(period: Period) -> int:
    """The least number of years after whose start the period is over."""
    years = 1
    while months_after(period.first_on, months=A_YEAR * years) <= period.last_on:
        years += 1
    return years


def offered(on: date) -> list[NamedPeriod]:
    """The periods that are offered by name: this and the last calendar and financial year, and the last four quarters."""
    return [NamedPeriod(words, Period(first, min(last, on))) for words, first, last in _known(on)]


def offered_whole(on: date) -> list[NamedPeriod]:
    """Return the periods among them that are over."""
    return [NamedPeriod(words, Period(first, last)) for words, first, last in _known(on) if last < on]


def _known(on: date) -> list[tuple[str, date, date]]:
    years = [(date(year, 1, 1), date(year, 12, 31)) for year in (on.year, on.year - 1)]
    this = financial_years(on).around(on)
    financial = [this, financial_years(on).around(this[0] - ONE_DAY)]
    quarters, quarter = list[Quarter](), quarter_of(on)
    for _back in range(QUARTERS_OFFERED):
        quarter = quarter_before(quarter.first_on)
        quarters.append(quarter)
    return [
        *((str(first.year), first, last) for first, last in years),
        *((f"{first.year}/{last:%y}", first, last) for first, last in financial),
        *(
            (_("{first} to {last}").format(first=day(first), last=day(last)), first, last)
            for first, last in quarters
        ),
    ]


def parts(period: Period) -> list[NamedPeriod]:
    """The months that a period is made of; of one longer than two years, its calendar years. The first and last may be cut."""
    by_month = months_after(period.first_on, months=MONTHS_SHOWN) > period.last_on
    found, first = list[NamedPeriod](), period.first_on
    while first <= period.last_on:
        begins = first.replace(day=1) if by_month else date(first.year, 1, 1)
        last = min(months_beginning_with(begins, months=1 if by_month else A_YEAR), period.last_on)
        words = day(first).partition(" ")[2] if by_month else str(first.year)
        found.append(NamedPeriod(words, Period(first, last)))
        first = last + ONE_DAY
    return found
