"""Rules of the days of an inspection. Pure: facts in, the refusal out, or None."""

from datetime import date

from django.utils.translation import gettext as _

from watchbook.oversight.report.rules import why_not_under_way


def why_not_inspection(
    first_on: date, last_on: date, report_received_on: date | None, *, today: date, has_report: bool = False
) -> str | None:
    """Return why these days of an inspection and of its report cannot be right, or None."""
    if max(first_on, last_on, report_received_on or first_on) > today:
        return _(
            "One of the dates of the inspection, or the date of its report, is in the future. Record the inspection once it is over, and the report once you have "
            "received it."
        )
    if last_on < first_on:
        return _("The last date of the inspection is before its first date. Check both dates.")
    if report_received_on is None:
        return why_not_under_way(has_report)
    if report_received_on < last_on:
        return _("The report cannot have arrived before the last date of the inspection. Check the dates.")
    return None
