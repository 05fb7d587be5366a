"""Looks and authorisations of a period cut by a column, such as the service, the month or what an operation led to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.authorisations.states import AuthorisationKind, Ground, OperationOutcome, WhyNotRipa
from watchbook.figures.tallies import TALLIES, tally
from watchbook.investigations.queries import platform_title
from watchbook.law.offences import latest
from watchbook.looks.models import Purpose
from watchbook.looks.queries import counts
from watchbook.organisation.models import Service
from watchbook.reading.times.period import Period
from watchbook.reports.reporting_period import NamedPeriod, parts


class StatisticCut(TextChoices):
    """A column by which the figures are cut."""

    MONTH = "month", gettext_lazy("month (or year, for a long period)")
    SERVICE = "service", gettext_lazy("service")
    KIND = "kind", gettext_lazy("kind of authorisation")
    OFFENCE = "offence", gettext_lazy("offence")
    GROUND = "ground", gettext_lazy("ground")
    WHY_NOT_RIPA = "why_not_ripa", gettext_lazy("reason why RIPA does not apply")
    SOCIAL_MEDIA = "is_social_media", gettext_lazy("use of social media")
    OUTCOME = "outcome", gettext_lazy("outcome")
    PURPOSE = "purpose", gettext_lazy("purpose of the look")
    PLATFORM = "platform", gettext_lazy("platform of the look")


OF_LOOKS = (StatisticCut.PURPOSE, StatisticCut.PLATFORM)
OF_BOTH = (StatisticCut.MONTH, StatisticCut.SERVICE)
# The columns of a cut: the tallies of authorisations that are told beside each other.
TOLD_BESIDE = (
    "applications", "refused_by_officer", "refused_by_magistrate", "authorisations_by_period", "non_ripa_authorisations",
    "renewals", "cancellations", "lapses",
)  # fmt: skip


@dataclass(frozen=True)
class CutTable:
    """Figures cut by a column: the titles of what is told, and for each value its figures."""

    names: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def longest(self) -> int:
        """The greatest of the first figures, by which bars are drawn."""
        return max((row[0] for _words, row in self.rows), default=0)


def cut(period: Period, *, by: str) -> CutTable:
    """The looks and the authorisations of a period, cut by a column; one that only one of the two has tells that one."""
    names = ("looks",) if by in OF_LOOKS else TOLD_BESIDE
    if by in OF_BOTH:
        names = ("looks", *names)
    found = _by_part(names, period) if by == StatisticCut.MONTH else _by_column(names, period, by=by)
    titles = tuple(_("Looks") if name == "looks" else str(TALLIES[name].title) for name in names)
    return CutTable(names, titles, found)


def _by_part(names: Sequence[str], period: Period) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """By the months or years of a period, each tally in one query."""
    named: list[NamedPeriod] = parts(period)
    periods = [one.period for one in named]
    told = [_looks_of(periods) if name == "looks" else tally(name, periods)[None] for name in names]
    return tuple((one.words, tuple(column[place] for column in told)) for place, one in enumerate(named))


def _looks_of(periods: Sequence[Period]) -> list[int]:
    """The looks of the parts of a period, in order, none of which begins or ends within a month but the first and the last."""
    months = counts.counts(periods[0].first_on, periods[-1].last_on, by=("month",))
    return [
        sum(count for month, count in months.items() if one.first_on.replace(day=1) <= month <= one.last_on)
        for one in periods
    ]


def _by_column(names: Sequence[str], period: Period, *, by: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """By a column of the rows, the most frequent first."""
    found: dict[Any, list[int]] = {}
    for place, name in enumerate(names):
        for key, count in _column(name, period, by=by).items():
            found.setdefault(key, [0] * len(names))[place] += count
    words = WORDS.get(by, dict)()
    rows = [(capfirst(_word(by, key, words)), tuple(row)) for key, row in found.items() if any(row)]
    return tuple(sorted(rows, key=lambda row: (-sum(row[1]), row[0])))


def _column(name: str, period: Period, *, by: str) -> dict[Any, int]:
    if name == "looks":
        return counts.counts(*_days(period), by=(by,))
    return {key: counted[0] for key, counted in tally(name, [period], by=by).items()}


def _word(by: str, key: Any, words: dict[Any, Any]) -> str:
    if by == StatisticCut.OFFENCE and key:
        return latest(key).title
    if by == StatisticCut.PLATFORM and key:
        return platform_title(key)
    return str(words.get(key) or key or _("not recorded"))


def _days(period: Period) -> tuple[date, date]:
    return period.first_on, period.last_on


WORDS: dict[str, Callable[[], dict[Any, Any]]] = {
    StatisticCut.SERVICE: lambda: dict(Service.objects.values_list("id", "name")),
    StatisticCut.KIND: lambda: dict(AuthorisationKind.choices),
    StatisticCut.GROUND: lambda: dict(Ground.choices),
    StatisticCut.WHY_NOT_RIPA: lambda: dict(WhyNotRipa.choices),
    StatisticCut.OUTCOME: lambda: dict(OperationOutcome.choices),
    StatisticCut.PURPOSE: lambda: dict(Purpose.choices),
    StatisticCut.SOCIAL_MEDIA: lambda: {
        True: _("social media"),
        False: _("not social media"),
        None: _("not stated"),
    },
}
