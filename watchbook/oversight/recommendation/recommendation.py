"""What an audit or an inspection recommends: recorded, corrected by a new version, shown by evidence, discharged."""

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
from watchbook.oversight.recommendation.states import LEADS_TO, ProgressStep, check_move, progress_after
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

REGISTER = "R"
FIELDS = ("reference", "source_reference", "rating", "owner", "due_on", "corrects")
RECORDED = Kind(
    "recommendation.recorded", FIELDS, ("number", "words"), gettext_lazy("The recommendation was recorded.")
)
CORRECTED = Kind(
    "recommendation.corrected",
    FIELDS,
    ("number", "words"),
    gettext_lazy("The entry for the recommendation was corrected."),
)
TAKEN_BACK = Kind(
    "recommendation.taken_back",
    FIELDS,
    ("number", "words"),
    gettext_lazy("The entry for the recommendation was taken back."),
)
STEP_FIELDS = ("reference", "on", "owner", "evidence_by", "file_sha256")
EVIDENCED = Kind(
    "recommendation.evidenced",
    STEP_FIELDS,
    ("words",),
    gettext_lazy("Evidence was given that the recommendation was followed."),
)
DISCHARGED = Kind(
    "recommendation.discharged", STEP_FIELDS, ("words",), gettext_lazy("The recommendation was discharged.")
)
REOPENED = Kind(
    "recommendation.reopened", STEP_FIELDS, ("words",), gettext_lazy("The recommendation was opened again.")
)


@dataclass(frozen=True)
class RecommendationParticulars:
    """What is recommended, how grave it is, who sees to it and by when; its number is as the report gives it."""

    words: str
    rating: str
    owner: Person
    due_on: date
    number: str = ""


@dataclass(frozen=True)
class ProgressMade:
    """What was done about a recommendation, and on which day."""

    on: date
    words: str = ""


@transaction.atomic
def add(
    source: InternalAudit | Inspection, particulars: RecommendationParticulars, *, by: Person, at: datetime
) -> Recommendation:
    """Record what an audit or an inspection recommends."""
    may_record_recommendation(by, source)
    source = _standing_source(source)
    of = "audit" if isinstance(source, InternalAudit) else "inspection"
    values = {of: source, "source_reference": source.reference, **values_of(particulars)}
    row = Recommendation(reference=next_reference(REGISTER), recorded_by=by, **values)
    return _write(RECORDED, row, by=by, at=at)


@transaction.atomic
def correct(
    recommendation: Recommendation, particulars: RecommendationParticulars, *, by: Person, at: datetime
) -> Recommendation:
    """Write a new version of a recommendation’s entry, which brings it back if it was taken back; what was done stays."""
    row = _newest(recommendation)
    may_correct_recommendation(by, row)
    check_newest(recommendation, tried=_("You cannot correct this recommendation"))
    _standing_source(_source(row))
    return _write(CORRECTED, next_version(row, by=by, changes=values_of(particulars)), by=by, at=at)


@transaction.atomic
def take_back(recommendation: Recommendation, *, by: Person, at: datetime) -> Recommendation:
    """Say that an entry was made by mistake: it waits for nobody and counts nowhere; every version and step stays."""
    row = _newest(recommendation)
    may_correct_recommendation(by, row)
    check_standing(row, tried=_("You cannot take back this recommendation"))
    return write(TAKEN_BACK, taken_back(row, by=by), by=by, at=at)


@transaction.atomic
def give_evidence(
    recommendation: Recommendation, done: ProgressMade, *, file: Content | None, by: Person, at: datetime
) -> RecommendationStep:
    """Say what was done, with a file if that shows it; more may follow until it is discharged."""
    row = _newest(recommendation)
    may_give_evidence(by, row)
    step = _step(row, ProgressStep.EVIDENCE, done=done, last=_last_step(row), by=by, at=at)
    step.evidence_by = by
    keep_file(step, file)
    return write(EVIDENCED, step, by=by, at=at, reference=row.reference)


@transaction.atomic
def discharge(
    recommendation: Recommendation, done: ProgressMade, *, by: Person, at: datetime
) -> RecommendationStep:
    """Somebody else than the owner and than whoever gave the evidence finds that it was followed."""
    row = _newest(recommendation)
    last = _last_step(row)
    may_discharge(by, row, last.evidence_by_id if last else None)
    step = _step(row, ProgressStep.DISCHARGE, done=done, last=last, by=by, at=at)
    step.evidence_by = last.evidence_by if last else None
    return write(DISCHARGED, step, by=by, at=at, reference=row.reference)


@transaction.atomic
def reopen(
    recommendation: Recommendation, done: ProgressMade, *, by: Person, at: datetime
) -> RecommendationStep:
    """Open again what was not done after all, or what the evidence does not show, with the reason."""
    row = _newest(recommendation)
    may_reopen(by, row)
    step = _step(row, ProgressStep.REOPENING, done=done, last=_last_step(row), by=by, at=at)
    return write(REOPENED, step, by=by, at=at, reference=row.reference)


def _newest(seen: Recommendation) -> Recommendation:
    """The newest version. The first one is locked: it is the same one for whoever waits."""
    versions = Recommendation.objects.filter(reference=seen.reference)
    versions.select_for_update(of=("self",)).get(corrects=None)
    return versions.get(corrected_by=None)


def _standing_source(seen: InternalAudit | Inspection) -> InternalAudit | Inspection:
    """The newest version of what recommends, locked as its own acts lock it, so that it is not taken back meanwhile."""
    source = lock(type(seen)._default_manager.get(reference=seen.reference, corrected_by=None))
    check_standing(source, tried=_("You cannot record a recommendation of this audit or inspection"))
    return source


def _source(row: Recommendation) -> InternalAudit | Inspection:
    source = row.audit or row.inspection
    assert source is not None  # noqa: S101  # one of the two, by the table's constraint
    return source


def _last_step(row: Recommendation) -> RecommendationStep | None:
    steps = RecommendationStep.objects.filter(recommendation_reference=row.reference)
    return steps.select_related("evidence_by").order_by("recorded_at", "id").last()


def _step(
    row: Recommendation,
    kind: ProgressStep,
    *,
    done: ProgressMade,
    last: RecommendationStep | None,
    by: Person,
    at: datetime,
) -> RecommendationStep:
    """A step about a recommendation, not written yet: a move that it may make, after the last thing done."""
    check_standing(row, tried=_("You cannot record this step"))
    check_move(progress_after(last.step if last else None), to=LEADS_TO[kind.value])
    after = last.on if last else _begun(row)
    check(why_not_step(on=done.on, after=after, today=london_day(at)), tried=_("You cannot record this step"))
    if kind != ProgressStep.DISCHARGE and not done.words.strip():
        raise WrongState(
            _(
                "You cannot record this step yet: say what you did, or why you are opening the recommendation again."
            )
        )
    return RecommendationStep(
        recommendation=row,
        recommendation_reference=row.reference,
        step=kind.value,
        **values_of(done),
        owner_id=row.owner_id,
        recorded_by=by,
    )


def _write(kind: Kind, row: Recommendation, *, by: Person, at: datetime) -> Recommendation:
    """Write a version whose day and owner can be so."""
    due = why_not_due(due_on=row.due_on, begun_on=_begun(row))
    check(
        due or _why_not_owner(row.owner, on=london_day(at)), tried=_("You cannot record this recommendation")
    )
    return write(kind, row, by=by, at=at)


def _why_not_owner(owner: Person, *, on: date) -> str | None:
    if not owner.is_active or owner.is_system:
        return _("The owner of a recommendation needs an open account. Choose somebody else.")
    if duties_of(owner, on=on) & {kind.value for kind in SEE_TO_NOTHING}:
        return _("Inspectors and elected members cannot own a recommendation. Choose somebody else.")
    return None


def _begun(row: Recommendation) -> date:
    """The first day of what made the recommendation."""
    source = _source(row)
    return source.began_on if isinstance(source, InternalAudit) else source.first_on
