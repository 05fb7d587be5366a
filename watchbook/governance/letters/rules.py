"""What a letter's dates must satisfy. Pure: facts in, the refusal's sentence out, or None."""

from datetime import date

from django.utils.translation import gettext as _


def why_not(dated_on: date, received_on: date, *, today: date, sent_on: date | None = None) -> str | None:
    """Return why a letter and its reply cannot have these days, or None."""
    if dated_on > today or received_on > today:
        return _("The date on the letter or the date of receipt is in the future. Check both dates.")
    if received_on < dated_on:
        return _(
            "The date of receipt is before the date on the letter. Check both dates: the date of receipt must be the date on the letter or a later date."
        )
    if sent_on is None:
        return None
    if sent_on > today:
        return _("The date of the reply is in the future. Record the reply once you have sent it.")
    if sent_on < received_on:
        return _("The date of the reply is before the date of receipt of the letter. Check both dates.")
    return None
