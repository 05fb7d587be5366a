"""Rules of the days of an audit. Pure: facts in, the refusal out, or None."""

from datetime import date

from django.utils.translation import gettext as _

from watchbook.oversight.report.rules import why_not_under_way


def why_not_audit(
    began_on: date, reported_on: date | None, *, today: date, has_report: bool = False
) -> str | None:
    """Why these days of an audit cannot be right, or None."""
    if began_on > today or (reported_on and reported_on > today):
        return _(
            "The date on which the audit began, or the date of its report, is in the future. Record the audit once it has begun, and the report once it is "
            "finished."
        )
    if reported_on is None:
        return why_not_under_way(has_report)
    if reported_on < began_on:
        return _("The date of the report is before the audit began. Check both dates.")
    return None
