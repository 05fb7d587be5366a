"""Inspections by oversight bodies: recorded, their report recorded once it comes, corrected by a new version, taken back.

Whether one was exclusively or partly about social media is FOI 9477, question 1.d.
"""

from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.inspection.rules import why_not_inspection
from watchbook.oversight.permissions import may_record_inspection
from watchbook.oversight.report import report as acts
from watchbook.oversight.report.report import ReportRegister

FIELDS = (
    "reference",
    "body",
    "concerns_social_media",
    "first_on",
    "last_on",
    "report_received_on",
    "release",
    "file_sha256",
    "corrects",
)
PERSONAL = ("scope", "release_provision")
RECORDED = Kind("inspection.recorded", FIELDS, PERSONAL, _("The inspection was recorded."))
REPORTED = Kind("inspection.reported", FIELDS, PERSONAL, _("The report of the inspection was recorded."))
CORRECTED = Kind("inspection.corrected", FIELDS, PERSONAL, _("The entry for the inspection was corrected."))
TAKEN_BACK = Kind(
    "inspection.taken_back", FIELDS, PERSONAL, _("The entry for the inspection was taken back.")
)


def _why_not(row: Inspection, today: date, has_copy: bool) -> str | None:
    days = (row.first_on, row.last_on, row.report_received_on)
    return why_not_inspection(*days, today=today, has_report=has_copy)


INSPECTIONS = ReportRegister(
    Inspection,
    letter="I",
    reported_on="report_received_on",
    may_record=may_record_inspection,
    why_not=_why_not,
    recorded=RECORDED,
    reported=REPORTED,
    corrected=CORRECTED,
    taken_back=TAKEN_BACK,
    cannot_record=_("You cannot record this inspection"),
    cannot_report=_("You cannot record the report of this inspection"),
    cannot_correct=_("You cannot correct this inspection"),
    cannot_take_back=_("You cannot take back this inspection"),
)
add = partial(acts.add, INSPECTIONS)
report = partial(acts.report, INSPECTIONS)
correct = partial(acts.correct, INSPECTIONS)
take_back = partial(acts.take_back, INSPECTIONS)
