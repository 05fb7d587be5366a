"""Rules on a listening project and on wards: places and days. Pure: facts in, the refusal's sentence out, or None."""

import re
from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.law.parameters import number
from watchbook.law.periods import months_after

type Days = tuple[date, date | None]  # the first and the last; None: no last one
AREA = "authority.listening."
WARD = re.compile(
    r"(?!(?:ward|division|adran) *$)(?=(?:.* )?(?:wards?|division|adran)(?: |$))[^\W\d_]+(?:[ '’&,.()-]+[^\W\d_]+)*[.)]?",
    re.IGNORECASE,
)


def why_not_ward(name: str, others: Collection[Days], days: Days) -> str | None:
    """Return why a ward cannot be on the register, or None: an address or a distance, its days, or those of the same name."""
    if not WARD.fullmatch(name.strip()):
        return _(
            "This is not the name of a ward or an electoral division. Enter its whole name, such as “Acton ward” or “Ward Acton”."
            " You cannot enter addresses, postcodes or distances."
        )
    first, last = days
    if last and last < first:
        return _("The ward’s last date is before its first date. Check both dates.")
    if any(from_on <= (last or date.max) and first <= (until_on or date.max) for from_on, until_on in others):
        return _(
            "A ward with this name is on the register for some of these dates. Correct that record instead."
        )
    return None


def why_ward_is_not_there(name: str, days: Days, *, is_agreed: bool) -> str:
    """Return why a project cannot be about a ward of the register: nobody agreed to it, or its days."""
    if not is_agreed:
        return _(
            "“{place}” is on the register of wards, but no second officer has agreed to it. Ask the senior responsible officer or "
            "an authorising officer to agree to the ward."
        ).format(place=name)
    first, last = (day and f"{day.day} {day:%B %Y}" for day in days)
    if last:
        return _("“{place}” is a ward only from {first} to {last}. Enter dates within that time.").format(
            place=name, first=first, last=last
        )
    return _("“{place}” is a ward only from {first}. Enter a first date on or after that date.").format(
        place=name, first=first
    )


def why_not_days(from_on: date, until_on: date) -> str | None:
    """Return why a project cannot run between these days, or None."""
    if until_on < from_on:
        return _("The project would end before it begins. Check both dates.")
    months = number(f"{AREA}longest_months", on=from_on)
    if until_on >= months_after(from_on, months=months):
        last = months_after(from_on, months=months) - timedelta(days=1)
        words = ngettext(
            "The project would run for more than {months} month. Enter a last date of {last} or earlier.",
            "The project would run for more than {months} months. Enter a last date of {last} or earlier.",
            months,
        )
        return words.format(months=months, last=f"{last.day} {last:%B %Y}")
    return None


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
