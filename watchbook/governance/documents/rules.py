"""What the days of a document must satisfy. Pure: facts in, the refusal's sentence out, or None."""

import re
from datetime import date

from django.utils.translation import gettext as _

DIGITS = re.compile(r"[0-9]+")
ADDRESS = re.compile(r"https?://[^\s/?#]+\.[^\s]+", re.IGNORECASE)
ONE_NUMBER = re.compile(r"[0-9A-Za-z()]+(?:[.-][0-9A-Za-z()]+)*\.?")


def why_not(on: date, *, today: date, approved_on: date | None = None) -> str | None:
    """Why something cannot have happened to a document on this day, or None."""
    if on > today:
        return _(
            "The date is in the future. Enter today’s date or an earlier date, or come back on that date."
        )
    if approved_on and on < approved_on:
        return _("The date is before the date on which the edition was approved. Check both dates.")
    return None


def why_not_dated(dated_on: date | None, *, today: date) -> str | None:
    """Why a document cannot bear this date, or None."""
    if dated_on and dated_on > today:
        return _(
            "The date of the document is in the future. If the document comes into use on that date, enter that date as the first date of use instead."
        )
    return None


def why_no_review(review_on: date | None, *, on: date) -> str | None:
    """Why a document that is reviewed and kept cannot be due for its next review on this day, or None."""
    if review_on and review_on <= on:
        return _(
            "The date of the next review is not after the date of this review. Enter a later date for the next review."
        )
    return None


def why_no_address(address: str) -> str | None:
    """Why a document cannot have been published at this address, or None."""
    if not ADDRESS.fullmatch(address):
        return _(
            "The web address is not complete. Enter the full web address of the document, beginning with https:// or http://."
        )
    return None


def comes_into_force_on(approved_on: date, *, in_use_from: date | None) -> date:
    """The day from which an approved edition is in force: when it was approved, or later if it says so."""
    return max(approved_on, in_use_from or approved_on)


def clause_order(number: str) -> tuple[tuple[int, str], ...]:
    """Where a clause stands among others by its number: 1, 2, 7, 7.1, 10, then letters."""
    parts = re.findall(r"[0-9]+|[A-Za-z]+", number)
    return tuple((int(part), "") if DIGITS.fullmatch(part) else (0, part.casefold()) for part in parts)


def why_no_number(number: str) -> str | None:
    """Why this is no clause's number, or None."""
    if not ONE_NUMBER.fullmatch(number):
        return _(
            "The number of the clause is not right. Enter the number as the document gives it, such as 7, 7.1 or 4(a)."
        )
    return None
