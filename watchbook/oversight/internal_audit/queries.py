"""Reading the register of internal audits, now or as recorded by a moment."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from watchbook.organisation.models import Service
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.report.queries import about_social_media


def internal_audits(
    *,
    as_at: datetime | None,
    first_on: date | None = None,
    last_on: date | None = None,
    on_social_media: bool | None = None,
) -> QuerySet[InternalAudit]:
    """Audits as recorded by a moment (None: now), newest first; of a period: whatever was under way in it. One query."""
    not_over = Q(reported_on=None) | Q(reported_on__gte=first_on) if first_on else Q()
    begun = Q(began_on__lte=last_on) if last_on else Q()
    rows = InternalAudit.objects.as_at(as_at).filter(not_over, begun, about_social_media(on_social_media))
    return rows.filter(is_struck=False).select_related("recorded_by").order_by("-began_on", "reference")


def services_of(audit: InternalAudit) -> list[Service]:
    """The services an audit was of; none for the whole authority. One query."""
    return list(Service.objects.filter(id__in=audit.services))


def open_services() -> list[Service]:
    """The services that an audit can be of. One query."""
    return list(Service.objects.filter(closed_on=None))
