"""Rules on a listening project: its places and its days. Pure: facts in, the refusal's sentence out, or None."""

import re
from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.law.parameters import number
from watchbook.law.periods import months_after

AREA = "authority.listening."
PLACE = re.compile(r"[^\W\d_]+(?:[ '’&.-]+[^\W\d_]+)* (?:ward|division)", re.IGNORECASE)


# What follows a first name in the name of a ward and not of a person.
OF_WARDS = frozenset(
    [
        "and",
        "bay",
        "central",
        "common",
        "cross",
        "dock",
        "docks",
        "east",
        "gardens",
        "green",
        "heath",
        "hill",
        "north",
        "park",
        "road",
        "south",
        "street",
        "town",
        "west",
    ]
)


def why_not_place(place: str, *, protests: Collection[str], first_names: Collection[str]) -> str | None:
    """Return why a place cannot be listened about, or None: wards and electoral divisions alone, never an address or a radius."""
    if set(protests).intersection(place.casefold().split()):
        return _("One place has a word for a protest or a campaign.")
    first, second, *rest = [*place.casefold().split(), "", ""]
    if first in first_names and any(rest) and second not in OF_WARDS:
        return _(
            "One place looks like a person’s name. Leave the places blank, and say in the purpose which ward you mean."
        )
    if PLACE.fullmatch(place.strip()):
        return None
    return _(
        "One place is not a ward or an electoral division. Enter its name, followed by “ward” or “division”. You cannot use addresses, postcodes or distances."
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
        return words.format(months=months, last=last.isoformat())
    return None


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
