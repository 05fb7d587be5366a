"""What a letter's dates must satisfy. Pure: facts in, the refusal's sentence out, or None."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class LetterDates:
    """The days of a letter and of its reply, and the day on which they are recorded."""

    dated_on: date
    received_on: date
    today: date
    sent_on: date | None = None


def why_not(dates: LetterDates) -> str | None:
    """Why these days cannot be right, or None."""
    if dates.dated_on > dates.today or dates.received_on > dates.today:
        return _(
            "A letter that is on file cannot have a date in the future. Look at the date on the letter again."
        )
    if dates.received_on < dates.dated_on:
        return _(
            "The letter would have been received before it was written. Check both dates; give the later one as received."
        )
    if dates.sent_on is None:
        return None
    if dates.sent_on > dates.today:
        return _("A reply that was sent cannot have a date in the future. Record it once it has gone.")
    if dates.sent_on < dates.received_on:
        return _("The reply would have been sent before the letter was received. Check both dates.")
    return None
