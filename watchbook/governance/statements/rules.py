"""Who signs for what, in which quarters, and what can be signed. Pure: facts in; a sentence out, or None.

A quarter is one of the calendar's. What is signed later than the law's data allows after its quarter is retrospective.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from watchbook.law.parameters import number
from watchbook.law.periods import months_after, months_beginning_with
from watchbook.organisation.rules import DutyKind
from watchbook.web.day_field import EARLIEST_YEAR, LATEST_YEAR
from watchbook.web.wording import day

# Each matter belongs to one signer's page; of a line manager's, every service has its own.
SIGNERS: Mapping[DutyKind, tuple[str, ...]] = {
    DutyKind.LINE_MANAGER: ("looks", "tools", "methods", "profiles", "forms"),
    DutyKind.INTERNAL_AUDITOR: ("audits",),
    DutyKind.RIPA_COORDINATOR: ("authorisations", "covert_profiles"),
    DutyKind.SENIOR_RESPONSIBLE_OFFICER: ("letters", "inspections"),
}
# Their registers do not exist yet, so “all is on the register” would be untrue; “there was none” can be signed.
WITHOUT_REGISTER = frozenset({"profiles"})
NONE, ALL_RECORDED = "none", "all_recorded"
MONTHS_OF_A_QUARTER = 3  # the calendar's, not the law's
A_DAY = timedelta(days=1)


class Quarter(NamedTuple):
    """A quarter of the calendar: its first and its last day."""

    first_on: date
    last_on: date

    @property
    def slug(self) -> str:
        """As an address names it, such as 2019-q3."""
        return f"{self.first_on.year}-q{(self.first_on.month - 1) // MONTHS_OF_A_QUARTER + 1}"

    @property
    def title(self) -> str:
        """As people say it: July to September 2019."""
        first, last = MONTHS[self.first_on.month], MONTHS[self.last_on.month]
        return _("{first} to {last} {year}").format(first=first, last=last, year=self.first_on.year)


@dataclass(frozen=True)
class MatterStatement:
    """What is said of one matter: there was none, or all there was is on the register, this many."""

    answer: str
    counted: int = 0


@dataclass(frozen=True)
class StatementPeriod:
    """The days that are spoken of, when it is signed, and today."""

    first_on: date
    last_on: date
    signed_on: date
    today: date


def signer_of(matter: str) -> DutyKind:
    """The duty that signs for a matter."""
    return next(duty for duty, matters in SIGNERS.items() if matter in matters)


def quarter_of(on: date) -> Quarter:
    """The quarter that a day lies in."""
    first_month = on.month - (on.month - 1) % MONTHS_OF_A_QUARTER
    first_on = date(on.year, first_month, 1)
    return Quarter(first_on, months_beginning_with(first_on, months=MONTHS_OF_A_QUARTER))


def quarters_touching(first_on: date, last_on: date) -> list[Quarter]:
    """Every quarter with a day of a period in it, the oldest first."""
    found = []
    quarter = quarter_of(first_on)
    while quarter.first_on <= last_on:
        found.append(quarter)
        quarter = quarter_of(months_after(quarter.first_on, months=MONTHS_OF_A_QUARTER))
    return found


def quarter_before(on: date) -> Quarter:
    """The quarter before the one that a day lies in."""
    return quarter_of(quarter_of(on).first_on - A_DAY)


def last_whole_quarter(on: date) -> Quarter:
    """The newest quarter that was over by a day: the one to be signed then."""
    return quarter_before(on)


def asked_quarters(today: date, *, began_on: date) -> list[Quarter]:
    """The quarters that are asked for: of the last four that are over, those since the register began."""
    year_ago = quarter_of(today).first_on.replace(year=today.year - 1)
    first_on = max(year_ago, quarter_of(began_on).first_on)
    return quarters_touching(first_on, last_whole_quarter(today).last_on)


def quarter_named(slug: str) -> Quarter | None:
    """The quarter that an address names, or None."""
    year, _dash, name = slug.partition("-q")
    if not (
        year.isdecimal() and year.isascii() and len(year) == len("2019") and name in {"1", "2", "3", "4"}
    ):
        return None
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        return None
    return quarter_of(date(int(year), (int(name) - 1) * MONTHS_OF_A_QUARTER + 1, 1))


def is_one_quarter(first_on: date, last_on: date) -> bool:
    """Whether a period is within one quarter; what is longer speaks of the years before."""
    return last_on <= quarter_of(first_on).last_on


def sign_until(last_on: date) -> date:
    """The last day on which what is signed of a period still counts as signed at the time."""
    months = number("authority.statement.contemporaneous_months", on=last_on)
    return months_beginning_with(last_on + A_DAY, months=months)


def is_retrospective(last_on: date, *, signed_on: date) -> bool:
    """Whether a statement was signed too long after a quarter to count as signed at the time."""
    return signed_on > sign_until(last_on)


def why_not_signed(period: StatementPeriod, *, signed: Iterable[tuple[date, date]]) -> str | None:
    """Why a period cannot be signed, given those that the same signer has signed; or None."""
    if period.first_on.year < EARLIEST_YEAR:
        return _("The period begins before {year}. Check the first date of the period.").format(
            year=EARLIEST_YEAR
        )
    if period.first_on > period.last_on:
        return _("The last date of the period is before the first date. Check both dates.")
    if not period.last_on < period.signed_on <= period.today:
        return _(
            "The date of signing must be after the period and not in the future. Wait until the period is over."
        )
    if period.last_on != quarter_of(period.last_on).last_on:
        return _(
            "A statement must end on the last date of a quarter, so that no date is left out. Correct the last date of the period."
        )
    for first_on, last_on in signed:
        if first_on <= period.last_on and period.first_on <= last_on:
            return _(
                "A statement for {first} to {last} is already signed. Open that statement and correct it instead."
            ).format(first=day(first_on), last=day(last_on))
    return None


def why_not_years_before(signed: Iterable[tuple[date, date]]) -> str | None:
    """Why a signer cannot speak of the years before (again), or None."""
    if all(is_one_quarter(first_on, last_on) for first_on, last_on in signed):
        return None
    return _(
        "Somebody has already signed for the years before this register began. Open that statement and correct it instead."
    )


def why_not_said(
    duty: str, said: Mapping[str, MatterStatement], *, held: Mapping[str, int], remarks: str
) -> str | None:
    """Why this cannot be said of its matters, given how many the registers hold; or None."""
    if strange := said.keys() - set(SIGNERS[DutyKind(duty)]):
        return _("This statement does not cover {matters}, which another officer signs for.").format(
            matters=", ".join(sorted(strange))
        )
    if not said and not remarks.strip():
        return _(
            "You have not answered any question. Answer at least one question, or say in the remarks what is still open."
        )
    for matter, one in said.items():
        if refusal := _why_not(matter, one, held=held):
            return refusal
    return None


def _why_not(matter: str, said: MatterStatement, *, held: Mapping[str, int]) -> str | None:
    if said.answer == NONE:
        return _why_not_none(said, there=held.get(matter, 0))
    if matter in WITHOUT_REGISTER:
        return _(
            "There is no register for this question yet, so you cannot select “All of them are on the register”. Select “None to report”, or leave the question "
            "open."
        )
    if said.counted <= 0:
        return _(
            "“All of them are on the register” needs a number of 1 or more. If there were none, select “None to report”."
        )
    if matter in held and held[matter] != said.counted:
        return _(
            "The register now shows {held} for these dates, but your statement says {counted}. Check the register again."
        ).format(held=held[matter], counted=said.counted)
    return None


def _why_not_none(said: MatterStatement, *, there: int) -> str | None:
    if there:
        return _(
            "The register shows {held} for these dates, so you cannot state that there were none. Check the register."
        ).format(held=there)
    if said.counted:
        return _("You cannot sign both “none” and a number. Sign either “none” or the number.")
    return None


def covers(part: Quarter, spans: Collection[tuple[date, date]]) -> bool:
    """Whether one of the periods holds every day of a part of a quarter."""
    return any(first_on <= part.first_on and part.last_on <= last_on for first_on, last_on in spans)
