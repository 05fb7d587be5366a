"""The public front page: how often the authority looked last year, and when the answer to a question of today is due.

The page shows no figure that the report to members does not show for that year, and hides what that report hides
(`reports.small_numbers`). What was counted is kept for an hour, so that many visitors cost little more than one.
"""

from datetime import date
from threading import Lock
from typing import NamedTuple

from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext as _

from watchbook.figures.findings import Finding, Status
from watchbook.figures.look_limits import is_nought_signed
from watchbook.figures.named import figure
from watchbook.home.front_parts import looks_by_month, looks_by_service
from watchbook.home.sheet_looks import number_in
from watchbook.law.clocks import answer_due
from watchbook.law.parameters import number, parameter_entry, whole_number
from watchbook.law.refusals import Refusal
from watchbook.law_words.cited import cited
from watchbook.looks.queries.counts import begins_on
from watchbook.organisation.models import Authority, Regime
from watchbook.reading.times.period import Period
from watchbook.reports.small_numbers import told_months, told_parts
from watchbook.web.day_field import BOXES, EARLIEST_YEAR

AN_HOUR = 60 * 60
MANNERS = ("overt", "covert", "unannounced")
_counting = Lock()
GENERAL = (Regime.FOIA, Regime.FOISA)  # the laws by which anybody asks for anything; each nation has one


class FrontFigures(NamedTuple):
    """The figures of a calendar year, as plain data. None: a small part, or a nought that nobody signed for in time."""

    year: int
    looks: int | None
    manners: dict[str, int | None]
    without_basis: int | None
    authorisations: int | None
    begins_on: str  # the first day on record, where it is in that year or later
    own_pages: int | None  # of those made openly; they tell nothing of people
    months: list[int | None]  # the looks of each month
    services: list[
        tuple[str, int | None]
    ]  # the looks of each service by its name; no name: no service is recorded
    is_signed: bool  # whether a nought among the parts is more than none on record


class DueAnswer(NamedTuple):
    """The last day for the answer to a question of today, the number of working days, and the entry of the law that gives them."""

    on: date
    working_days: int
    law: str
    is_confirmed: bool


class AskedDay(NamedTuple):
    """The boxes of the day on which somebody asked, as they filled them in; the day, and when its answer is due, or what is wrong."""

    typed: dict[str, str]
    on: date | None = None
    due: DueAnswer | None = None
    wrong: str = ""
    is_past: bool = False  # the day on which it was due


def asked_day(typed: dict[str, str], authority: Authority, *, on: date) -> AskedDay:
    """Return when the answer to a question of a day up to today is due. No query."""
    if not any(typed.values()):
        return AskedDay(typed, wrong=_("Enter the date when your question reached us"))
    try:
        day = date(*(int(typed[box]) for box in BOXES[::-1]))
    except ValueError:
        return AskedDay(typed, wrong=_("Enter a real date, such as 1 12 2026"))
    if day.year < EARLIEST_YEAR:
        return AskedDay(typed, wrong=_("Enter the year in four digits, such as 2026"))
    if day > on:
        return AskedDay(typed, wrong=_("The date must be today or in the past"))
    due = due_answer(authority, on=day)
    return AskedDay(typed, day, due, is_past=due is not None and due.on < on)


def front_figures(*, on: date) -> FrontFigures:
    """The figures of the last whole calendar year. One query; once an hour those of three answers, and three of the parts.

    They are counted together: a total of one moment beside parts of another would tell what came between.
    """
    name = f"home.front.{on.year}"
    kept = _kept(name)
    if kept is None:
        with _counting:  # of visitors at once one counts, and the others wait for it
            kept = _kept(name) or _counted(on.year - 1, on=on)
            cache.set(name, kept._asdict(), AN_HOUR)
    return kept


def _kept(name: str) -> FrontFigures | None:
    """Return what was counted within the hour; nothing of what another edition of the program kept under the same name."""
    kept = cache.get(name) or {}
    return FrontFigures(**kept) if kept.keys() == {*FrontFigures._fields} else None


def most_hidden(*, on: date) -> int:
    """The largest number that is never shown as a part."""
    return number("authority.small_numbers.below", on=on) - 1


def due_answer(authority: Authority, *, on: date) -> DueAnswer | None:
    """Return when the answer to a question of today is due; None where the law or its calendars do not reach the day. No query."""
    regime = next((one for one in GENERAL if one in authority.regimes), None)
    if regime is None:
        return None
    try:
        time = parameter_entry(f"{regime}.time_for_compliance.working_days", on=on)
        last = answer_due(on, regime=regime).on
    except Refusal:
        return None
    return DueAnswer(last, whole_number(time), cited(time.provision), time.verified)


def _counted(year: int, *, on: date) -> FrontFigures:
    period, below = Period(date(year, 1, 1), date(year, 12, 31)), most_hidden(on=on) + 1
    with translation.override("en-gb"):  # of what they say only numbers are told
        looked, wrong, granted = (
            figure(name, on=on, period=period)
            for name in ("conducts_research", "unauthorised_looks", "authorisations_by_period")
        )
    parts = [number_in(looked.value, manner) for manner in MANNERS]
    told = told_parts(parts, below=below)
    months, services = looks_by_month(period), looks_by_service(period)
    own = number_in(looked.value, "own_pages")
    first = begins_on()
    return FrontFigures(
        year=year,
        looks=_known(looked, sum(parts)),
        manners=dict(zip(MANNERS, told, strict=True)) if any(parts) else {},
        without_basis=_known(wrong, number_in(wrong.value, "without_basis")),
        authorisations=_known(granted, granted.value if isinstance(granted.value, int) else 0),
        begins_on=first.isoformat() if first and first > period.first_on else "",
        own_pages=None if told[0] is None else told_parts([own, parts[0] - own], below=below)[0],
        months=told_months(months, below=below),
        services=_told_services(services, below=below),
        is_signed=0 not in [*parts, *months, *services.values()] or is_nought_signed(period, on=on),
    )


def _told_services(services: dict[str, int], *, below: int) -> list[tuple[str, int | None]]:
    """Return each service with its looks. Those without a service stand there too, unless it is told that there are none."""
    told = zip(services, told_parts([*services.values()], below=below), strict=True)
    return [(name, count) for name, count in told if name or count != 0]


def _known(finding: Finding, count: int) -> int | None:
    """A total, however small; a nought only where an answer would say that there were none."""
    return count if count or finding.status not in (Status.NOT_HELD, Status.TO_BE_SEARCHED) else None
