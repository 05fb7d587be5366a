"""Reading recommendations and what was done about them, now or as recorded by a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import in_force_on, today
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.recommendation.models import Rating, Recommendation, RecommendationStep
from watchbook.oversight.recommendation.permissions import SEE_TO_NOTHING
from watchbook.oversight.recommendation.states import LEADS_TO, Progress, progress_after


@dataclass(frozen=True)
class RecommendationStanding:
    """A recommendation as it was recorded, the last thing done about it by then, and who gave the evidence."""

    row: Recommendation
    last_step: str | None
    evidence_by: UUID | None

    @property
    def progress(self) -> Progress:
        """Where it stands."""
        return progress_after(self.last_step)

    @property
    def state(self) -> str:
        """Tell where it stands, and of evidence that nobody has checked who checks it (permissions.may_discharge)."""
        if self.progress != Progress.EVIDENCE_GIVEN:
            return str(self.progress.label)
        if self.row.audit_id:
            return _("evidence given: waits for the senior responsible officer or an internal auditor")
        return _("evidence given: waits for the senior responsible officer")

    @property
    def colour(self) -> str:
        """Red, amber or green, in words."""
        return str(Rating(self.row.rating).label)

    def is_overdue(self, on: date) -> bool:
        """Whether its day has passed and it is not discharged."""
        return self.progress != Progress.DISCHARGED and self.row.due_on < on


def recommendations(
    *, as_at: datetime | None = None, condition: Q | None = None
) -> list[RecommendationStanding]:
    """Recommendations as recorded by a moment (None: now), the next due first, each with its last step. One query.

    Without a condition those taken back are left out.
    """
    return standing(recommendation_rows(as_at=as_at, condition=condition))


def recommendation_rows(
    *, as_at: datetime | None = None, condition: Q | None = None
) -> QuerySet[Recommendation]:
    """The rows of the same, to be asked for together with others."""
    steps = RecommendationStep.objects.filter(recommendation_reference=OuterRef("reference"))
    if as_at is not None:
        steps = steps.filter(recorded_at__lte=as_at)
    last = steps.order_by("-recorded_at", "-id")
    rows = Recommendation.objects.as_at(as_at).filter(Q(is_struck=False) if condition is None else condition)
    found = rows.select_related("owner", "recorded_by").annotate(
        last_step=Subquery(last.values("step")[:1]), last_evidence_by=Subquery(last.values("evidence_by")[:1])
    )
    return found.order_by("due_on", "reference")


def at(progress: Progress) -> Q:
    """The condition of those of `recommendation_rows` that stand so."""
    steps = Q(last_step__in=[step for step, leads_to in LEADS_TO.items() if leads_to == progress])
    return steps | Q(last_step=None) if progress == progress_after(None) else steps


def open_rows(person: Person) -> QuerySet[Recommendation]:
    """Rows of what a person must see to and has given no evidence for, the next due first."""
    return recommendation_rows(condition=Q(owner=person, is_struck=False)).filter(at(Progress.OPEN))


def rows_to_discharge(person: Person, *, on: date) -> QuerySet[Recommendation]:
    """Rows of others: those with evidence that this person has not given, and open ones that are overdue; the next due first."""
    others = recommendation_rows().exclude(owner=person)
    given = at(Progress.EVIDENCE_GIVEN) & ~Q(last_evidence_by=person)
    return others.filter(given | at(Progress.OPEN) & Q(due_on__lt=on))


def standing(rows: Iterable[Recommendation]) -> list[RecommendationStanding]:
    """Tell how each of these rows stands."""
    return [
        RecommendationStanding(row=row, last_step=row.last_step, evidence_by=row.last_evidence_by)  # type: ignore[attr-defined]  # annotated
        for row in rows
    ]


def recommendations_of(source: InternalAudit | Inspection) -> list[RecommendationStanding]:
    """What one audit or inspection recommended. One query."""
    return recommendations(condition=Q(source_reference=source.reference, is_struck=False))


def recommendations_to_see_to(person: Person) -> list[RecommendationStanding]:
    """What a person must see to and has given no evidence for, the next due first. One query."""
    mine = recommendations(condition=Q(owner=person, is_struck=False))
    return [one for one in mine if one.progress == Progress.OPEN]


def recommendations_to_discharge() -> list[RecommendationStanding]:
    """Recommendations whose evidence nobody has looked at yet. One query."""
    return [one for one in recommendations() if one.progress == Progress.EVIDENCE_GIVEN]


def recommendation_by_reference(reference: str) -> RecommendationStanding | None:
    """The newest version of one recommendation, taken back or not, with its last step."""
    return next(iter(recommendations(condition=Q(reference=reference))), None)


def steps_of(reference: str) -> list[RecommendationStep]:
    """Everything that was done about a recommendation, oldest first. One query."""
    rows = RecommendationStep.objects.filter(recommendation_reference=reference)
    return list(rows.select_related("recorded_by").order_by("recorded_at", "id"))


def possible_owners() -> list[Person]:
    """Who can see to a recommendation: everybody with an open account but inspectors and members. One query."""
    others = Duty.objects.filter(in_force_on(today()), kind__in=[kind.value for kind in SEE_TO_NOTHING])
    people = Person.objects.active().exclude(id__in=others.values("person"))
    return list(people.order_by("name", "email"))
