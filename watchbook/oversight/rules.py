"""What the days of audits, inspections and recommendations must satisfy. Pure: facts in, the refusal out, or None."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class AuditDays:
    """The days of an internal audit, and the day on which they are recorded."""

    began_on: date
    reported_on: date | None
    today: date
    has_report: bool = False


@dataclass(frozen=True)
class InspectionDays:
    """The days of an inspection and of its report, and the day on which they are recorded."""

    first_on: date
    last_on: date
    report_received_on: date | None
    today: date
    has_report: bool = False


def why_not_audit(days: AuditDays) -> str | None:
    """Why these days of an audit cannot be right, or None."""
    if days.began_on > days.today or (days.reported_on and days.reported_on > days.today):
        return _(
            "An audit on record cannot have a date in the future. Record it once it has begun, and its report once it is made."
        )
    if days.reported_on is None:
        return _under_way(days.has_report)
    if days.reported_on < days.began_on:
        return _("The audit would have been reported before it began. Check both dates.")
    return None


def why_not_inspection(days: InspectionDays) -> str | None:
    """Why these days of an inspection cannot be right, or None."""
    if max(days.first_on, days.last_on, days.report_received_on or days.first_on) > days.today:
        return _(
            "An inspection on record cannot have a date in the future. Record it once it is over, and its report once it has come."
        )
    if days.last_on < days.first_on:
        return _("The inspection would have ended before it began. Check both dates.")
    if days.report_received_on is None:
        return _under_way(days.has_report)
    if days.report_received_on < days.last_on:
        return _("The report would have come before the inspection was over. Check the dates.")
    return None


def _under_way(has_report: bool) -> str | None:
    if not has_report:
        return None
    return _(
        "Findings or a report are given without the day of the report. Enter that day, or leave them out."
    )


def why_not_due(*, due_on: date, begun_on: date) -> str | None:
    """Why a recommendation cannot be due on a day, or None; days that are past are, so that old ones can be recorded."""
    if due_on < begun_on:
        return _(
            "The recommendation would be due before the audit or inspection that makes it began. Check the day it is due."
        )
    return None


def why_not_step(*, on: date, after: date, today: date) -> str | None:
    """Why something cannot have been done about a recommendation on a day, or None. `after`: its last step, or its source."""
    if on > today:
        return _("What was done cannot have a date in the future. Record it once it is done.")
    if on < after:
        return _("The day is before the last thing that happened to this recommendation. Check the date.")
    return None
