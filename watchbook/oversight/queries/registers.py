"""Reading the registers of oversight: audits, inspections and recommendations, now or as recorded by a moment."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from watchbook.organisation.models import Duty, Person, Service
from watchbook.organisation.queries import in_force_on, today
from watchbook.oversight.models import (
    Extent,
    Inspection,
    InternalAudit,
    Rating,
    Recommendation,
    RecommendationStep,
)
from watchbook.oversight.permissions import SEE_TO_NOTHING
from watchbook.oversight.states import Progress, progress_after

ON_SOCIAL_MEDIA = (Extent.EXCLUSIVELY.value, Extent.PARTLY.value)


@dataclass(frozen=True)
class Standing:
    """A recommendation as it was recorded, the last thing done about it by then, and who gave the evidence."""

    row: Recommendation
    last_step: str | None
    evidence_by: UUID | None

    @property
    def progress(self) -> Progress:
        """Where it stands."""
        return progress_after(self.last_step)

    @property
    def colour(self) -> str:
        """Red, amber or green, in words."""
        return str(Rating(self.row.rating).label)

    def is_overdue(self, on: date) -> bool:
        """Whether its day has passed and it is not discharged."""
        return self.progress != Progress.DISCHARGED and self.row.due_on < on


def internal_audits(
    *,
    as_at: datetime | None,
    first_on: date | None = None,
    last_on: date | None = None,
    on_social_media: bool | None = None,
) -> list[InternalAudit]:
    """Audits as recorded by a moment (None: now), newest first; of a period: whatever was under way in it. One query."""
    not_over = Q(reported_on=None) | Q(reported_on__gte=first_on) if first_on else Q()
    begun = Q(began_on__lte=last_on) if last_on else Q()
    rows = InternalAudit.objects.as_at(as_at).filter(not_over, begun, _extent(on_social_media))
    return list(rows.filter(is_struck=False).select_related("recorded_by").order_by("-began_on", "reference"))


def inspections(
    *,
    as_at: datetime | None,
    first_on: date | None = None,
    last_on: date | None = None,
    on_social_media: bool | None = None,
    bodies: tuple[str, ...] = (),
) -> list[Inspection]:
    """Inspections as recorded by a moment (None: now), newest first; of a period: whatever fell into it. One query."""
    not_over = Q(last_on__gte=first_on) if first_on else Q()
    begun = Q(first_on__lte=last_on) if last_on else Q()
    by_them = Q(body__in=bodies) if bodies else Q()
    rows = Inspection.objects.as_at(as_at).filter(not_over, begun, by_them, _extent(on_social_media))
    return list(rows.filter(is_struck=False).select_related("recorded_by").order_by("-first_on", "reference"))


def _extent(on_social_media: bool | None) -> Q:
    if on_social_media is None:
        return Q()
    about = Q(concerns_social_media__in=ON_SOCIAL_MEDIA)
    return about if on_social_media else ~about


def recommendations(*, as_at: datetime | None = None, condition: Q | None = None) -> list[Standing]:
    """Recommendations as recorded by a moment (None: now), the next due first, each with its last step. One query.

    Without a condition those taken back are left out.
    """
    steps = RecommendationStep.objects.filter(recommendation_reference=OuterRef("reference"))
    if as_at is not None:
        steps = steps.filter(recorded_at__lte=as_at)
    last = steps.order_by("-recorded_at", "-id")
    rows = Recommendation.objects.as_at(as_at).filter(Q(is_struck=False) if condition is None else condition)
    found = rows.select_related("owner", "recorded_by").annotate(
        last_step=Subquery(last.values("step")[:1]), last_evidence_by=Subquery(last.values("evidence_by")[:1])
    )
    return [
        Standing(row=row, last_step=row.last_step, evidence_by=row.last_evidence_by)
        for row in found.order_by("due_on", "reference")
    ]


def recommendations_of(source: InternalAudit | Inspection) -> list[Standing]:
    """What one audit or inspection recommended. One query."""
    return recommendations(condition=Q(source_reference=source.reference, is_struck=False))


def recommendations_to_see_to(person: Person) -> list[Standing]:
    """What a person must see to and has given no evidence for, the next due first. One query."""
    mine = recommendations(condition=Q(owner=person, is_struck=False))
    return [one for one in mine if one.progress == Progress.OPEN]


def recommendations_to_discharge() -> list[Standing]:
    """Recommendations whose evidence nobody has looked at yet. One query."""
    return [one for one in recommendations() if one.progress == Progress.EVIDENCE_GIVEN]


def audit_by_reference(reference: str) -> InternalAudit | None:
    """The newest version of one audit, taken back or not."""
    return InternalAudit.objects.as_at(None).filter(reference=reference).select_related("recorded_by").first()


def inspection_by_reference(reference: str) -> Inspection | None:
    """The newest version of one inspection, taken back or not."""
    return Inspection.objects.as_at(None).filter(reference=reference).select_related("recorded_by").first()


def recommendation_by_reference(reference: str) -> Standing | None:
    """The newest version of one recommendation, taken back or not, with its last step."""
    return next(iter(recommendations(condition=Q(reference=reference))), None)


def versions_of[Row: (InternalAudit, Inspection, Recommendation)](newest: Row) -> list[Row]:
    """Every version of an entry, oldest first. One query."""
    rows = type(newest)._default_manager.filter(reference=newest.reference)
    return list(rows.select_related("recorded_by").order_by("recorded_at", "id"))


def steps_of(reference: str) -> list[RecommendationStep]:
    """Everything that was done about a recommendation, oldest first. One query."""
    rows = RecommendationStep.objects.filter(recommendation_reference=reference)
    return list(rows.select_related("recorded_by").order_by("recorded_at", "id"))


def services_of(audit: InternalAudit) -> list[Service]:
    """The services an audit was of; none for the whole authority. One query."""
    return list(Service.objects.filter(id__in=audit.services))


def open_services() -> list[Service]:
    """The services that an audit can be of. One query."""
    return list(Service.objects.filter(closed_on=None))


def possible_owners() -> list[Person]:
    """Who can see to a recommendation: everybody with an open account but inspectors and members. One query."""
    others = Duty.objects.filter(in_force_on(today()), kind__in=[kind.value for kind in SEE_TO_NOTHING])
    people = Person.objects.active().exclude(id__in=others.values("person"))
    return list(people.order_by("name", "email"))
