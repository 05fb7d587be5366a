"""The classes under which an exhibit is kept, and until when: as the adopted retention schedule settles it.

Those that the rule set knows for captures, and the authority's own. Where no schedule is adopted the rule set's classes are
named, and the day is entered by hand.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState, cannot
from watchbook.evidence.rules.exhibit import ClassPeriod, kept_until, why_not_kept_until
from watchbook.governance.retention_schedule.queries import schedule_in_force
from watchbook.governance.retention_schedule.rules import period_in_words
from watchbook.law.retention import retention_class, retention_classes

OF_CAPTURES = "capture_"


@dataclass(frozen=True)
class Choice:
    """A class with its title; what the schedule settles for it, or None where none is adopted; and that in words."""

    code: str
    title: str
    settled: ClassPeriod | None
    words: str


def choices(*, on: date) -> list[Choice]:
    """The classes for exhibits on a day, in the order of the schedule."""
    schedule = schedule_in_force(on=on)
    if schedule is None:
        known = [one for one in retention_classes(on=on) if one.code.startswith(OF_CAPTURES)]
        return [Choice(one.code, one.title, None, "") for one in known]
    return [
        Choice(row.code, row.title, ClassPeriod(row.period, row.unit), period_in_words(row))
        for row in schedule.classes
        if row.code.startswith(OF_CAPTURES) or retention_class(row.code, on=on) is None
    ]


def title_of(code: str, *, on: date) -> str:
    """A class as a page names it; one that no schedule names any more by its code."""
    return next((one.title for one in choices(on=on) if one.code == code), code.replace("_", " "))


def choices_beside(code: str, *, on: date) -> list[Choice]:
    """The same for an exhibit that has a class already, which stays among them when no schedule names it any more."""
    found = choices(on=on)
    if code not in {one.code for one in found}:
        found.append(Choice(code, title_of(code, on=on), None, ""))
    return found


def day_for(
    code: str, entered: date | None, *, produced_on: date, settled_on: date, stood: date | None = None
) -> date:
    """Until when an exhibit of a class is kept, by the schedule of a day. Raises WrongState with what to do instead.

    `stood` is the day of an earlier class, which a form still shows: where the schedule counts, nobody entered it.
    """
    found = next((one for one in choices(on=settled_on) if one.code == code), None)
    if found is None:
        raise WrongState(
            _(
                "You cannot keep an exhibit under this class: it is not on the list. Choose a class from the list."
            )
        )
    if entered == stood and found.settled is not None and found.settled.period is not None:
        entered = None
    if why := why_not_kept_until(found.settled, entered, produced_on=produced_on):
        blank, chosen = (
            _("You cannot leave the retention date blank"),
            _("You cannot choose this retention date"),
        )
        raise WrongState(cannot(chosen if entered else blank, why))
    return kept_until(found.settled, entered, produced_on=produced_on)
