"""Rules of the days of an audit. Pure: facts in, the refusal out, or None."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from watchbook.oversight.report.rules import why_not_under_way


@dataclass(frozen=True)
class AuditDays:
    """The days of an internal audit, and the day on which they are recorded."""

    began_on: date
    reported_on: date | None
    today: date
    has_report: bool = False


def why_not_audit(days: AuditDays) -> str | None:
    """Why these days of an audit cannot be right, or None."""
    if days.began_on > days.today or (days.reported_on and days.reported_on > days.today):
        return _(
            "An audit on record cannot have a date in the future. Record it once it has begun, and its report once it is made."
        )
    if days.reported_on is None:
        return why_not_under_way(days.has_report)
    if days.reported_on < days.began_on:
        return _("The audit would have been reported before it began. Check both dates.")
    return None
