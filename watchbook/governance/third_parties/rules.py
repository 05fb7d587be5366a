"""Rules on the days of a third party. Pure: days in, the refusal's sentence out, or None."""

from datetime import date

from django.utils.translation import gettext as _


def why_not(from_on: date, until_on: date | None, checked_on: date | None, *, today: date) -> str | None:
    """Return why a contract and the last check of it cannot have these days, or None."""
    if until_on and until_on < from_on:
        return _("The last date of the contract is before the first date. Check both dates.")
    if checked_on and not from_on <= checked_on <= today:
        return _("The check is dated before the contract began or in the future. Correct the date.")
    return None
