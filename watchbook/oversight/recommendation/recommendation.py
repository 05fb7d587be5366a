"""What an audit or an inspection recommends: recorded, corrected by a new version, shown by evidence, discharged."""

from dataclasses import dataclass
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
from watchbook.organisation.queries import duties_of
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.recommendation.models import Recommendation, RecommendationStep
from watchbook.oversight.recommendation.permissions import (
    SEE_TO_NOTHING,
    may_correct_recommendation,
    may_discharge,
    may_give_evidence,
    may_record_recommendation,
    may_reopen,
)
from watchbook.oversight.recommendation.rules import why_not_due, why_not_step
from watchbook.oversight.recommendation.states import LEADS_TO, Progress, Step, check_move, progress_after

REGISTER = "R"
FIELDS = ("reference", "source_reference", "rating", "owner", "due_on", "corrects")
RECORDED = Kind(
    "recommendation.recorded",
    fields=FIELDS,
    personal=("number", "words"),
    says=gettext_lazy("The recommendation was recorded."),
)
CORRECTED = Kind(
    "recommendation.corrected",
    fields=FIELDS,
    personal=("number", "words"),
    says=gettext_lazy("The entry of the recommendation was corrected."),
)
TAKEN_BACK = Kind(
    "recommendation.entry_cancelled",
    fields=FIELDS,
    personal=("number", "words"),
    says=gettext_lazy("The entry of the recommendation was taken back."),
)
STEP_FIELDS = ("reference", "on", "owner", "evidence_by", "file_sha256")
EVIDENCED = Kind(
    "recommendation.evidenced",
    fields=STEP_FIELDS,
    personal=("words",),
    says=gettext_lazy("Evidence was given that the recommendation was followed."),
)
DISCHARGED = Kind(
    "recommendation.discharged",
    fields=STEP_FIELDS,
    personal=("words",),
    says=gettext_lazy("The recommendation was discharged."),
)
REOPENED = Kind(
    "recommendation.reopened",
    fields=STEP_FIELDS,
    personal=("words",),
    says=gettext_lazy("The recommendation was opened again."),
)


@dataclass(frozen=True)
class Particulars:
    """What is recommended, how grave it is, who sees to it and by when; its number is as the report gives it."""

    words: str
    rating: str
    owner: Person
    due_on: date
    number: str = ""


@dataclass(frozen=True)
class Done:
    """What was done about a recommendation, and on which day."""

    on: date
    words: str = ""


@transaction.atomic
def add(
    source: InternalAudit | Inspection, particulars: Particulars, *, by: Person, at: datetime
) -> Recommendation:
    """Record what an audit or an inspection recommends."""
    may_record_recommendation(by, source)
    source = _newest_source(source)
    row = _row(particulars, reference=next_reference(REGISTER), by=by)
    row.source_reference = source.reference
    if isinstance(source, InternalAudit):
        row.audit = source
    else:
        row.inspection = source
    _check(row, at=at)
    row.save(force_insert=True)
    record_row(RECORDED, row, by=by, at=at)
    return row


@transaction.atomic
def correct(
    recommendation: Recommendation, particulars: Particulars, *, by: Person, at: datetime
) -> Recommendation:
    """A new version of a recommendation's entry; the old one stays, and so does what was done about it."""
    older, _last = _locked(recommendation)
    may_correct_recommendation(by, older)
    if older.pk != recommendation.pk:
        raise WrongState(
            _(
                "This entry was corrected already. Open the recommendation again and correct its newest version."
            )
        )
    row = _row(particulars, reference=older.reference, by=by)
    row.corrects, row.source_reference = older, older.source_reference
    row.audit, row.inspection = older.audit, older.inspection
    _check(row, at=at)
    row.save(force_insert=True)
    record_row(CORRECTED, row, by=by, at=at)
    return row


@transaction.atomic
def take_back(recommendation: Recommendation, *, by: Person, at: datetime) -> Recommendation:
    """Say that an entry was made by mistake: it waits for nobody and counts nowhere; every version and step stays."""
    older, _last = _locked(recommendation)
    may_correct_recommendation(by, older)
    row = _row(_particulars_of(older), reference=older.reference, by=by)
    row.corrects, row.source_reference, row.is_struck = older, older.source_reference, True
    row.audit, row.inspection = older.audit, older.inspection
    row.save(force_insert=True)
    record_row(TAKEN_BACK, row, by=by, at=at)
    return row


@transaction.atomic
def give_evidence(
    recommendation: Recommendation, done: Done, *, file: Content | None, by: Person, at: datetime
) -> RecommendationStep:
    """Say what was done, with a file if that shows it; more may follow until it is discharged."""
    row, last = _locked(recommendation)
    may_give_evidence(by, row)
    step = _step(row, step=Step.EVIDENCE, done=done, last=last, by=by, at=at)
    step.evidence_by = by
    if file is not None:
        step.file_sha256 = the_store().put(file.data)
        step.file_name, step.file_media_type, step.file_size = file.name, file.media_type, len(file.data)
    step.save(force_insert=True)
    record_row(EVIDENCED, step, by=by, at=at, reference=row.reference)
    return step


@transaction.atomic
def discharge(recommendation: Recommendation, done: Done, *, by: Person, at: datetime) -> RecommendationStep:
    """Somebody else than the owner and than whoever gave the evidence finds that it was followed."""
    row, last = _locked(recommendation)
    may_discharge(by, row, last.evidence_by_id if last else None)
    step = _step(row, step=Step.DISCHARGE, done=done, last=last, by=by, at=at)
    step.evidence_by = last.evidence_by if last else None
    step.save(force_insert=True)
    record_row(DISCHARGED, step, by=by, at=at, reference=row.reference)
    return step


@transaction.atomic
def reopen(recommendation: Recommendation, done: Done, *, by: Person, at: datetime) -> RecommendationStep:
    """Open again what was not done after all, or what the evidence does not show, with the reason."""
    row, last = _locked(recommendation)
    may_reopen(by, row)
    step = _step(row, step=Step.REOPENING, done=done, last=last, by=by, at=at)
    step.save(force_insert=True)
    record_row(REOPENED, step, by=by, at=at, reference=row.reference)
    return step


def _locked(recommendation: Recommendation) -> tuple[Recommendation, RecommendationStep | None]:
    """The newest version and the last step. The first version is locked: it is the same one for whoever waits."""
    reference = recommendation.reference
    Recommendation.objects.select_for_update().get(reference=reference, corrects=None)
    row: Recommendation = Recommendation.objects.get(reference=reference, corrected_by=None)
    if row.is_struck:
        raise WrongState(_("This entry was taken back. Record it anew if it was right after all."))
    steps = RecommendationStep.objects.filter(recommendation_reference=reference)
    return row, steps.select_related("evidence_by").order_by("recorded_at", "id").last()


def _newest_source(source: InternalAudit | Inspection) -> InternalAudit | Inspection:
    """The newest version of what recommends, locked, so that it is not taken back meanwhile."""
    table = type(source)
    table._default_manager.select_for_update().get(reference=source.reference, corrects=None)
    newest = table._default_manager.get(reference=source.reference, corrected_by=None)
    if newest.is_struck:
        raise WrongState(_("The entry of what recommends this was taken back. Record that anew first."))
    return newest


def _particulars_of(row: Recommendation) -> Particulars:
    return Particulars(
        number=row.number, words=row.words, rating=row.rating, owner=row.owner, due_on=row.due_on
    )


def _step(
    row: Recommendation, *, step: Step, done: Done, last: RecommendationStep | None, by: Person, at: datetime
) -> RecommendationStep:
    now: Progress = progress_after(last.step if last else None)
    check_move(now, to=LEADS_TO[step.value])
    refusal = why_not_step(on=done.on, after=last.on if last else _begun(row), today=london_day(at))
    if refusal:
        raise WrongState(cannot(_("You cannot record this step"), refusal))
    if step != Step.DISCHARGE and not done.words.strip():
        raise WrongState(_("Say in words what was done, or why the recommendation is opened again."))
    return RecommendationStep(
        recommendation=row,
        recommendation_reference=row.reference,
        step=step.value,
        on=done.on,
        words=done.words.strip(),
        owner_id=row.owner_id,
        recorded_by=by,
    )


def _check(row: Recommendation, *, at: datetime) -> None:
    if refusal := why_not_due(due_on=row.due_on, begun_on=_begun(row)):
        raise WrongState(cannot(_("You cannot record this recommendation"), refusal))
    if not row.owner.is_active or row.owner.is_system:
        raise WrongState(_("Whoever sees to a recommendation needs an open account. Choose somebody else."))
    if duties_of(row.owner, on=london_day(at)) & {kind.value for kind in SEE_TO_NOTHING}:
        raise WrongState(_("Inspectors and elected members see to no recommendation. Choose somebody else."))


def _begun(row: Recommendation) -> date:
    """The first day of what made the recommendation."""
    if row.audit is not None:
        return row.audit.began_on
    assert row.inspection is not None  # noqa: S101  # one of the two, by the table's constraint
    return row.inspection.first_on


def _row(particulars: Particulars, *, reference: str, by: Person) -> Recommendation:
    return Recommendation(
        reference=reference,
        number=particulars.number.strip(),
        words=particulars.words.strip(),
        rating=particulars.rating,
        owner=particulars.owner,
        due_on=particulars.due_on,
        recorded_by=by,
    )
