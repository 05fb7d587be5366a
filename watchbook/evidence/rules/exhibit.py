"""What an exhibit must satisfy: on what it rests, and until when it is kept. Pure: facts in; a day or a sentence out."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.law.parameters import number
from watchbook.law.retention import ends

NO_BASIS = "none"
IMPORTED = "imported"


@dataclass(frozen=True)
class ClassPeriod:
    """What the adopted schedule says of a class: so many days, months or years; or neither, where it has words alone."""

    period: int | None
    unit: str


def why_no_exhibit(*, basis: str, origin: str) -> str | None:
    """Why nothing of a capture can be an exhibit, or None: an exhibit rests on its look and on that look's basis.

    What was made elsewhere and added rests on a look recorded afterwards, and says so wherever it is shown.
    """
    if basis == NO_BASIS and origin != IMPORTED:
        return _(
            "You cannot make an exhibit from this capture: the look had no basis. Ask the RIPA co-ordinator whether this is an "
            "error to report. You can still make an exhibit from a file made elsewhere, and that exhibit says that the look "
            "had no basis."
        )
    return None


def kept_until(settled: ClassPeriod | None, entered: date | None, *, produced_on: date) -> date:
    """The day until which an exhibit is kept, once `why_not_kept_until` has nothing against it."""
    if settled is not None and settled.period is not None:
        return ends(settled.period, settled.unit, on=produced_on)
    assert entered is not None  # noqa: S101  # what `why_not_kept_until` refused before
    return entered


def why_not_kept_until(settled: ClassPeriod | None, entered: date | None, *, produced_on: date) -> str | None:
    """Why an exhibit cannot be kept like this, or None.

    A number in the adopted schedule is counted from the day of production. Where the schedule has words alone, or the
    authority has adopted none, somebody enters a day within bounds.
    """
    if settled is not None and settled.period is not None:
        if entered is None:
            return None
        return _(
            "The schedule gives the retention period of this class, and Watchbook works out the date. Leave the date blank."
        )
    if entered is None:
        return _(
            "The schedule gives no number of days, months or years for this class, or no schedule has been adopted. Enter the date of the next review."
        )
    return why_not_by_hand(entered, produced_on=produced_on, entered_on=produced_on)


def why_not_by_hand(entered: date, *, produced_on: date, entered_on: date) -> str | None:
    """Why a day that somebody enters is out of bounds, or None; in a correction it is counted from that day on."""
    if entered <= produced_on:
        return _("We keep an exhibit for at least a day. Enter a later date.")
    if entered > last_by_hand(entered_on):
        years = _years(entered_on)
        return ngettext(
            "The date is more than {years} year from today. Enter an earlier date: we will review the exhibit on the date that you enter.",
            "The date is more than {years} years from today. Enter an earlier date: we will review the exhibit on the date that you enter.",
            years,
        ).format(years=years)
    return None


def last_by_hand(entered_on: date) -> date:
    """The latest day that can be entered by hand on a day."""
    return ends(_years(entered_on), "years", on=entered_on)


def _years(on: date) -> int:
    return number("authority.exhibit.by_hand_at_most_years", on=on)
