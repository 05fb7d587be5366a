"""Rules on the days of a members' meeting. Pure: days in, the refusal's sentence out, or None."""

import re
from datetime import date

from django.utils.translation import gettext as _

from watchbook.law.periods import months_after

A_YEAR = 12  # months: members review the use of these powers at least once a year (Code 2018, 4.47)


def is_longer_than_a_year(first_on: date, last_on: date) -> bool:
    """Whether a report is on more than a year, which no yearly review is."""
    return last_on >= months_after(first_on, months=A_YEAR)


# As minutes say that members approved something, or that they did not, in English and Welsh.
APPROVED = re.compile(
    r"\b(?:approv|adopt|agree|endors|confirm|re-?affirm|accept|cymeradwy|mabwysiad|cytun)\w*", re.IGNORECASE
)
NOTED = re.compile(
    r"\b(?:not(?:e|ed|es|ing)|received|deferred|refused|rejected|declined|nodwyd|nodi)\b", re.IGNORECASE
)
NOT_APPROVED = re.compile(
    r"\b(?:not|never|declined to|refused to)\s+(?:to\s+)?(?:be\s+)?(?:approv|adopt|agree|endors|accept)",
    re.IGNORECASE,
)


def approves(decided: str) -> bool:
    """Whether a decision on a policy approves it; one that only notes it, or puts it off, does not."""
    if NOT_APPROVED.search(decided):
        return False
    return bool(APPROVED.search(decided)) or not NOTED.search(decided)


def why_not(met_on: date, first_on: date | None, last_on: date | None, *, today: date) -> str | None:
    """Return why a meeting and the period of its report cannot have these days, or None."""
    if met_on > today:
        return _("The date of the meeting is in the future. Record the meeting once it has taken place.")
    if (first_on is None) != (last_on is None):
        return _(
            "Only one date of the report’s period is entered. Enter the first and last dates, or leave both blank."
        )
    if first_on and last_on and last_on < first_on:
        return _("The last date of the report’s period is before the first date. Check both dates.")
    if first_on and last_on and is_longer_than_a_year(first_on, last_on):
        return _("The period of the report is longer than a year. Record a separate entry for each year.")
    if last_on and last_on > met_on:
        return _("The period of the report ends after the meeting. Check the dates.")
    return None


def why_not_twice(other: object | None) -> str | None:
    """Return why a meeting cannot be recorded beside another entry of the same business, or None: it would count as two."""
    if other is None:
        return None
    return _("Entry {reference} already records this meeting. Correct that entry instead.").format(
        reference=other
    )
