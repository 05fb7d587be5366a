"""Internal audits: recorded when they begin or later, reported, corrected by a new version.

The Chief Surveillance Commissioner's letter of 2017 recommended one (FOI 9477, question 1.b).
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

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
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.internal_audit.permissions import may_record_audit
from watchbook.oversight.internal_audit.rules import AuditDays, why_not_audit
from watchbook.oversight.report.models import WITHHELD, Release

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
RECORDED = Kind(
    "internal_audit.recorded",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The audit was recorded."),
)
REPORTED = Kind(
    "internal_audit.reported",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The report of the audit was recorded."),
)
CORRECTED = Kind(
    "internal_audit.corrected",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The entry of the audit was corrected."),
)
TAKEN_BACK = Kind(
    "internal_audit.entry_cancelled",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The entry of the audit was taken back."),
)


@dataclass(frozen=True)
class Report:
    """What an audit found, on which day it was reported, and whether the report may be given out."""

    reported_on: date | None = None
    findings: str = ""
    release: str = Release.NOT_CONSIDERED.value
    release_provision: str = ""


@dataclass(frozen=True)
class Particulars:
    """What is said of an audit; no services means the whole authority."""

    title: str
    trigger: str
    concerns_social_media: str
    began_on: date
    services: tuple[UUID, ...] = ()
    report: Report = field(default_factory=Report)


@transaction.atomic
def add(particulars: Particulars, *, file: Content | None, by: Person, at: datetime) -> InternalAudit:
    """Record an audit, under way or reported, with its report if one is held."""
    may_record_audit(by)
    row = _row(particulars, reference=next_reference(REGISTER), by=by)
    _check(row, file=file, at=at)
    _keep(row, file=file)
    row.save(force_insert=True)
    record_row(RECORDED, row, by=by, at=at)
    return row


@transaction.atomic
def report(
    audit: InternalAudit, told: Report, *, file: Content | None, by: Person, at: datetime
) -> InternalAudit:
    """Record the report of an audit under way: a new version that carries the rest over."""
    audit = _locked(audit)
    may_record_audit(by)
    if audit.reported_on is not None:
        raise WrongState(_("The report of this audit is on record. If it is wrong, correct the entry."))
    if told.reported_on is None:
        raise WrongState(_("A report has the day on which it was made. Enter that day."))
    row = _row(replace(particulars_of(audit), report=told), reference=audit.reference, by=by)
    row.corrects = audit
    _check(row, file=file, at=at)
    _keep(row, file=file)
    row.save(force_insert=True)
    record_row(REPORTED, row, by=by, at=at)
    return row


@transaction.atomic
def correct(
    audit: InternalAudit, particulars: Particulars, *, file: Content | None, by: Person, at: datetime
) -> InternalAudit:
    """A new version of an audit's entry; the old one stays. Without a new report the one on file is carried over."""
    audit = _locked(audit)
    may_record_audit(by)
    row = _row(particulars, reference=audit.reference, by=by)
    row.corrects = audit
    _carry_copy(audit, to=row)
    _check(row, file=file, at=at)
    _keep(row, file=file)
    row.save(force_insert=True)
    record_row(CORRECTED, row, by=by, at=at)
    return row


@transaction.atomic
def take_back(audit: InternalAudit, *, by: Person, at: datetime) -> InternalAudit:
    """Say that an entry was made by mistake: it counts in no answer from now on; every version stays."""
    audit = _locked(audit)
    may_record_audit(by)
    if _recommends(audit):
        raise WrongState(
            _("Recommendations rest on this entry. Take those back first, if they were made by mistake too.")
        )
    row = _row(particulars_of(audit), reference=audit.reference, by=by)
    row.corrects, row.is_struck = audit, True
    _carry_copy(audit, to=row)
    row.save(force_insert=True)
    record_row(TAKEN_BACK, row, by=by, at=at)
    return row


def particulars_of(audit: InternalAudit) -> Particulars:
    """What an entry says, to be said again with a change."""
    return Particulars(
        title=audit.title,
        trigger=audit.trigger,
        concerns_social_media=audit.concerns_social_media,
        began_on=audit.began_on,
        services=tuple(audit.services),
        report=Report(
            reported_on=audit.reported_on,
            findings=audit.findings,
            release=audit.release,
            release_provision=audit.release_provision,
        ),
    )


def _recommends(audit: InternalAudit) -> bool:
    """Whether a recommendation that counts rests on any version of the entry."""
    versions = InternalAudit.objects.filter(reference=audit.reference)
    return versions.filter(recommendations__is_struck=False, recommendations__corrected_by=None).exists()


def _locked(audit: InternalAudit) -> InternalAudit:
    """The entry, if it is the newest version; its first version is locked, which is the same one for whoever waits."""
    InternalAudit.objects.select_for_update().get(reference=audit.reference, corrects=None)
    row: InternalAudit = InternalAudit.objects.get(pk=audit.pk)
    if hasattr(row, "corrected_by"):
        raise WrongState(
            _("This entry was corrected already. Open the audit again and go on from its newest version.")
        )
    if row.is_struck:
        raise WrongState(_("This entry was taken back. Record it anew if it was right after all."))
    return row


def _carry_copy(older: InternalAudit, *, to: InternalAudit) -> None:
    for name in InternalAudit.FILE_FIELDS:
        setattr(to, name, getattr(older, name))


def _check(row: InternalAudit, *, file: Content | None, at: datetime) -> None:
    has_report = bool(file or row.file_sha256 or row.findings)
    days = AuditDays(
        began_on=row.began_on, reported_on=row.reported_on, today=london_day(at), has_report=has_report
    )
    if refusal := why_not_audit(days):
        raise WrongState(cannot(_("You cannot record this audit"), refusal))
    if (row.release in WITHHELD) != bool(row.release_provision):
        raise WrongState(
            _("Say under which provision the report or a part of it is withheld, and only then one.")
        )


def _row(particulars: Particulars, *, reference: str, by: Person) -> InternalAudit:
    report = particulars.report
    return InternalAudit(
        reference=reference,
        title=particulars.title.strip(),
        trigger=particulars.trigger,
        concerns_social_media=particulars.concerns_social_media,
        whole_authority=not particulars.services,
        services=list(particulars.services),
        began_on=particulars.began_on,
        reported_on=report.reported_on,
        findings=report.findings.strip(),
        release=report.release,
        release_provision=report.release_provision.strip(),
        recorded_by=by,
    )


def _keep(row: InternalAudit, *, file: Content | None) -> None:
    """Keep the bytes first: a row may never name a file that is not there."""
    if file is None:
        return
    row.file_sha256 = the_store().put(file.data)
    row.file_name, row.file_media_type, row.file_size = file.name, file.media_type, len(file.data)
