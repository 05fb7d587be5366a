"""Rules of the days of a recommendation. Pure: facts in, the refusal out, or None."""

from datetime import date

from django.utils.translation import gettext as _


def why_not_due(*, due_on: date, begun_on: date) -> str | None:
    """Why a recommendation cannot be due on a day, or None; days that are past are, so that old ones can be recorded."""
    if due_on < begun_on:
        return _("The due date is before the audit or inspection began. Check the due date.")
    return None


def why_not_step(*, on: date, after: date, today: date) -> str | None:
    """Why something cannot have been done about a recommendation on a day, or None. `after`: its last step, or its source."""
    if on > today:
        return _("The date is in the future. Record the step once you have taken it.")
    if on < after:
        return _(
            "The date is before the last step recorded for this recommendation, or before the audit or inspection began. Check the date."
        )
    return None
