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

    What was made elsewhere and taken in rests on a look recorded afterwards, and says so wherever it is shown.
    """
    if basis == NO_BASIS and origin != IMPORTED:
        return _(
            "This look was made without a basis, so nothing captured in it becomes an exhibit. A file made elsewhere does, and says so. Whether it is an error to report "
            "is for the RIPA co-ordinator to say: speak to them first."
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
        return _("The schedule settles how long this class is kept. Leave the day empty: it is counted.")
    if entered is None:
        return _(
            "The schedule gives no number for this class, or no schedule is adopted. Enter the date of the next review."
        )
    return why_not_by_hand(entered, produced_on=produced_on, entered_on=produced_on)


def why_not_by_hand(entered: date, *, produced_on: date, entered_on: date) -> str | None:
    """Why a day that somebody enters is out of bounds, or None; in a correction it is counted from that day on."""
    if entered <= produced_on:
        return _("An exhibit is kept for a day at least. Enter a later day.")
    if entered > last_by_hand(entered_on):
        years = _years(entered_on)
        return ngettext(
            "Enter a day within {years} year from today: the exhibit is reviewed then.",
            "Enter a day within {years} years from today: the exhibit is reviewed then.",
            years,
        ).format(years=years)
    return None


def last_by_hand(entered_on: date) -> date:
    """The latest day that can be entered by hand on a day."""
    return ends(_years(entered_on), "years", on=entered_on)


def _years(on: date) -> int:
    return number("authority.exhibit.by_hand_at_most_years", on=on)
