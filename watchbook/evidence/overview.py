"""The captures and exhibits of an investigation for its overview."""

from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.evidence.models import Capture
from watchbook.evidence.states import UNDER_WAY, CaptureState
from watchbook.investigations.models import Investigation
from watchbook.investigations.overview import OverviewShare
from watchbook.organisation.models import Person
from watchbook.web.overview import LinkedWords


def of_investigation(investigation: Investigation, *, reader: Person, at: datetime) -> OverviewShare:
    """Count how many captures are held, and how many are under way. One query."""
    rows = Capture.objects.filter(look__investigation=investigation)
    held, under_way = rows.aggregate(
        held=Count("pk", filter=Q(state=CaptureState.HELD)),
        under_way=Count("pk", filter=Q(state__in=UNDER_WAY)),
    ).values()
    words = ngettext("{count} held", "{count} held", held).format(count=held)
    if under_way:
        words = f"{words}, {_('{count} under way').format(count=under_way)}"
    looks = reverse("looks:of", args=[investigation.reference])
    return OverviewShare(facts=((_("Captures"), (LinkedWords(words, looks if held else ""),)),))
