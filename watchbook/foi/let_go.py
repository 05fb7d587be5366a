"""Records that an open request holds no more because people said what its questions are about: who said so, and when."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.london_day import london_day
from watchbook.foi.models import Request, TopicChoice
from watchbook.retention.legal_hold.lock import answers_to
from watchbook.web import wording


def said(items: Collection[UUID], *, asked: str) -> list[str]:
    """Say for each open request that could hold some of these things, and does not, who said what its questions are about.

    `asked` is the question to the database: of which requests how many of the things.
    """
    counts = dict(answers_to(asked, list(items)))
    told = []
    for row in Request.objects.filter(pk__in=counts).order_by("reference"):
        choices = (
            TopicChoice.objects.filter(request=row).select_related("recorded_by").order_by("recorded_at")
        )
        by = [
            _("{name}, {day}").format(name=one.recorded_by.name, day=wording.day(london_day(one.recorded_at)))
            for one in choices
        ]
        words = ngettext(
            "Request {reference} is open and held {count} record of this list until people said what its questions are about: {by}.",
            "Request {reference} is open and held {count} records of this list until people said what its questions are about: {by}.",
            counts[row.pk],
        )
        told.append(
            words.format(reference=row.reference, count=counts[row.pk], by="; ".join(dict.fromkeys(by)))
        )
    return told
