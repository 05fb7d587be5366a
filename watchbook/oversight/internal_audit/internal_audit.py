"""Internal audits: recorded when they begin or later, reported, corrected by a new version.

The Chief Surveillance Commissioner's letter of 2017 recommended one (FOI 9477, question 1.b).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.files.upload import Content
from watchbook.organisation.models import Person
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.internal_audit.permissions import may_record_audit
from watchbook.oversight.internal_audit.rules import AuditDays, why_not_audit
from watchbook.oversight.report.models import WITHHELD, Release
from watchbook.oversight.report.rules import why_not_withheld
from watchbook.register.entry import (
    check,
    check_newest,
    check_standing,
    keep_file,
    lock,
    next_version,
    taken_back,
    values_of,
    write,
)

REGISTER = "A"
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
RECORDED = Kind("internal_audit.recorded", FIELDS, PERSONAL, gettext_lazy("The audit was recorded."))
REPORTED = Kind(
    "internal_audit.reported", FIELDS, PERSONAL, gettext_lazy("The report of the audit was recorded.")
)
CORRECTED = Kind(
    "internal_audit.corrected", FIELDS, PERSONAL, gettext_lazy("The entry of the audit was corrected.")
)
TAKEN_BACK = Kind(
    "internal_audit.taken_back", FIELDS, PERSONAL, gettext_lazy("The entry of the audit was taken back.")
)


@dataclass(frozen=True, kw_only=True)
class AuditReport:
    """What an audit found, on which day it was reported, and whether the report may be given out."""

    reported_on: date | None = None
    findings: str = ""
    release: str = Release.NOT_CONSIDERED.value
    release_provision: str = ""


@dataclass(frozen=True, kw_only=True)
class AuditParticulars(AuditReport):
    """What is said of an audit; no services means the whole authority."""

    title: str
    trigger: str
    concerns_social_media: str
    began_on: date
    services: tuple[UUID, ...] = ()


@transaction.atomic
def add(particulars: AuditParticulars, *, file: Content | None, by: Person, at: datetime) -> InternalAudit:
    """Record an audit, with its report if one is held."""
    may_record_audit(by)
    row = InternalAudit(**_values(particulars), reference=next_reference(REGISTER), recorded_by=by)
    return _write(RECORDED, row, file=file, by=by, at=at)


@transaction.atomic
def report(
    audit: InternalAudit, told: AuditReport, *, file: Content | None, by: Person, at: datetime
) -> InternalAudit:
    """Record the report of an audit under way: a new version that carries the rest over."""
    audit = lock(audit)
    may_record_audit(by)
    check_standing(audit, tried=_("You cannot record the report of this audit"))
    if audit.reported_on is not None:
        raise WrongState(_("The report of this audit is on record. If it is wrong, correct the entry."))
    if told.reported_on is None:
        raise WrongState(_("A report has the day on which it was made. Enter that day."))
    return _write(REPORTED, next_version(audit, by=by, changes=values_of(told)), file=file, by=by, at=at)


@transaction.atomic
def correct(
    audit: InternalAudit, particulars: AuditParticulars, *, file: Content | None, by: Person, at: datetime
) -> InternalAudit:
    """Write a new version of an audit’s entry, which brings it back if it was taken back. Without a new report the one on file is carried over."""
    audit = lock(audit)
    may_record_audit(by)
    check_newest(audit, tried=_("You cannot correct this audit"))
    newer = next_version(audit, by=by, changes=_values(particulars))
    return _write(CORRECTED, newer, file=file, by=by, at=at)


@transaction.atomic
def take_back(audit: InternalAudit, *, by: Person, at: datetime) -> InternalAudit:
    """Say that an entry was made by mistake: it counts in no answer from now on; every version stays."""
    audit = lock(audit)
    may_record_audit(by)
    check_standing(audit, tried=_("You cannot take back this audit"))
    if _recommends(audit):
        raise WrongState(
            _("Recommendations rest on this entry. Take those back first, if they were made by mistake too.")
        )
    return write(TAKEN_BACK, taken_back(audit, by=by), by=by, at=at)


def _recommends(audit: InternalAudit) -> bool:
    """Whether a recommendation that counts rests on any version of the entry."""
    versions = InternalAudit.objects.filter(reference=audit.reference)
    return versions.filter(recommendations__is_struck=False, recommendations__corrected_by=None).exists()


def _write(
    kind: Kind, row: InternalAudit, *, file: Content | None, by: Person, at: datetime
) -> InternalAudit:
    """Write a version whose days and release can be so, its file kept first."""
    days = AuditDays(
        began_on=row.began_on,
        reported_on=row.reported_on,
        today=london_day(at),
        has_report=bool(file or row.file_sha256 or row.findings),
    )
    withheld = why_not_withheld(is_withheld=row.release in WITHHELD, provision=row.release_provision)
    check(why_not_audit(days) or withheld, tried=_("You cannot record this audit"))
    keep_file(row, file)
    return write(kind, row, by=by, at=at)


def _values(particulars: AuditParticulars) -> dict[str, Any]:
    """The values of the columns; no services means the whole authority."""
    return values_of(particulars) | {"whole_authority": not particulars.services}
