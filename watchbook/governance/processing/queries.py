"""Reading the register of processing: which entry covers an activity of a service, and whether it is refused for want of papers."""

from datetime import date
from itertools import chain
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState, cannot
from watchbook.governance.processing.models import Activity, Processing
from watchbook.governance.processing.papers import lacking


def activities(*, on: date | None = None) -> list[Processing]:
    """The activities that went on on a day (None: all ever). One query."""
    rows = Processing.objects.as_at(None).filter(is_struck=False).select_related("service")
    if on is not None:
        rows = rows.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)
    return list(rows.order_by("activity", "reference"))


def covering(
    rows: list[Processing], activity: Activity, *, service: UUID | None = None, tool: str = ""
) -> Processing | None:
    """The entry that covers an activity, the first on the register of several; None where there is none."""
    return next(iter(_all_covering(rows, activity, service=service, tool=tool)), None)


def _all_covering(
    rows: list[Processing], activity: Activity, *, service: UUID | None, tool: str = ""
) -> list[Processing]:
    """Every entry that covers an activity: those of the service, else of the whole authority; of a tool, those that name it."""
    fits = [row for row in rows if row.activity == activity and row.tool == tool]
    own = [row for row in fits if service is not None and row.service_id == service]
    return own or [row for row in fits if row.service_id is None]


def check_papers(activity: Activity, *services: UUID | None, on: date, tried: str) -> None:
    """Raise WrongState where the authority set that an activity of any of these services is refused without its papers, and one is missing.

    One query where nothing is refused.
    """
    rows = activities(on=on)
    covered = (_all_covering(rows, activity, service=service) for service in services or (None,))
    for row in chain.from_iterable(covered):
        missing = lacking(row, on=on) if row.is_refused_without_papers else []
        if missing:
            why = _(
                "The register of processing ({reference}) lacks: {papers}. Ask the data protection officer to complete it."
            )
            raise WrongState(cannot(tried, why.format(reference=row.reference, papers=", ".join(missing))))
