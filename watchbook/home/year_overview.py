"""A year month by month: looks, authorisations, requests, errors and deletions, each counted as answers to requests count it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.authorisations.permissions import may_read_central_record
from watchbook.authorisations.queries.central_record import first_entry_on
from watchbook.figures.tallies import tally
from watchbook.foi.permissions import may_read_requests
from watchbook.foi.queries import InboxRequest, listed, requests_received
from watchbook.looks.permissions import may_read_look_figures
from watchbook.looks.queries.counts import begins_on, counts
from watchbook.organisation.models import Person
from watchbook.oversight.error_report.permissions import may_read_errors
from watchbook.reading.times.period import Period
from watchbook.reports.reporting_period import parts
from watchbook.retention.deletion.permissions import may_read_deletions
from watchbook.web.picture import PictureRow, columns

DECEMBER = 12


@dataclass(frozen=True)
class YearFigure:
    """A figure of each month: its title, its counts, of them those `within` (the darker part), and the page of its rows."""

    title: Promise
    counts: Sequence[int]
    address: str
    may: Callable[[Person], None]
    within: Sequence[int] = ()
    begins: date | None = None  # of a register that tells nothing of the months before

    @property
    def total(self) -> int:
        """Return the sum of its months."""
        return sum(self.counts)

    @property
    def picture(self) -> PictureRow:
        """Draw one column for each month."""
        return columns(self.counts, self.within)


@dataclass(frozen=True)
class YearOverview:
    """The months of a year that have begun, and each figure with its picture; how many requests of each month are late."""

    months: tuple[date, ...]
    figures: tuple[YearFigure, ...]
    late: tuple[int, ...]

    @property
    def titles(self) -> list[str]:
        """Name the columns of the table."""
        return [title for title, _counts, _begins in self._columns()]

    @property
    def rows(self) -> list[tuple[str, tuple[int | str, ...]]]:
        """List each month with its figures, then the whole year."""
        columns = list(self._columns())
        told = [
            (
                date_format(month, "F"),
                tuple(_told(counts[place], month, begins) for _title, counts, begins in columns),
            )
            for place, month in enumerate(self.months)
        ]
        return [*told, (_("Total"), tuple(sum(counts) for _title, counts, _begins in columns))]

    def _columns(self) -> Iterator[tuple[str, Sequence[int], date | None]]:
        for one in self.figures:
            yield str(one.title), one.counts, one.begins
            if one.within:
                yield _("Answered in time"), one.within, None
                yield _("Late"), self.late, None


def _told(count: int, month: date, begins: date | None) -> int | str:
    """Tell a month; of one that was over before its register began, that."""
    if count or begins is None or begins.replace(day=1) <= month:
        return count
    return _("no register yet")


def year_overview(year: int, *, on: date) -> YearOverview:
    """Count a year up to a day. Twelve queries, however much there is."""
    whole = Period(date(year, 1, 1), min(on, date(year, DECEMBER, 31)))
    periods = [one.period for one in parts(whole)]
    months = tuple(one.first_on for one in periods)
    looks = counts(whole.first_on, whole.last_on, by=("month",))
    received, in_time, late = _requests(whole, on=on)

    def told(name: str) -> tuple[int, ...]:
        return tally(name, periods)[None]

    figures = (
        YearFigure(
            gettext_lazy("Looks"),
            [looks.get(month, 0) for month in months],
            "looks:report",
            may_read_look_figures,
            begins=begins_on(),
        ),
        YearFigure(
            gettext_lazy("RIPA authorisations granted"),
            told("granted_by_officer"),
            "authorisations:record",
            may_read_central_record,
            begins=first_entry_on(),
        ),
        YearFigure(
            gettext_lazy("Requests received"), received, "foi:requests", may_read_requests, within=in_time
        ),
        YearFigure(
            gettext_lazy("Possible errors found"), told("errors"), "oversight:errors", may_read_errors
        ),
        YearFigure(
            gettext_lazy("Records deleted"), told("deletions"), "retention:deletions", may_read_deletions
        ),
    )
    return YearOverview(months, figures, late)


def _requests(whole: Period, *, on: date) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """The requests received in each month; of those how many were answered in time, and how many late or are late. Two queries."""
    rows = requests_received().filter(received_on__range=(whole.first_on, whole.last_on))
    told = listed(rows.defer("text", "attached"), on=on)
    return (
        _by_month(told, of=whole),
        _by_month((one for one in told if one.sent_on and not one.is_late), of=whole),
        _by_month((one for one in told if one.is_late), of=whole),
    )


def _by_month(rows: Iterable[InboxRequest], *, of: Period) -> tuple[int, ...]:
    counted = Counter(one.request.received_on.month for one in rows)
    return tuple(counted[month] for month in range(1, of.last_on.month + 1))
