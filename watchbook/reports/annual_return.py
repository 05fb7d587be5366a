"""The yearly return to the Commissioner: figures of one calendar year, signed by the senior responsible officer, a nil return too.

What is signed are the figures that the signer was shown: a digest of them comes back with the signature, which is refused where they
have changed between. The page tells where they have changed since. A nought is told only where signed statements say that there was
nothing, for a register without entries proves nothing; without them a return of nil is not signed.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.asked_once import asked_once
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import Kind, record
from watchbook.organisation.models import Person
from watchbook.reading.times.period import Period
from watchbook.reports.permissions import may_read_statistics, may_sign_annual_return
from watchbook.reports.statistic_line import StatisticLine
from watchbook.reports.statistics import WHOLE, are_noughts_proved, is_known, statistics, unknown_words
from watchbook.web.day_field import EARLIEST_YEAR

SIGNED = Kind(
    "annual_return.signed",
    fields=("year", "is_nil", "figures", "sha256"),
    says=gettext_lazy("The annual return was signed."),
)


@dataclass(frozen=True)
class AnnualReturnLine:
    """One figure of the return: with where it is known from that the Commissioner asks for it, and whether its nought is signed for."""

    figure: StatisticLine
    source: str
    verified: bool
    is_known: bool

    @property
    def value(self) -> int | None:
        """The figure, or None where it is nought and nobody signed that there was nothing."""
        return self.figure.count if self.is_known else None

    @property
    def told(self) -> str:
        """The figure as it is signed: its name and its value, or a dash."""
        return f"{self.figure.name} {'-' if self.value is None else self.value}"


@dataclass(frozen=True)
class AnnualReturn:
    """The return of a year as it stands on a day, and as it was signed last, if it was."""

    year: int
    period: Period
    lines: tuple[AnnualReturnLine, ...]
    signed: Event | None
    signed_by: str

    @property
    def is_nil(self) -> bool:
        """Whether nothing was authorised in the year."""
        return not any(one.figure.count for one in self.lines if one.figure.name in WHOLE)

    @property
    def unproved(self) -> list[str]:
        """The figures of a nil return that no signed statements cover yet."""
        return [one.figure.title for one in self.lines if one.figure.name in WHOLE and not one.is_known]

    @property
    def why_not(self) -> str:
        """The reason why it cannot be signed as it stands, or nothing: it is signed already, or nothing proves that it is nil."""
        if self.is_nil and self.unproved:
            return _(
                "You cannot sign this nil return: signed statements do not cover the whole year for {figures}. Ask for the missing statements."
            ).format(figures=", ".join(self.unproved))
        if self.signed and not self.changed:
            return _(
                "You cannot sign this return again: it is signed, and its figures have not changed since then."
            )
        return ""

    @property
    def changed(self) -> list[tuple[str, str, str]]:
        """The figures that are no longer what was signed: title, signed, now."""
        told = signed_figures(self.signed) if self.signed else {}
        return [
            (one.figure.title, value_words(told[one.figure.name]), value_words(one.value))
            for one in self.lines
            if told.get(one.figure.name, one.value) != one.value
        ]

    @property
    def figures(self) -> list[str]:
        """The figures as they are signed."""
        return [one.told for one in self.lines]

    @property
    def digest(self) -> str:
        """The SHA-256 hash of the year and its figures, by which a signature names what was shown."""
        return hashlib.sha256("\n".join([str(self.year), *self.figures]).encode()).hexdigest()


def value_words(value: int | None) -> str:
    """A figure in words; a nought without signed statements is none."""
    if value is None:
        return unknown_words()
    return f"{value:,}"


@cache
def _asked() -> tuple[tuple[str, str, bool], ...]:
    """The lines of the return, read once."""
    told = tomllib.loads((files("watchbook.reports") / "annual_return.toml").read_text(encoding="utf-8"))
    return tuple((one["figure"], one["source"], one["verified"]) for one in told["line"])


def annual_return(year: int, *, by: Person, on: date) -> AnnualReturn:
    """Gather the return of a year, for somebody who may read it."""
    may_read_statistics(by)
    return return_of(year, on=on)


def return_of(year: int, *, on: date) -> AnnualReturn:
    """The return of a year; a year that has not ended is told up to the day."""
    period = Period(date(year, 1, 1), min(date(year, 12, 31), on))
    tables = statistics(period, on=on)
    found = {line.name: line for table in reversed(tables) for line in reversed(table.lines)}
    are_proved = are_noughts_proved(tables)
    lines = tuple(
        AnnualReturnLine(found[name], source, verified, is_known(found[name], are_proved=are_proved))
        for name, source, verified in _asked()
    )
    signed = signatures().get(year)
    names = dict(Person.objects.filter(id=signed.by).values_list("id", "name")) if signed else {}
    return AnnualReturn(year, period, lines, signed, names.get(signed.by, "") if signed else "")


@asked_once
def signatures() -> dict[int, Event]:
    """The last signature of each year's return. One query."""
    return {
        event.fields["year"]: event for event in Event.objects.filter(name=SIGNED.name).order_by("number")
    }


def signed_figures(event: Event) -> dict[str, int | None]:
    """The figures that were signed, by name."""
    told = (one.split(" ") for one in event.fields["figures"])
    return {name: None if count == "-" else int(count) for name, count in told}


def years(on: date) -> list[int]:
    """The years whose return can be opened: this one and the nine before."""
    return list(range(on.year, max(on.year - 10, EARLIEST_YEAR), -1))


@transaction.atomic
def sign(year: int, *, shown: str, by: Person, at: datetime) -> Event:
    """Sign the return of a year that is over, with the figures that were shown, by their digest."""
    may_sign_annual_return(by)
    on = london_day(at)
    if not EARLIEST_YEAR <= year < on.year:
        raise WrongState(
            _(
                "You cannot sign this return: its year is not over. You can sign it from 1 January of the next year."
            )
        )
    told = annual_return(year, by=by, on=on)
    if told.why_not:
        raise WrongState(told.why_not)
    if shown != told.digest:
        raise WrongState(
            _(
                "You cannot sign this return: its figures changed after you opened the page. Check the figures below, then sign them."
            )
        )
    figures, sha256 = told.figures, told.digest
    return record(
        SIGNED, subject=by, by=by, at=at, year=year, is_nil=told.is_nil, figures=figures, sha256=sha256
    )
