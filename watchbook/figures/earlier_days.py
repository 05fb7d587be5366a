"""Days before the first entry of a register: those that signed statements certify as none, and those that nothing covers."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from watchbook.figures.evidence import of_stated
from watchbook.figures.findings import Evidence, Inquiry, RegisterSearches
from watchbook.figures.nil import how_we_know, searched_statements
from watchbook.figures.sentences import in_words
from watchbook.figures.times import bounds
from watchbook.governance.statements.models import Matter
from watchbook.governance.statements.queries import MatterCoverage, stated, unbroken_from
from watchbook.governance.statements.rules import quarter_before, quarter_of
from watchbook.reading.times.period import Period
from watchbook.web.wording import joined

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DaysBeforeRegister:
    """Days asked about before a register begins, with what is known of them: in words, with its statements.

    From `known_from` on, a period without an entry had none; `is_whole` where that holds of every day asked about.
    """

    known_from: date
    words: str = ""
    is_whole: bool = True
    evidence: tuple[Evidence, ...] = ()
    searched: RegisterSearches = ()


def earlier_days(
    inquiry: Inquiry, matter: Matter, *, begins: date, whole: Period | None, is_disposed_of: bool
) -> DaysBeforeRegister:
    """Tell what statements certify of the days asked about before a register begins. Four queries where there are such days."""
    if whole is None or whole.first_on >= begins:
        return DaysBeforeRegister(begins)
    found = None if is_disposed_of else _certified(inquiry, matter, first_on=whole.first_on, begins=begins)
    if found is None:
        note = bounds(first_entry=begins, whole=whole, is_disposed_of=is_disposed_of)
        return DaysBeforeRegister(begins, note, is_whole=False)
    gaps = _gaps(inquiry, matter, found, first_on=whole.first_on, begins=begins)
    said = [
        _("The register begins with an entry dated {day}.").format(day=in_words(begins)),
        how_we_know(found),
    ]
    if gaps:
        days = [
            _("{first} to {last}").format(first=in_words(one.first_on), last=in_words(one.last_on))
            for one in gaps
        ]
        nothing = _("Neither the register nor a signed statement covers {days}.")
        said.append(nothing.format(days=joined(days)))
    return DaysBeforeRegister(
        known_from=begins if any(one.first_on > found.last_on for one in gaps) else found.first_on,
        words=" ".join(said),
        is_whole=not gaps and not found.retrospective,
        evidence=of_stated(found),
        searched=searched_statements(matter, found),
    )


def _certified(inquiry: Inquiry, matter: Matter, *, first_on: date, begins: date) -> MatterCoverage | None:
    """The statements that there were none, quarter by quarter up to the one in which the register begins."""
    last_on = quarter_before(begins).last_on
    run = unbroken_from(matter, last_on=last_on, on=inquiry.on, as_at=inquiry.as_at)
    if run is None:
        return None
    found = stated(matter, first_on=max(run, first_on), last_on=last_on, on=inquiry.on, as_at=inquiry.as_at)
    return found if found and found.none else None


def _gaps(
    inquiry: Inquiry, matter: Matter, found: MatterCoverage, *, first_on: date, begins: date
) -> list[Period]:
    """The days before the register begins of which nobody signed: before those certified, and in the quarter in which it begins."""
    gaps = [Period(first_on, found.first_on - A_DAY)] if first_on < found.first_on else []
    quarter = Period(quarter_of(begins).first_on, begins - A_DAY)
    if quarter.first_on < begins and not stated(
        matter, first_on=quarter.first_on, last_on=quarter.last_on, on=inquiry.on, as_at=inquiry.as_at
    ):
        gaps.append(quarter)
    return gaps
