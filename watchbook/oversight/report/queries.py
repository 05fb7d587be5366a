"""Queries of what audits and inspections share."""

from typing import Any

from django.db.models import Q, QuerySet

from watchbook.oversight.report.models import Extent
from watchbook.register.models.entries import Entry

ON_SOCIAL_MEDIA = (Extent.EXCLUSIVELY.value, Extent.PARTLY.value)


def about_social_media(on_social_media: bool | None) -> Q:
    """The condition that something was about social media, or that it was not; None for either."""
    if on_social_media is None:
        return Q()
    about = Q(concerns_social_media__in=ON_SOCIAL_MEDIA)
    return about if on_social_media else ~about


def versions_of[Row: Entry](newest: Row) -> list[Row]:
    """Every version of an entry, oldest first. One query."""
    rows: QuerySet[Any] = type(newest)._default_manager.filter(**{"reference": str(newest)})
    return list(rows.select_related("recorded_by").order_by("recorded_at", "id"))
