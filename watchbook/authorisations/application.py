"""Applications: begun on an investigation, answered page by page, submitted to the RIPA co-ordinator, or withdrawn."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.authorisations.application_form import boxes_of
from watchbook.authorisations.from_assessment import BOXES, CarriedAnswers, carried
from watchbook.authorisations.models import ApplicationVersion, Authorisation
from watchbook.authorisations.particulars import (
    ApplicationParticulars,
    all_missing,
    check_two_people,
    named_by,
    replies_in,
    returned_with,
    said_by,
    to_name,
)
from watchbook.authorisations.permissions import may_apply, may_write_application
from watchbook.authorisations.queries.profiles import check_profiles
from watchbook.authorisations.rules.complete import ground_fits
from watchbook.authorisations.rules.kinds import REGISTERS
from watchbook.authorisations.states import AuthorisationState, check_move, check_writable
from watchbook.investigations.models import Investigation, Subject
from watchbook.investigations.states import check_goes_on
from watchbook.keys.envelope import Facts, opened, put
from watchbook.organisation.models import Authority, Person
from watchbook.triage import assessment as assessments
from watchbook.triage.queries import AssessmentStanding
from watchbook.web.text_box import LONGEST

OPERATIONS = "OP"
FIELDS = ("reference", "operation", "kind", "investigation", "service", "state")
BEGUN = Kind(
    "application.begun",
    fields=(*FIELDS, "assessment", "assessment_version"),
    says=gettext_lazy("An application was started."),
)
DESCRIBED = Kind(
    "application.written",
    fields=("is_social_media", "uses_company", "is_confidential", "ground", "offence", "why_not_ripa"),
    personal=("title", "answers"),
    says=gettext_lazy("The application was edited."),
)
CARRIED = Kind(
    "application.answers_carried",
    fields=(*DESCRIBED.fields, "assessment"),
    personal=DESCRIBED.personal,
    says=gettext_lazy("Answers were taken from the assessment."),
    tells=lambda told: _("Answers were taken from {assessment}.").format(assessment=told["assessment"]),
)
NAMED = Kind(
    "application.subjects_named",
    fields=("subjects",),
    says=gettext_lazy("The subjects named in the application were chosen."),
)
SUBMITTED = Kind(
    "application.submitted",
    fields=("reference", "state", "version"),
    personal=("text",),
    says=gettext_lazy("The application was submitted to the RIPA co-ordinator."),
)
WITHDRAWN = Kind(
    "application.withdrawn",
    fields=("reference", "state"),
    personal=("why",),
    says=gettext_lazy("The applicant withdrew the application."),
)


NOTHING_SAID: Facts = {"title": "", "answers": {}, "born": None, "pseudonym": "", "replies": {}}


@transaction.atomic
def begin(
    investigation: Investigation,
    *,
    kind: str,
    by: Person,
    at: datetime,
    operation: str = "",
    rests_on: CarriedAnswers | None = None,
) -> Authorisation:
    """Begin an application; `operation` is the reference of one that it is a further part of."""
    may_apply(by, investigation)
    check_goes_on(investigation.state, tried=_("You cannot apply for an authorisation"))
    of_operation = Authorisation.objects.filter(operation=operation, investigation=investigation)
    if operation and not of_operation.exists():
        raise WrongState(
            _(
                "You cannot apply under that operation: this investigation has no operation with that reference. "
                "Check the reference, or leave the box blank for a new operation."
            )
        )
    row = Authorisation(
        reference=next_reference(REGISTERS[kind]),
        operation=operation or next_reference(OPERATIONS),
        kind=kind,
        nation=Authority.objects.get().nation,
        investigation=investigation,
        service_id=investigation.service_id,
        applicant=by,
        assessment=rests_on.assessment.reference if rests_on else "",
        assessment_version=rests_on.version if rests_on else 0,
    )
    put(row, NOTHING_SAID | {"carried": rests_on.kept if rests_on else {}})
    row.save(force_insert=True)
    record(BEGUN, subject=row, by=by, at=at, **_standing(row))
    return row


@transaction.atomic
def begin_from(standing: AssessmentStanding, *, kind: str, by: Person, at: datetime) -> Authorisation:
    """Begin an application on an assessment: what it says already is carried, and can be changed."""
    may_apply(by, standing.assessment.investigation)
    told = carried(standing, assessments.read(standing, by=by, at=at), kind=kind, at=at)
    row = begin(standing.assessment.investigation, kind=kind, by=by, at=at, rests_on=told)
    facts = _described(row, told.particulars)
    facts["answers"] = {**facts["answers"], **{name: told.answers[name] for name in BOXES}}
    put(row, facts)
    row.save(force_update=True)
    _tell_written(CARRIED, row, facts, by=by, at=at)
    return name_subjects(row, [told.subject], by=by, at=at) if told.subject else row


@transaction.atomic
def describe(
    authorisation: Authorisation, particulars: ApplicationParticulars, *, by: Person, at: datetime
) -> Authorisation:
    """Set what the application says beside its boxes."""
    row = _writable(authorisation, by=by)
    facts = _described(row, particulars)
    put(row, facts)
    row.save(force_update=True)
    _tell_written(DESCRIBED, row, facts, by=by, at=at)
    return row


def _described(row: Authorisation, particulars: ApplicationParticulars) -> Facts:
    """Set the particulars of a row that its act is about to save, and return its envelope with what lies there."""
    if particulars.ground and not ground_fits(row.kind, particulars.ground, nation=row.nation):
        raise WrongState(
            _(
                "You cannot choose that ground: councils in this nation cannot use it for this kind of authorisation. Choose another ground."
            )
        )
    facts = opened(row)
    source = particulars.source
    check_two_people(source.handler, source.controller, nation=row.nation)
    facts |= {
        "title": particulars.title,
        "pseudonym": source.pseudonym,
        "born": source.born.isoformat() if source.born else None,
    }
    row.is_social_media, row.uses_company = particulars.is_social_media, particulars.uses_company
    row.is_confidential = particulars.is_confidential
    row.ground, row.offence, row.why_not_ripa = (
        particulars.ground,
        particulars.offence,
        particulars.why_not_ripa,
    )
    row.source_is_vulnerable, row.source_is_against_parent = source.is_vulnerable, source.is_against_parent
    row.source_is_accompanied = source.is_accompanied
    row.handler, row.controller, row.record_keeper = source.handler, source.controller, source.record_keeper
    return facts


@transaction.atomic
def answer(
    authorisation: Authorisation,
    answers: Mapping[str, str],
    *,
    by: Person,
    at: datetime,
    replies: Mapping[str, str] | None = None,
) -> Authorisation:
    """Write some of the boxes, and replies to the comments at some; the others stay as they are."""
    row = _writable(authorisation, by=by)
    replies = replies or {}
    known = {box.id for box in boxes_of(row.kind)}
    if unknown := (answers.keys() - known) | (replies.keys() - returned_with(row).keys()):
        raise WrongState(
            _(
                "You cannot save these answers: the form has no question called {boxes}. Open the page again."
            ).format(boxes=", ".join(sorted(unknown)))
        )
    if any(len(text) > LONGEST for text in (*answers.values(), *replies.values())):
        raise WrongState(
            _(
                "You cannot save these answers: one answer is longer than {most} characters. Shorten that answer."
            ).format(most=f"{LONGEST:,}")
        )
    if "profiles" in answers:
        check_profiles(answers["profiles"], service_id=row.service_id, on=london_day(at))
    facts = opened(row)
    facts["answers"] = {**facts["answers"], **answers}
    facts["replies"] = {**facts["replies"], **replies}
    put(row, facts)
    row.save(force_update=True)
    _tell_written(DESCRIBED, row, facts, by=by, at=at)
    return row


@transaction.atomic
def name_subjects(
    authorisation: Authorisation, subjects: Iterable[Subject], *, by: Person, at: datetime
) -> Authorisation:
    """Set which subjects of the investigation it names: nobody else is covered."""
    row = _writable(authorisation, by=by)
    wanted = {subject.id: subject for subject in subjects}
    if any(subject.investigation_id != row.investigation_id for subject in wanted.values()):
        raise WrongState(
            _(
                "You cannot name this subject: it belongs to another investigation. Add the subject to this investigation first."
            )
        )
    named = named_by(row)
    kept = set(named.values_list("subject", flat=True))
    named.exclude(subject__in=wanted).update(removed_at=at)
    for one in to_name(row, [wanted[key] for key in sorted(wanted.keys() - kept)], added_by=by, added_at=at):
        one.save(force_insert=True)
    record(NAMED, subject=row, by=by, at=at, subjects=" ".join(sorted(map(str, wanted))))
    return row


@transaction.atomic
def submit(authorisation: Authorisation, *, by: Person, at: datetime) -> Authorisation:
    """Send it to the co-ordinator, as a version of its text that stays; refused while something is missing."""
    row = locked(authorisation)
    may_write_application(by, row)
    check_move(AuthorisationState(row.state), to=AuthorisationState.SUBMITTED)
    whole = row.investigation
    check_goes_on(whole.state if whole else None, tried=_("You cannot submit this application"))
    if missing := all_missing(row):
        listed = "; ".join(str(one.says) for one in missing)
        said = _("You cannot submit the application yet. Still missing: {missing}")
        raise WrongState(said.format(missing=listed if listed.endswith("?") else f"{listed}."))
    version = ApplicationVersion(authorisation=row, number=row.applicationversions.count() + 1, by=by, at=at)
    text = said_by(row) | {"replies": replies_in(row)}
    put(version, text)
    version.save(force_insert=True)
    row.state, row.submitted_at = AuthorisationState.SUBMITTED, at
    put(row, opened(row) | {"replies": {}})
    row.save(force_update=True)
    record_row(SUBMITTED, row, by=by, at=at, version=version.number, text=_as_text(text))
    return row


@transaction.atomic
def withdraw(authorisation: Authorisation, *, why: str, by: Person, at: datetime) -> Authorisation:
    """Take an application back before it is decided; its reference is not used again."""
    row = locked(authorisation)
    may_write_application(by, row)
    check_move(AuthorisationState(row.state), to=AuthorisationState.WITHDRAWN)
    row.state = AuthorisationState.WITHDRAWN
    row.save(force_update=True)
    record_row(WITHDRAWN, row, by=by, at=at, why=why)
    return row


def _writable(authorisation: Authorisation, *, by: Person) -> Authorisation:
    row = locked(authorisation)
    may_write_application(by, row)
    check_writable(AuthorisationState(row.state))
    return row


def _standing(row: Authorisation) -> dict[str, str | int | UUID | None]:
    return {
        "reference": row.reference,
        "operation": row.operation,
        "kind": row.kind,
        "assessment": row.assessment or None,
        "assessment_version": row.assessment_version or None,
        "investigation": row.investigation_id,
        "service": row.service_id,
        "state": row.state,
    }


def _tell_written(
    kind: Kind, row: Authorisation, facts: Mapping[str, object], *, by: Person, at: datetime
) -> None:
    told = {"title": str(facts["title"]), "answers": _as_text(facts["answers"])}
    record_row(kind, row, by=by, at=at, **told)


def _as_text(facts: object) -> str:
    return json.dumps(facts, sort_keys=True, ensure_ascii=False)
