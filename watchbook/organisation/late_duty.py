"""Duties recorded late: granted, or only proposed, after the day from which somebody is to have held them."""

from datetime import date

from django.utils.translation import ngettext

from watchbook.acting.london_day import london_day
from watchbook.organisation.models import Duty
from watchbook.organisation.states import DutyState


def granted_late(duty: Duty) -> str:
    """Say by how many days a duty was granted after it began; nothing where it was not."""
    if not duty.decided_at or duty.state == DutyState.DECLINED:
        return ""
    count = (london_day(duty.decided_at) - duty.from_on).days
    said = ngettext("granted {count} day after it began", "granted {count} days after it began", count)
    return said.format(count=f"{count:,}") if count > 0 else ""


def would_be_late(first: date, *, on: date) -> str:
    """Say by how many days a duty that is only proposed would begin before this one; nothing where it would not."""
    count = (on - first).days
    said = ngettext(
        "The first date of this duty was {count} day ago. The register will show that the duty was granted late. Any act that "
        "Watchbook refused before the grant stays refused.",
        "The first date of this duty was {count} days ago. The register will show that the duty was granted late. Any act that "
        "Watchbook refused before the grant stays refused.",
        count,
    )
    return said.format(count=f"{count:,}") if count > 0 else ""
