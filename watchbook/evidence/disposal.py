"""Disposal of captures and exhibits: what is due, where somebody is named, and how it goes (called by retention).

A capture goes with its custody, its ciphertext and the key over them all, so that no copy of the file anywhere can be opened.
While something is exhibited from it, it stays. Evidence goes before the look in which it was taken: the database keeps the look.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.evidence.models import Capture, CustodyEntry, Exhibit
from watchbook.evidence.states import UNDER_WAY
from watchbook.files import removal
from watchbook.keys import destruction, envelope
from watchbook.organisation.models import Person

DISPOSED = Kind(
    "capture.disposed",
    is_grave=True,
    fields=("reference", "state", "handlings"),
    says=gettext_lazy("The capture, its content and its key were disposed of at the end of its retention."),
)
EXHIBIT_DISPOSED = Kind(
    "exhibit.disposed",
    is_grave=True,
    fields=("reference", "retain_until"),
    says=gettext_lazy("The exhibit was disposed of at the end of its retention."),
)
CLASS = "evidence"
PERSONAL_FIELDS = {f"evidence.{one}.envelope": CLASS for one in ("Capture", "CustodyEntry", "Exhibit")}


def due(on: date) -> list[UUID]:
    """Exhibits whose own day is before a day, and captures that ended before it and that no exhibit rests on."""
    exhibits = Exhibit.objects.filter(retain_until__lt=on)
    captures = Capture.objects.exclude(state__in=UNDER_WAY).filter(
        ~Exists(Exhibit.objects.filter(capture=OuterRef("pk"))), ended_at__date__lt=on
    )
    return [key for rows in (exhibits, captures) for key in rows.values_list("id", flat=True)]


def find(text: str) -> list[UUID]:
    """Captures and exhibits whose words hold this text, however it is spelt, also in custody; exhibits first, for they go first."""
    rows: list[Capture | CustodyEntry | Exhibit]
    rows = [*Exhibit.objects.all(), *Capture.objects.all(), *CustodyEntry.objects.all()]
    return list(dict.fromkeys(one.item for one in envelope.holding(rows, text)))


@transaction.atomic
def dispose(row_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove an exhibit, or a capture that none rests on."""
    exhibit = Exhibit.objects.select_for_update().filter(pk=row_id).first()
    if exhibit is not None:
        destruction.at_commit(exhibit.id)
        record_row(EXHIBIT_DISPOSED, exhibit, by=by, at=at)
        exhibit.delete()
        return
    _dispose_of_capture(Capture.objects.select_for_update().get(pk=row_id), by=by, at=at)


def _dispose_of_capture(row: Capture, *, by: Person, at: datetime) -> None:
    if row.state in UNDER_WAY:
        raise WrongState(
            _("You cannot delete this capture: it is still under way. Delete it when it has ended.")
        )
    if row.exhibits.exists():
        raise WrongState(
            _(
                "You cannot delete this capture: an exhibit rests on it. Delete the exhibit first, once it is due."
            )
        )
    removal.at_commit(row.file_sha256)
    destruction.at_commit(row.id)
    record_row(DISPOSED, row, by=by, at=at, handlings=row.custody.count())
    row.custody.all().delete()
    row.delete()
