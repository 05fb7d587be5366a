"""Disposal of captures and exhibits: what is due, where somebody is named, and how it goes (called by retention).

A capture goes with its custody, its ciphertext and the key over them all, so that no copy of the file anywhere can be opened.
While something is exhibited from it, it stays. Evidence goes before the look in which it was taken: the database keeps the look.
"""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.audit_log.record import Kind
from watchbook.evidence.models import Capture, CustodyEntry, Exhibit
from watchbook.evidence.permissions import may_read_capture
from watchbook.evidence.states import UNDER_WAY, CaptureState
from watchbook.files.disposal import Going, Rows, disposing
from watchbook.investigations.states import InvestigationState
from watchbook.keys import envelope

DISPOSED = Kind(
    "capture.disposed",
    is_grave=True,
    fields=("reference", "state", "handlings"),
    says=_("The capture, its content and its key were deleted at the end of its retention period."),
)
EXHIBIT_DISPOSED = Kind(
    "exhibit.disposed",
    is_grave=True,
    fields=("reference", "retain_until"),
    says=_("The exhibit was deleted at the end of its retention period."),
)
CLASS = "capture_no_action"  # or that of its decision
PERSONAL_FIELDS = {f"evidence.{one}.envelope": CLASS for one in ("Capture", "CustodyEntry", "Exhibit")}


HOLDS_NOTHING = [state for state in CaptureState if state not in {*UNDER_WAY, CaptureState.HELD}]


def _page(row: Capture) -> str:
    return reverse("evidence:capture", args=[row.reference])


def _held(**those: Any) -> QuerySet[Capture]:
    """Captures whose content is held and that no exhibit rests on."""
    exhibits = Exhibit.objects.filter(capture=OuterRef("pk"))
    return Capture.objects.filter(~Exists(exhibits), state=CaptureState.HELD, **those)


IN_LOOK = ("look_id",)
DECIDED = "relevance_decided_at"
NOT_RELEVANT, NO_ACTION = "capture_not_relevant", "capture_no_action"
ENDINGS = (
    Ending(
        Exhibit,
        rows=Exhibit.objects.all,
        began="retain_until",
        code="retention_class",
        event=_("the retention date entered for the exhibit"),
        within=("capture_id", "investigation_id"),
        page=lambda row: reverse("evidence:exhibit", args=[row.reference]),
        by_hand=True,
    ),
    Ending(
        Capture,
        rows=lambda: _held(is_relevant=False),
        began=DECIDED,
        code=NOT_RELEVANT,
        event=_("the decision that the capture is not relevant"),
        within=IN_LOOK,
        page=_page,
    ),
    Ending(
        Capture,
        rows=lambda: _held(is_relevant=True, look__investigation__state=InvestigationState.CLOSED).annotate(
            case_closed_on=F("look__investigation__closed_on")
        ),
        began="case_closed_on",
        code=NO_ACTION,
        event=_("the close of the investigation for which the material is kept"),
        within=IN_LOOK,
        page=_page,
    ),
    Ending(
        Capture,
        rows=lambda: _held(is_relevant=True, look__investigation=None),
        began=DECIDED,
        code=NO_ACTION,
        event=_("the decision that a capture outside an investigation is relevant"),
        within=IN_LOOK,
        page=_page,
    ),
    Ending(
        Capture,
        rows=lambda: Capture.objects.filter(state__in=HOLDS_NOTHING),
        began="ended_at",
        code=NOT_RELEVANT,
        event=_("the date on which the capture failed or was cancelled"),
        within=IN_LOOK,
        page=_page,
    ),
)

NEED_TO_KNOW = {
    Capture: may_read_capture,
    Exhibit: lambda person, exhibit: may_read_capture(person, exhibit.capture),
}


def due(on: date) -> list[UUID]:
    """Exhibits whose own day is before a day, and captures whose time began before it and that no exhibit rests on."""
    return ending.due(ENDINGS, on)


def find(*texts: str) -> list[UUID]:
    """Captures and exhibits whose words hold one of these texts, however it is spelt, also in custody; exhibits first, for they go first."""
    rows: list[Capture | CustodyEntry | Exhibit]
    rows = [*Exhibit.objects.all(), *Capture.objects.all(), *CustodyEntry.objects.all()]
    return list(dict.fromkeys(one.item for one in envelope.holding(rows, *texts)))


def _why_not(rows: Rows, besides: Collection[UUID]) -> dict[UUID, str]:
    """Captures that are under way, or on which an exhibit rests that does not go too."""
    resting = Exhibit.objects.filter(capture__among=[row.pk for row in rows]).values_list("capture", "pk")
    exhibited = {capture for capture, exhibit in resting if exhibit not in besides}
    return {
        row.pk: gettext("You cannot delete this capture: it is still under way. Delete it when it has ended.")
        if row.state in UNDER_WAY
        else gettext(
            "You cannot delete this capture: an exhibit uses it. Delete the exhibit first, when the exhibit is due for deletion."
        )
        for row in rows
        if row.state in UNDER_WAY or row.pk in exhibited
    }


GOES = (
    Going(Exhibit, EXHIBIT_DISPOSED),
    Going(
        Capture,
        DISPOSED,
        parts=(Going(CustodyEntry, by=("capture_id",)),),
        told={"handlings": CustodyEntry},
        files=("file_sha256",),
        are_files_sealed=True,
        why_not=_why_not,
    ),
)
dispose = disposing(GOES)
