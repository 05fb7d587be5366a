"""Statistics of a period beside the same days a year before: the figures of answers to requests, in lines, and cut by a column.

What is nought is told with the status of its figure: nil on signed statements, or still to be searched. A figure is never told
here that an answer would count otherwise (`figures.tallies`, `figures.named`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.authorisations.states import AuthorisationKind, Ground, OperationOutcome, WhyNotRipa
from watchbook.figures.authorisation_tallies import AUTHORISATIONS, in_force_on
from watchbook.figures.findings import Finding, Status, Value, status_words
from watchbook.figures.named import QUERIES, figure
from watchbook.figures.tallies import TALLIES, tally
from watchbook.investigations.queries import platform_title
from watchbook.law.offences import latest
from watchbook.looks.models import Purpose
from watchbook.looks.queries import counts
from watchbook.organisation.models import Service
from watchbook.reading.times.period import Period
from watchbook.reports.reporting_period import NamedPeriod, parts, year_before
from watchbook.triage.models import Direction
from watchbook.triage.queries import titles_of

ONE_DAY = timedelta(days=1)
NOUGHT = (Status.NIL, Status.NOT_HELD, Status.TO_BE_SEARCHED)  # what an answer says of none on record


class StatisticCut(TextChoices):
    """A column by which the figures are cut."""

    MONTH = "month", gettext_lazy("month (or year, for a long period)")
    SERVICE = "service", gettext_lazy("service")
    KIND = "kind", gettext_lazy("kind of authorisation")
    OFFENCE = "offence", gettext_lazy("offence")
    GROUND = "ground", gettext_lazy("ground")
    WHY_NOT_RIPA = "why_not_ripa", gettext_lazy("reason for being outside RIPA")
    SOCIAL_MEDIA = "is_social_media", gettext_lazy("social media or not")
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
SECTIONS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("Authorisations"), tuple(AUTHORISATIONS)),
    (gettext_lazy("Triage"), ("assessments", "departures")),
    (gettext_lazy("Covert profiles"), ("covert_profiles", "profiles_retired")),
    (gettext_lazy("Errors"), ("errors", "errors_established", "errors_reported")),
    (gettext_lazy("Training"), ("training_sessions", "training_given")),
    (gettext_lazy("Retention and requests"), ("deletions", "rights_requests", "complaints")),
)


@dataclass(frozen=True)
class StatisticLine:
    """One figure: of the period, and of the days a year before; what an answer says of it where it is nought."""

    name: str
    title: str
    count: int
    before: int
    status: Status | None = None
    said: str = ""

    @property
    def note(self) -> str:
        """The status of a nought, in words."""
        return status_words(self.status) if self.status else ""


@dataclass(frozen=True)
class StatisticTable:
    """Lines under a heading."""

    title: str
    lines: tuple[StatisticLine, ...]


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


def statistics(period: Period, *, on: date) -> list[StatisticTable]:
    """Every figure of a period, asked for on a day. A fixed number of queries for figures that are not nought."""
    both = (period, year_before(period))
    return [
        StatisticTable(str(gettext_lazy("Looks")), tuple(_looks(both, on=on))),
        *(
            StatisticTable(
                str(title),
                (*(_line(name, both, on=on) for name in names), *_more(names, both)),
            )
            for title, names in SECTIONS
        ),
    ]


def cut(period: Period, *, by: str) -> CutTable:
    """The looks and the authorisations of a period, cut by a column; one that only one of the two has tells that one."""
    names = ("looks",) if by in OF_LOOKS else TOLD_BESIDE
    if by in OF_BOTH:
        names = ("looks", *names)
    found = _by_part(names, period) if by == StatisticCut.MONTH else _by_column(names, period, by=by)
    titles = tuple(_("Looks") if name == "looks" else str(TALLIES[name].title) for name in names)
    return CutTable(names, titles, found)


def _looks(both: Sequence[Period], *, on: date) -> list[StatisticLine]:
    """The figures of looks, as answers tell them."""
    told = {name: [figure(name, on=on, period=one) for one in both] for name in LOOKS}
    return [
        _of_findings(name, str(title), told[name], of=of)
        for name, lines in LOOKS.items()
        for title, of in lines
    ]


type Of = Callable[[Value], int]


def _at(*keys: str) -> Of:
    """Read the number under a key of a value; a value that is a number itself is nought of every sort."""

    def read(value: Value) -> int:
        found = value
        for key in keys:
            found = found.get(key, 0) if isinstance(found, dict) else 0
        return found if isinstance(found, int) else 0

    return read


def _itself(value: Value) -> int:
    return value if isinstance(value, int) else 0


LOOKS: dict[str, tuple[tuple[Promise, Of], ...]] = {
    "conducts_research": (
        (gettext_lazy("Looks at social media"), _at("looks")),
        (gettext_lazy("Of those, made openly"), _at("overt")),
        (gettext_lazy("Of those, made covertly"), _at("covert")),
        (gettext_lazy("Of those, neither announced nor hidden"), _at("unannounced")),
    ),
    "staff_involved": ((gettext_lazy("Officers who recorded looks"), _itself),),
    "unauthorised_looks": (
        (gettext_lazy("Looks without a basis"), _at("without_basis")),
        (gettext_lazy("Looks in which more was done than looking"), _at("did_more")),
    ),
    "usefulness": (
        (gettext_lazy("Looks with an outcome recorded"), _at("evaluated")),
        (gettext_lazy("Of those, useful"), _at("useful", "yes")),
        (gettext_lazy("Of those, used in a decision"), _at("used_in_decision")),
    ),
}


def _of_findings(name: str, title: str, found: Sequence[Finding], *, of: Of) -> StatisticLine:
    now, before = (of(one.value) for one in found)
    status = found[0].status if not now and found[0].status in NOUGHT else None
    return StatisticLine(name, title, now, before, status, found[0].answer if status else "")


def _line(name: str, both: Sequence[Period], *, on: date) -> StatisticLine:
    """One tally; of nought, what an answer would say of it."""
    now, before = tally(name, both)[None]
    title = str(TALLIES[name].title)
    if now or name not in QUERIES:
        return StatisticLine(name, title, now, before)
    finding = figure(name, on=on, period=both[0])
    return StatisticLine(name, title, now, before, finding.status, finding.answer)


def _more(names: Sequence[str], both: Sequence[Period]) -> list[StatisticLine]:
    """Tell what a section has beside its tallies: what is in force, what triage came to, in which direction it was departed from."""
    if "lapses" in names:
        return [
            _in_force(
                "in_force_at_start",
                _("In force when the period began"),
                [one.first_on - ONE_DAY for one in both],
            ),
            _in_force("in_force_at_end", _("In force when the period ended"), [one.last_on for one in both]),
        ]
    if "assessments" not in names:
        return []
    outcomes = tally("assessments", both, by="outcomes")
    directions = tally("departures", both, by="direction")
    words = dict(Direction.choices)
    return [
        *(
            StatisticLine(
                "assessments",
                _("Assessments: {outcome}").format(outcome=titles_of(key)),
                counted[0],
                counted[1],
            )
            for key, counted in sorted(outcomes.items())
        ),
        *(
            StatisticLine(
                "departures",
                _("Departures: {direction}").format(direction=words[key]),
                counted[0],
                counted[1],
            )
            for key, counted in sorted(directions.items())
        ),
    ]


def _in_force(name: str, title: str, days: Sequence[date]) -> StatisticLine:
    now, before = (in_force_on(one).count() for one in days)
    return StatisticLine(name, title, now, before)


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
        None: _("not said"),
    },
}
