"""Disposal of looks and re-triages: what is due, where somebody is named, and how it goes (called by retention).

A look goes with its page views and evaluations, and with the key over them all; its count stays in the register totals.
A look at a subject goes before the subject: the database keeps the subject until then.
"""

from collections.abc import Collection
from datetime import date
from functools import partial
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.acting.london_day import london_day
from watchbook.audit_log.queries import heard_of_before, last_happened
from watchbook.audit_log.record import Kind
from watchbook.files.disposal import Going, Rows, disposing
from watchbook.keys import envelope
from watchbook.looks.models import Evaluation, Look, PageView, ReTriage, StandingPurpose, SupervisorCheck
from watchbook.looks.permissions import may_read_look, may_read_re_triage, may_see_all_looks
from watchbook.looks.sitting import TOTAL
from watchbook.looks.states import LookState
from watchbook.register.queries import is_sealed

DISPOSED = Kind(
    "look.disposed",
    fields=("reference", "pages", "evaluations"),
    says=_("The look was deleted at the end of its retention period. The totals still include the look."),
    is_grave=True,
)
EVALUATION_DISPOSED = Kind(
    "evaluation.disposed",
    fields=("reference",),
    says=_("The evaluation was deleted with its look."),
    is_grave=True,
)
CHECK_DISPOSED = Kind(
    "supervisor_check.disposed",
    fields=("reference",),
    says=_("The supervisor’s check was deleted with its look."),
    is_grave=True,
)
RE_TRIAGE_DISPOSED = Kind(
    "re_triage.disposed",
    fields=("reference",),
    says=_("The re-triage was deleted with its look."),
    is_grave=True,
)
STANDING_DISPOSED = Kind(
    "standing_purpose.disposed",
    fields=(),
    says=_("An earlier purpose and power of a service were deleted."),
    is_grave=True,
)
CLASS = "look"
PERSONAL_FIELDS = {
    "looks.Look.envelope": CLASS,
    "looks.PageView.envelope": CLASS,
    "looks.Evaluation.envelope": CLASS,
    "looks.SupervisorCheck.envelope": CLASS,
    "looks.ReTriage.envelope": CLASS,
    "looks.StandingPurpose.words": CLASS,
    "looks.StandingPurpose.power": CLASS,
}


def _replaced() -> QuerySet[StandingPurpose]:
    """Standing purposes in whose place their service set another."""
    newer = StandingPurpose.objects.filter(
        service=OuterRef("service"), recorded_at__gt=OuterRef("recorded_at")
    ).order_by("recorded_at")
    rows = StandingPurpose.objects.annotate(replaced_at=Subquery(newer.values("recorded_at")[:1]))
    return rows.filter(replaced_at__isnull=False)


ENDINGS = (
    Ending(
        Look,
        rows=lambda: Look.objects.filter(state=LookState.CLOSED),
        began="closed_at",
        code=CLASS,
        event=_("the close of the look"),
        within=("investigation_id", "subject_id"),
        page=lambda row: reverse("looks:look", args=[row.reference]),
    ),
    Ending(
        ReTriage,
        rows=lambda: ReTriage.objects.filter(used_by=None).annotate(quiet_at=last_happened()),
        began="quiet_at",
        code=CLASS,
        event=_("the last action on a re-triage that no look used"),
        within=("subject_id", "used_by_id"),
        page=lambda row: reverse("looks:re_triage", args=[row.reference]),
        among=partial(heard_of_before, ReTriage),
    ),
    Ending(
        StandingPurpose,
        rows=_replaced,
        began="replaced_at",
        code=CLASS,
        event=_("the date on which the service set another purpose and power instead"),
    ),
)

READERS = {StandingPurpose: may_see_all_looks}
NEED_TO_KNOW = {Look: may_read_look, ReTriage: may_read_re_triage}


def due(on: date) -> list[UUID]:
    """Looks closed before a day, re-triages that no look used and nothing happened to since, purposes replaced before it.

    A look that is still open is never due: who opened it must close it.
    """
    return ending.due(ENDINGS, on)


def find(*texts: str) -> list[UUID]:
    """Looks, re-triages and standing purposes that hold one of these texts, however it is spelt; every envelope is opened."""
    looks: list[Look | PageView | Evaluation | SupervisorCheck | ReTriage]
    looks = [*Look.objects.all(), *ReTriage.objects.all(), *PageView.objects.all()]
    looks += [*Evaluation.objects.all(), *SupervisorCheck.objects.all()]
    found = [one.item for one in envelope.holding(looks, *texts)]
    found += [
        row.id
        for row in StandingPurpose.objects.all()
        if envelope.says({"words": row.words, "power": row.power}, *texts)
    ]
    return list(dict.fromkeys(found))


def _not_sealed(rows: Rows, _besides: Collection[UUID]) -> dict[UUID, str]:
    """Looks of a month whose counts are in no signed checkpoint yet: they stay in the register totals."""
    month_of = {row.pk: london_day(row.opened_at).replace(day=1) for row in rows}
    sealed = {month: is_sealed(TOTAL, month=month) for month in set(month_of.values())}
    return {
        key: gettext(
            "You cannot delete this look yet: the totals for its month are not in a signed checkpoint. Delete the look once they are."
        )
        for key, month in month_of.items()
        if not sealed[month]
    }


OF_LOOK = {"reference": "look__reference"}
GOES = (
    Going(
        Look,
        DISPOSED,
        parts=(
            Going(ReTriage, RE_TRIAGE_DISPOSED, by=("used_by_id",)),
            Going(Evaluation, EVALUATION_DISPOSED, by=("look_id",), told=OF_LOOK),
            Going(SupervisorCheck, CHECK_DISPOSED, by=("look_id",), told=OF_LOOK),
            Going(PageView, by=("look_id",)),
        ),
        told={"evaluations": Evaluation},
        why_not=_not_sealed,
    ),
    Going(ReTriage, RE_TRIAGE_DISPOSED),
    Going(StandingPurpose, STANDING_DISPOSED),
)
dispose = disposing(GOES)
