"""Reading the register of inspections, now or as recorded by a moment."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.report.queries import about_social_media


def inspections(
    *,
    as_at: datetime | None,
    first_on: date | None = None,
    last_on: date | None = None,
    on_social_media: bool | None = None,
    bodies: tuple[str, ...] = (),
) -> QuerySet[Inspection]:
    """Inspections as recorded by a moment (None: now), newest first; of a period: whatever fell into it. One query."""
    not_over = Q(last_on__gte=first_on) if first_on else Q()
    begun = Q(first_on__lte=last_on) if last_on else Q()
    by_them = Q(body__in=bodies) if bodies else Q()
    rows = Inspection.objects.as_at(as_at).filter(
        not_over, begun, by_them, about_social_media(on_social_media)
    )
    return rows.filter(is_struck=False).select_related("recorded_by").order_by("-first_on", "reference")
