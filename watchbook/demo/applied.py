"""Applications of Harrowmere's investigators: a subject, what triage said of it, the form's boxes, and the co-ordinator's check.

What they say stands in `operations.toml`. Days count back from today, so that something always ends soon.
"""

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.authorisations import application, quality_check, reading
from watchbook.authorisations.application_form import boxes_of
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.particulars import ApplicationParticulars, SourceParticulars, newest_version
from watchbook.authorisations.states import AuthorisationKind, Ground, WhyNotRipa
from watchbook.demo.assessed import NOTES, WATCHING
from watchbook.demo.cast import holder_of
from watchbook.investigations import account, investigation, subject
from watchbook.investigations.models import Subject, SubjectKind
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.triage import assessment

OPERATIONS = tomllib.loads(Path(__file__).with_name("operations.toml").read_text(encoding="utf-8"))
DS, CHIS, NON_RIPA = AuthorisationKind
# What every application says alike, where its own words do not say it.
ALIKE = {
    "profiles": "none",
    "precautions": "What shows nobody’s part in the matter is not captured, and is blacked out where it stands beside what does.",
    "confidential": "None is likely. If some is met, looking stops and the officer who authorised is told.",
}


def ago(days: int, *, hour: int = 10) -> datetime:
    """An hour of the day so many days back."""
    return datetime.combine(today() - timedelta(days=days), time(hour), tzinfo=UTC)


def facts_of(name: str) -> dict[str, object]:
    """Facts that triage is told of an operation: somebody is watched who does not know it."""
    return WATCHING | {"offence": OPERATIONS[name].get("offence", "none")}


def applicant_of(name: str) -> Person:
    """The investigator of the service whose operation it is."""
    return holder_of(DutyKind.INVESTIGATOR, OPERATIONS[name]["service"])


def looked_into(name: str, *, at: datetime) -> Subject:
    """The investigation of an operation with its subject, whose looks were assessed."""
    told = OPERATIONS[name]
    officer = applicant_of(name)
    assert officer.service is not None  # noqa: S101  # each investigator of the list has one
    with recorded_as_if_at(at):
        whole = investigation.open(
            investigation.InvestigationParticulars(
                title=told["title"], purpose=told["purpose"], power=told["power"]
            ),
            service=officer.service,
            offence=told.get("offence", ""),
            opened_on=at.date(),
            by=officer,
            at=at,
        )
        said = subject.SubjectParticulars(called=told["called"])
        one = subject.add(whole, said, kind=SubjectKind.PERSON, by=officer, at=at)
        account.add(one, told["profile"], by=officer, at=at)
        given = {"facts": facts_of(name), "notes": NOTES}
        assessment.make(whole, given, subject=one, by=officer, at=at)
    return one


def draft(name: str, kind: AuthorisationKind, *, at: datetime) -> Authorisation:
    """An application that lacks nothing, not submitted yet."""
    one = looked_into(name, at=at)
    officer, answers = applicant_of(name), ALIKE | OPERATIONS[name]
    with recorded_as_if_at(at):
        row = application.begin(one.investigation, kind=kind, by=officer, at=at)
        application.describe(row, _particulars(name, kind), by=officer, at=at)
        told = {box.id: answers[box.id] for box in boxes_of(kind) if box.id in answers}
        application.answer(row, told, by=officer, at=at)
        return application.name_subjects(row, [one], by=officer, at=at)


def submitted(name: str, kind: AuthorisationKind, *, at: datetime) -> Authorisation:
    """With the co-ordinator."""
    row = draft(name, kind, at=at)
    with recorded_as_if_at(at):
        return application.submit(row, by=applicant_of(name), at=at)


def passed(name: str, kind: AuthorisationKind, *, at: datetime) -> Authorisation:
    """With the authorising officer, an hour after it was submitted."""
    row, checked_at = submitted(name, kind, at=at), at + timedelta(hours=1)
    with recorded_as_if_at(checked_at):
        co_ordinator = holder_of(DutyKind.RIPA_COORDINATOR)
        version = read(row, by=co_ordinator, at=checked_at)
        return quality_check.pass_on(row, comments="", version=version, by=co_ordinator, at=checked_at)


def returned(name: str, kind: AuthorisationKind, *, at: datetime, boxes: dict[str, str]) -> Authorisation:
    """With the applicant again, to be mended at these boxes."""
    row, checked_at = submitted(name, kind, at=at), at + timedelta(hours=1)
    with recorded_as_if_at(checked_at):
        co_ordinator = holder_of(DutyKind.RIPA_COORDINATOR)
        version = read(row, by=co_ordinator, at=checked_at)
        return quality_check.give_back(
            row, comments="", boxes=boxes, version=version, by=co_ordinator, at=checked_at
        )


def read(row: Authorisation, *, by: Person, at: datetime) -> int:
    """The text is read before anybody decides on it; the number of its version."""
    version = newest_version(row)
    assert version is not None  # noqa: S101  # it was submitted
    reading.read_text(row, version, by=by, at=at)
    return version.number


def _particulars(name: str, kind: AuthorisationKind) -> ApplicationParticulars:
    outside = kind == NON_RIPA
    return ApplicationParticulars(
        title=OPERATIONS[name]["title"],
        is_social_media=True,
        uses_company=False,
        is_confidential=False,
        ground=Ground.OUTSIDE if outside else Ground.CRIME,
        offence="" if outside else OPERATIONS[name]["offence"],
        why_not_ripa=WhyNotRipa.CIVIL if outside else "",
        source=_source(name) if kind == CHIS else SourceParticulars(),
    )


def _source(name: str) -> SourceParticulars:
    service = OPERATIONS[name]["service"]
    return SourceParticulars(
        pseudonym="Juniper",
        born=date(1988, 4, 12),
        is_vulnerable=False,
        is_against_parent=False,
        handler=applicant_of(name),
        controller=holder_of(DutyKind.LINE_MANAGER, service),
        record_keeper=holder_of(DutyKind.RIPA_COORDINATOR),
    )
