"""When is there a nil? A figure needs signed statements of everybody whose word its topic needs (docs/explanation/answering.md#statuses).

Absence from our registers proves nothing. Signed in time, “there was none” is NIL; signed long after, it is
retrospective and gives NOT_HELD with its explanation; unsigned, a person searches.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.figures.evidence import of_stated
from watchbook.figures.findings import Finding, Inquiry, RegisterSearches, Status, searched_in, to_be_searched
from watchbook.figures.register_names import STATEMENTS
from watchbook.figures.sentences import in_words
from watchbook.governance.statements.models import Matter
from watchbook.governance.statements.queries import (
    MatterCoverage,
    NotSigned,
    missing_statements,
    stated,
    unbroken_from,
)
from watchbook.governance.statements.rules import last_whole_quarter
from watchbook.organisation.queries import the_authority
from watchbook.reading.times.period import Period
from watchbook.reading.times.time_of_question import TimeOfQuestion
from watchbook.web.wording import joined

A_DAY = timedelta(days=1)
VERSION = 1
SHOWN = 4  # of those who did not sign, by name


def nil(
    inquiry: Inquiry, matter: Matter, *, days: Period, sentence: str, searched: RegisterSearches
) -> Finding:
    """The finding for a register that holds nothing of a matter in a period; `sentence` says what there was not."""
    found = signed_for(inquiry, matter, days)
    if found and not found.none:
        why = _(
            "To be searched: an officer stated that there were {matter} between {first} and {last}, but the register holds no such "
            "entries. Find the missing entries, or correct the statement."
        )
        told = {"first": in_words(days.first_on), "last": in_words(days.last_on)}
        return to_be_searched(why.format(matter=matter.label, **told), searched=searched)
    known = how_we_know(found) if found else ""
    return _signed(inquiry, matter, found, days=days, answer=f"{sentence} {known}", searched=searched)


def none_among(
    inquiry: Inquiry, matter: Matter, *, days: Period, sentence: str, searched: RegisterSearches
) -> Finding:
    """None of a sort among rows that a register holds: a figure if everybody signed for its matter, whatever they said."""
    known = _(
        "The responsible officers signed statements that cover the register between {first} and {last}."
    )
    found = signed_for(inquiry, matter, days)
    if found:
        known = known.format(first=in_words(found.first_on), last=in_words(found.last_on))
    return _signed(inquiry, matter, found, days=days, answer=f"{sentence} {known}", searched=searched)


def signed_for(inquiry: Inquiry, matter: Matter, days: Period) -> MatterCoverage | None:
    """Find what was signed of a matter for all these days by the day of an inquiry, or None."""
    return stated(matter, first_on=days.first_on, last_on=days.last_on, on=inquiry.on, as_at=inquiry.as_at)


def _signed(
    inquiry: Inquiry,
    matter: Matter,
    found: MatterCoverage | None,
    *,
    days: Period,
    answer: str,
    searched: RegisterSearches,
) -> Finding:
    """A figure of nought on what was signed; where not everybody signed, a person searches."""
    if found is None:
        return _unsigned(inquiry, matter, days=days, searched=searched)
    return Finding(
        status=Status.NOT_HELD if found.retrospective else Status.NIL,
        answer=answer,
        value=0,
        period=days,
        evidence=of_stated(found),
        searched=searched + searched_statements(matter, found),
    )


def nil_in(
    inquiry: Inquiry, matter: Matter, *, days: Period, sentence: str, searched: RegisterSearches
) -> Finding:
    """The same for a time that may run on: up to the last quarter that was over, for nobody signs for a day to come."""
    return _over(nil, inquiry, matter, days=days, sentence=sentence, searched=searched)


def none_among_in(
    inquiry: Inquiry, matter: Matter, *, days: Period, sentence: str, searched: RegisterSearches
) -> Finding:
    """Find none of a sort in a time that may run on, whatever was signed of its matter up to the last quarter that was over."""
    return _over(none_among, inquiry, matter, days=days, sentence=sentence, searched=searched)


def since_register(days: Period, *, begins: date | None) -> Period:
    """Return the days of a time since the register began in it; all of them where it began before, after or never."""
    return Period(begins, days.last_on) if begins and days.first_on < begins <= days.last_on else days


def signed_days(days: Period, *, on: date) -> Period | None:
    """The days of a time that statements can cover: up to the last quarter that was over; None where there are none."""
    last_on = min(days.last_on, last_whole_quarter(on).last_on)
    return Period(days.first_on, last_on) if days.first_on <= last_on else None


def _over(
    figure: Callable[..., Finding],
    inquiry: Inquiry,
    matter: Matter,
    *,
    days: Period,
    sentence: str,
    searched: RegisterSearches,
) -> Finding:
    """Ask a figure of a time up to the last quarter that was over."""
    over = signed_days(days, on=inquiry.on)
    if over is None:
        why = _(
            "To be searched: the register holds no such entries since {day}, and no officer can sign for a quarter that has not ended."
        ).format(day=in_words(days.first_on))
        return to_be_searched(why, searched=searched)
    finding = figure(inquiry, matter, days=over, sentence=sentence, searched=searched)
    if finding.status is Status.TO_BE_SEARCHED:
        return finding
    said = [finding.answer, not_signed_yet(days, until=over.last_on)]
    return replace(finding, answer=" ".join(filter(None, said)))


def not_signed_yet(days: Period, *, until: date) -> str:
    """Say which last days of a time no signed statement can cover yet; "" where there are none."""
    if days.last_on <= until:
        return ""
    said = _(
        "No signed statement covers {first} to {last} yet: officers sign for a quarter after the quarter has ended."
    )
    return said.format(first=in_words(until + A_DAY), last=in_words(days.last_on))


def days_of(inquiry: Inquiry, time: TimeOfQuestion, matter: Matter) -> Period:
    """The days asked about; without any, as far back as is stated unbroken up to the last whole quarter."""
    if time.named:
        return time.named
    first_of_quarter, last_on = last_whole_quarter(inquiry.on)
    run = unbroken_from(matter, last_on=last_on, on=inquiry.on, as_at=inquiry.as_at)
    return Period(run or first_of_quarter, inquiry.on)


def how_we_know(found: MatterCoverage) -> str:
    """Say who certified that there were none, for which days, and whether in time."""
    days = {"first": in_words(found.first_on), "last": in_words(found.last_on)}
    if found.retrospective:
        return _(
            "No register covered the whole of that time. The responsible officer certified afterwards that there was nothing to record from {first} to {last}."
        ).format(**days)
    return _(
        "The responsible officers have certified, quarter by quarter, that there was nothing to record from {first} to {last}."
    ).format(**days)


def _unsigned(inquiry: Inquiry, matter: Matter, *, days: Period, searched: RegisterSearches) -> Finding:
    who = missing_statements(
        matter, first_on=days.first_on, last_on=days.last_on, on=inquiry.on, as_at=inquiry.as_at
    )
    why = _(
        "To be searched: the register holds no entries. That alone does not show that there were none, and some statements for {first} to {last} are not signed. "
        "Missing: {who}."
    ).format(first=in_words(days.first_on), last=in_words(days.last_on), who=joined(_named(who)))
    return to_be_searched(
        " ".join(filter(None, [why, _began_later(inquiry, first_on=days.first_on)])), searched=searched
    )


def _began_later(inquiry: Inquiry, *, first_on: date) -> str:
    """That the time asked about reaches behind the day on which the registers were set up, where it does. One query."""
    authority = the_authority()
    began_on = london_day(authority.recorded_at) if authority else first_on
    if not first_on < began_on <= inquiry.on:
        return ""
    return _(
        "The register began on {day}. For earlier dates it has only entries that were added afterwards."
    ).format(day=in_words(began_on))


def _named(who: Sequence[NotSigned]) -> list[str]:
    """Who did not sign for which quarter: the first few, and how many more."""
    names = [
        _("{who} ({first} to {last})").format(
            who=one.seat.title, first=in_words(one.quarter.first_on), last=in_words(one.quarter.last_on)
        )
        for one in who
    ]
    shown = names[:SHOWN]
    return [*shown, _("{count} more").format(count=len(names) - SHOWN)] if len(names) > SHOWN else shown


def searched_statements(matter: Matter, found: MatterCoverage) -> RegisterSearches:
    """The search of the signed statements, as a finding names it."""
    terms = _("matter: {matter}; {first} to {last}").format(
        matter=matter.label, first=in_words(found.first_on), last=in_words(found.last_on)
    )
    return searched_in(STATEMENTS, f"stated/{VERSION}", terms, len(found.statements))
