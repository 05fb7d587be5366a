"""What the day of a signed “none is held” must satisfy. Pure: facts in, the refusal's sentence out, or None."""

from datetime import date

from django.utils.translation import gettext as _

from watchbook.web.wording import day


def why_not_signed(signed_on: date, *, today: date, only_today: bool) -> str | None:
    """Why it cannot be signed on this day, or None. What is signed now bears today's date."""
    if signed_on > today:
        return _(
            "The date of signature is in the future, and you can sign only for what you have searched. Enter today’s date, {today}, or come back and sign on {signed}."
        ).format(today=day(today), signed=day(signed_on))
    if only_today and signed_on != today:
        return _(
            "The date of signature must be the date on which you sign. Search again, and sign with today’s date, {today}."
        ).format(today=today.isoformat())
    return None


def why_not_again(signed_on: date, *, until: date) -> str:
    """Why nothing is signed beside a signature that still counts."""
    return _(
        "Somebody signed on {signed} to confirm that none of this kind is held, and the signature counts until {until}. If the council now holds one, take the "
        "signature back first."
    ).format(signed=day(signed_on), until=day(until))
