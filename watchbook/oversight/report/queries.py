"""Queries of what audits and inspections share."""

from django.db.models import Q

from watchbook.oversight.report.models import ReportExtent

ON_SOCIAL_MEDIA = (ReportExtent.EXCLUSIVELY.value, ReportExtent.PARTLY.value)


def about_social_media(on_social_media: bool | None) -> Q:
    """The condition that something was about social media, or that it was not; None for either."""
    if on_social_media is None:
        return Q()
    about = Q(concerns_social_media__in=ON_SOCIAL_MEDIA)
    return about if on_social_media else ~about
