"""Inspections by oversight bodies: recorded, their report recorded once it comes, corrected by a new version.

Whether one was exclusively or partly about social media is FOI 9477, question 1.d.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.organisation.models import Person
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.inspection.permissions import may_record_inspection
from watchbook.oversight.inspection.rules import InspectionDays, why_not_inspection
from watchbook.oversight.report.models import WITHHELD, Release

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
RECORDED = Kind(
    "inspection.recorded",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The inspection was recorded."),
)
REPORTED = Kind(
    "inspection.reported",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The report of the inspection was recorded."),
)
CORRECTED = Kind(
    "inspection.corrected",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The entry of the inspection was corrected."),
)
TAKEN_BACK = Kind(
    "inspection.entry_cancelled",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The entry of the inspection was taken back."),
)


@dataclass(frozen=True)
class Report:
    """When the report of an inspection came, and whether it may be given out."""

    report_received_on: date | None = None
    release: str = Release.NOT_CONSIDERED.value
    release_provision: str = ""


@dataclass(frozen=True)
class Particulars:
    """What is said of an inspection."""

    body: str
    scope: str
    concerns_social_media: str
    first_on: date
    last_on: date
    report: Report = field(default_factory=Report)


@transaction.atomic
def add(particulars: Particulars, *, file: Content | None, by: Person, at: datetime) -> Inspection:
    """Record an inspection, with its report if it has come."""
    may_record_inspection(by)
    row = _row(particulars, reference=next_reference(REGISTER), by=by)
    _check(row, file=file, at=at)
    _keep(row, file=file)
    row.save(force_insert=True)
    record_row(RECORDED, row, by=by, at=at)
    return row


@transaction.atomic
def report(
    inspection: Inspection, told: Report, *, file: Content | None, by: Person, at: datetime
) -> Inspection:
    """Record the report of an inspection once it has come: a new version that carries the rest over."""
    inspection = _locked(inspection)
    may_record_inspection(by)
    if inspection.report_received_on is not None:
        raise WrongState(_("The report of this inspection is on record. If it is wrong, correct the entry."))
    if told.report_received_on is None:
        raise WrongState(_("A report has the day on which it came. Enter that day."))
    row = _row(replace(particulars_of(inspection), report=told), reference=inspection.reference, by=by)
    row.corrects = inspection
    _check(row, file=file, at=at)
    _keep(row, file=file)
    row.save(force_insert=True)
    record_row(REPORTED, row, by=by, at=at)
    return row


@transaction.atomic
def correct(
    inspection: Inspection, particulars: Particulars, *, file: Content | None, by: Person, at: datetime
) -> Inspection:
    """A new version of an inspection's entry; the old one stays. Without a new report the one on file is carried over."""
    inspection = _locked(inspection)
    may_record_inspection(by)
    row = _row(particulars, reference=inspection.reference, by=by)
    row.corrects = inspection
    _carry_copy(inspection, to=row)
    _check(row, file=file, at=at)
    _keep(row, file=file)
    row.save(force_insert=True)
    record_row(CORRECTED, row, by=by, at=at)
    return row


@transaction.atomic
def take_back(inspection: Inspection, *, by: Person, at: datetime) -> Inspection:
    """Say that an entry was made by mistake: it counts in no answer from now on; every version stays."""
    inspection = _locked(inspection)
    may_record_inspection(by)
    if _recommends(inspection):
        raise WrongState(
            _("Recommendations rest on this entry. Take those back first, if they were made by mistake too.")
        )
    row = _row(particulars_of(inspection), reference=inspection.reference, by=by)
    row.corrects, row.is_struck = inspection, True
    _carry_copy(inspection, to=row)
    row.save(force_insert=True)
    record_row(TAKEN_BACK, row, by=by, at=at)
    return row


def particulars_of(inspection: Inspection) -> Particulars:
    """What an entry says, to be said again with a change."""
    return Particulars(
        body=inspection.body,
        scope=inspection.scope,
        concerns_social_media=inspection.concerns_social_media,
        first_on=inspection.first_on,
        last_on=inspection.last_on,
        report=Report(
            report_received_on=inspection.report_received_on,
            release=inspection.release,
            release_provision=inspection.release_provision,
        ),
    )


def _recommends(inspection: Inspection) -> bool:
    """Whether a recommendation that counts rests on any version of the entry."""
    versions = Inspection.objects.filter(reference=inspection.reference)
    return versions.filter(recommendations__is_struck=False, recommendations__corrected_by=None).exists()


def _locked(inspection: Inspection) -> Inspection:
    """The entry, if it is the newest version; its first version is locked, which is the same one for whoever waits."""
    Inspection.objects.select_for_update().get(reference=inspection.reference, corrects=None)
    row: Inspection = Inspection.objects.get(pk=inspection.pk)
    if hasattr(row, "corrected_by"):
        raise WrongState(
            _(
                "This entry was corrected already. Open the inspection again and go on from its newest version."
            )
        )
    if row.is_struck:
        raise WrongState(_("This entry was taken back. Record it anew if it was right after all."))
    return row


def _carry_copy(older: Inspection, *, to: Inspection) -> None:
    for name in Inspection.FILE_FIELDS:
        setattr(to, name, getattr(older, name))


def _check(row: Inspection, *, file: Content | None, at: datetime) -> None:
    days = InspectionDays(
        first_on=row.first_on,
        last_on=row.last_on,
        report_received_on=row.report_received_on,
        today=london_day(at),
        has_report=bool(file or row.file_sha256),
    )
    if refusal := why_not_inspection(days):
        raise WrongState(cannot(_("You cannot record this inspection"), refusal))
    if (row.release in WITHHELD) != bool(row.release_provision):
        raise WrongState(
            _("Say under which provision the report or a part of it is withheld, and only then one.")
        )


def _row(particulars: Particulars, *, reference: str, by: Person) -> Inspection:
    report = particulars.report
    return Inspection(
        reference=reference,
        body=particulars.body,
        scope=particulars.scope.strip(),
        concerns_social_media=particulars.concerns_social_media,
        first_on=particulars.first_on,
        last_on=particulars.last_on,
        report_received_on=report.report_received_on,
        release=report.release,
        release_provision=report.release_provision.strip(),
        recorded_by=by,
    )


def _keep(row: Inspection, *, file: Content | None) -> None:
    """Keep the bytes first: a row may never name a file that is not there."""
    if file is None:
        return
    row.file_sha256 = the_store().put(file.data)
    row.file_name, row.file_media_type, row.file_size = file.name, file.media_type, len(file.data)
