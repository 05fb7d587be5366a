"""Applications of Harrowmere's investigators: a subject, its assessment, the application begun from it, the co-ordinator's check.

What they say stands in `operations.toml`. Days count back from today, so that something always ends soon.
"""

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.authorisations import application, quality_check, reading
from watchbook.authorisations.application_form import boxes_of
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.models.covert_profiles import NO_PROFILE
from watchbook.authorisations.particulars import ApplicationParticulars, SourceParticulars, newest_version
from watchbook.authorisations.states import AuthorisationKind, Ground, WhyNotRipa
from watchbook.demo.assessed import WATCHING
from watchbook.demo.cast import holder_of
from watchbook.investigations import account, investigation, subject
from watchbook.investigations.models import SubjectKind
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.triage import assessment
from watchbook.triage.models import Assessment
from watchbook.triage.queries import standing_of

OPERATIONS = tomllib.loads(Path(__file__).with_name("operations.toml").read_text(encoding="utf-8"))
DS, CHIS, NON_RIPA = AuthorisationKind


def ago(days: int, *, hour: int = 10) -> datetime:
    """An hour of the day so many days back."""
    return datetime.combine(today() - timedelta(days=days), time(hour), tzinfo=UTC)


def facts_of(name: str) -> dict[str, object]:
    """Facts that triage is told of an operation: somebody is watched who does not know it."""
    told = OPERATIONS[name]
    own: dict[str, object] = {"offence": told.get("offence", "none"), **told.get("facts", {})}
    return WATCHING | own


def applicant_of(name: str) -> Person:
    """The investigator of the service whose operation it is."""
    return holder_of(DutyKind.INVESTIGATOR, OPERATIONS[name]["service"])


def assessed(name: str, *, at: datetime) -> Assessment:
    """The assessment of the looks that an operation needs, in an investigation with its subject."""
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
        given = {"facts": facts_of(name), "notes": {"f7": told["note"]}}
        return assessment.make(whole, given, subject=one, by=officer, at=at)


def draft(name: str, kind: AuthorisationKind, *, profile: str, at: datetime) -> Authorisation:
    """An application begun from its assessment, that lacks nothing, not submitted yet."""
    standing = standing_of(assessed(name, at=at).reference)
    assert standing is not None  # noqa: S101  # it was made
    officer, answers = applicant_of(name), OPERATIONS[name] | {"profiles": profile}
    with recorded_as_if_at(at):
        row = application.begin_from(standing, kind=kind, by=officer, at=at)
        application.describe(row, _particulars(name, kind), by=officer, at=at)
        told = {box.id: answers[box.id] for box in boxes_of(kind) if box.id in answers}
        return application.answer(row, told, by=officer, at=at)


def submitted(
    name: str, kind: AuthorisationKind, *, at: datetime, profile: str = NO_PROFILE
) -> Authorisation:
    """With the co-ordinator."""
    row = draft(name, kind, profile=profile, at=at)
    with recorded_as_if_at(at):
        return application.submit(row, by=applicant_of(name), at=at)


def passed(name: str, kind: AuthorisationKind, *, at: datetime, profile: str = NO_PROFILE) -> Authorisation:
    """With the authorising officer, an hour after it was submitted."""
    row, checked_at = submitted(name, kind, at=at, profile=profile), at + timedelta(hours=1)
    with recorded_as_if_at(checked_at):
        co_ordinator = holder_of(DutyKind.RIPA_COORDINATOR)
        version = read(row, by=co_ordinator, at=checked_at)
        said = OPERATIONS[name]["checked"]
        return quality_check.pass_on(row, comments=said, version=version, by=co_ordinator, at=checked_at)


def returned(name: str, kind: AuthorisationKind, *, at: datetime) -> Authorisation:
    """With the applicant again, to be mended at these boxes."""
    row, checked_at = submitted(name, kind, at=at), at + timedelta(hours=1)
    with recorded_as_if_at(checked_at):
        co_ordinator = holder_of(DutyKind.RIPA_COORDINATOR)
        version = read(row, by=co_ordinator, at=checked_at)
        return quality_check.give_back(
            row,
            comments="",
            boxes=OPERATIONS[name]["returned"],
            version=version,
            by=co_ordinator,
            at=checked_at,
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
