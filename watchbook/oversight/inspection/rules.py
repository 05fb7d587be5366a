"""Rules of the days of an inspection. Pure: facts in, the refusal out, or None."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from watchbook.oversight.report.rules import why_not_under_way


@dataclass(frozen=True)
class InspectionDays:
    """The days of an inspection and of its report, and the day on which they are recorded."""

    first_on: date
    last_on: date
    report_received_on: date | None
    today: date
    has_report: bool = False


def why_not_inspection(days: InspectionDays) -> str | None:
    """Why these days of an inspection cannot be right, or None."""
    if max(days.first_on, days.last_on, days.report_received_on or days.first_on) > days.today:
        return _(
            "An inspection on record cannot have a date in the future. Record it once it is over, and its report once it has come."
        )
    if days.last_on < days.first_on:
        return _("The inspection would have ended before it began. Check both dates.")
    if days.report_received_on is None:
        return why_not_under_way(days.has_report)
    if days.report_received_on < days.last_on:
        return _("The report would have come before the inspection was over. Check the dates.")
    return None
