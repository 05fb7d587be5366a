"""Inspections by oversight bodies: recorded, their report recorded once it comes, corrected by a new version.

Whether one was exclusively or partly about social media is FOI 9477, question 1.d.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.files.upload import Content
from watchbook.organisation.models import Person
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.inspection.permissions import may_record_inspection
from watchbook.oversight.inspection.rules import InspectionDays, why_not_inspection
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

REGISTER = "I"
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
RECORDED = Kind("inspection.recorded", FIELDS, PERSONAL, gettext_lazy("The inspection was recorded."))
REPORTED = Kind(
    "inspection.reported", FIELDS, PERSONAL, gettext_lazy("The report of the inspection was recorded.")
)
CORRECTED = Kind(
    "inspection.corrected", FIELDS, PERSONAL, gettext_lazy("The entry of the inspection was corrected.")
)
TAKEN_BACK = Kind(
    "inspection.taken_back",
    FIELDS,
    PERSONAL,
    gettext_lazy("The entry of the inspection was taken back."),
)


@dataclass(frozen=True, kw_only=True)
class InspectionReport:
    """When the report of an inspection came, and whether it may be given out."""

    report_received_on: date | None = None
    release: str = Release.NOT_CONSIDERED.value
    release_provision: str = ""


@dataclass(frozen=True, kw_only=True)
class InspectionParticulars(InspectionReport):
    """What is said of an inspection."""

    body: str
    scope: str
    concerns_social_media: str
    first_on: date
    last_on: date


@transaction.atomic
def add(particulars: InspectionParticulars, *, file: Content | None, by: Person, at: datetime) -> Inspection:
    """Record an inspection, with its report if it has come."""
    may_record_inspection(by)
    row = Inspection(**values_of(particulars), reference=next_reference(REGISTER), recorded_by=by)
    return _write(RECORDED, row, file=file, by=by, at=at)


@transaction.atomic
def report(
    inspection: Inspection, told: InspectionReport, *, file: Content | None, by: Person, at: datetime
) -> Inspection:
    """Record the report of an inspection once it has come: a new version that carries the rest over."""
    inspection = lock(inspection)
    may_record_inspection(by)
    check_standing(inspection, tried=_("You cannot record the report of this inspection"))
    if inspection.report_received_on is not None:
        raise WrongState(_("The report of this inspection is on record. If it is wrong, correct the entry."))
    if told.report_received_on is None:
        raise WrongState(_("A report has the day on which it came. Enter that day."))
    return _write(REPORTED, next_version(inspection, by=by, changes=values_of(told)), file=file, by=by, at=at)


@transaction.atomic
def correct(
    inspection: Inspection,
    particulars: InspectionParticulars,
    *,
    file: Content | None,
    by: Person,
    at: datetime,
) -> Inspection:
    """Write a new version of an inspection’s entry, which brings it back if it was taken back. Without a new report the one on file is carried over."""
    inspection = lock(inspection)
    may_record_inspection(by)
    check_newest(inspection, tried=_("You cannot correct this inspection"))
    newer = next_version(inspection, by=by, changes=values_of(particulars))
    return _write(CORRECTED, newer, file=file, by=by, at=at)


@transaction.atomic
def take_back(inspection: Inspection, *, by: Person, at: datetime) -> Inspection:
    """Say that an entry was made by mistake: it counts in no answer from now on; every version stays."""
    inspection = lock(inspection)
    may_record_inspection(by)
    check_standing(inspection, tried=_("You cannot take back this inspection"))
    if _recommends(inspection):
        raise WrongState(
            _("Recommendations rest on this entry. Take those back first, if they were made by mistake too.")
        )
    return write(TAKEN_BACK, taken_back(inspection, by=by), by=by, at=at)


def _recommends(inspection: Inspection) -> bool:
    """Whether a recommendation that counts rests on any version of the entry."""
    versions = Inspection.objects.filter(reference=inspection.reference)
    return versions.filter(recommendations__is_struck=False, recommendations__corrected_by=None).exists()


def _write(kind: Kind, row: Inspection, *, file: Content | None, by: Person, at: datetime) -> Inspection:
    """Write a version whose days and release can be so, its file kept first."""
    days = InspectionDays(
        first_on=row.first_on,
        last_on=row.last_on,
        report_received_on=row.report_received_on,
        today=london_day(at),
        has_report=bool(file or row.file_sha256),
    )
    withheld = why_not_withheld(is_withheld=row.release in WITHHELD, provision=row.release_provision)
    check(why_not_inspection(days) or withheld, tried=_("You cannot record this inspection"))
    keep_file(row, file)
    return write(kind, row, by=by, at=at)
