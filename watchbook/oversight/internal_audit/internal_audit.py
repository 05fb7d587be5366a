"""Internal audits: recorded when they begin or later, reported, corrected by a new version, taken back.

The Chief Surveillance Commissioner's letter of 2017 recommended one (FOI 9477, question 1.b).
"""

from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.internal_audit.rules import why_not_audit
from watchbook.oversight.permissions import may_record_audit
from watchbook.oversight.report import report as acts
from watchbook.oversight.report.report import ReportRegister

FIELDS = (
    "reference",
    "trigger",
    "concerns_social_media",
    "whole_authority",
    "services",
    "began_on",
    "reported_on",
    "release",
    "file_sha256",
    "corrects",
)
PERSONAL = ("title", "findings", "release_provision")
RECORDED = Kind("internal_audit.recorded", FIELDS, PERSONAL, _("The audit was recorded."))
REPORTED = Kind("internal_audit.reported", FIELDS, PERSONAL, _("The report of the audit was recorded."))
CORRECTED = Kind("internal_audit.corrected", FIELDS, PERSONAL, _("The entry for the audit was corrected."))
TAKEN_BACK = Kind("internal_audit.taken_back", FIELDS, PERSONAL, _("The entry for the audit was taken back."))


def _why_not(row: InternalAudit, today: date, has_copy: bool) -> str | None:
    has_report = has_copy or bool(row.findings)
    return why_not_audit(row.began_on, row.reported_on, today=today, has_report=has_report)


AUDITS = ReportRegister(
    InternalAudit,
    letter="A",
    reported_on="reported_on",
    may_record=may_record_audit,
    why_not=_why_not,
    recorded=RECORDED,
    reported=REPORTED,
    corrected=CORRECTED,
    taken_back=TAKEN_BACK,
    cannot_record=_("You cannot record this audit"),
    cannot_report=_("You cannot record the report of this audit"),
    cannot_correct=_("You cannot correct this audit"),
    cannot_take_back=_("You cannot take back this audit"),
)
add = partial(acts.add, AUDITS)
report = partial(acts.report, AUDITS)
correct = partial(acts.correct, AUDITS)
take_back = partial(acts.take_back, AUDITS)
