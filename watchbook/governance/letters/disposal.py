"""Disposal of letters: what is due, where a person is named, and how an entry goes (called by retention)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record
from watchbook.files import removal
from watchbook.governance.letters.models import LetterAnswer, LetterReceived
from watchbook.keys import destruction
from watchbook.organisation.models import Person

DISPOSED = Kind(
    "letter_received.disposed",
    fields=("reference", "versions"),
    says=_("The letter was disposed of at the end of its retention."),
    is_grave=True,
)
PERSONAL_FIELDS = {
    "governance.LetterReceived.subject": "oversight correspondence",
    "governance.LetterReceived.file_name": "oversight correspondence",
    "governance.LetterAnswer.file_name": "oversight correspondence",
}


def due(on: date) -> list[UUID]:
    """Every letter that came before a day; the period of its class is the schedule's, applied by retention."""
    newest = LetterReceived.objects.filter(superseded_by=None, received_on__lt=on)
    return list(newest.values_list("id", flat=True))


def find(text: str) -> list[UUID]:
    """Letters whose subject or file name holds this text."""
    named = LetterReceived.objects.filter(subject__icontains=text) | LetterReceived.objects.filter(
        file_name__icontains=text
    )
    answered = LetterReceived.objects.filter(answers__file_name__icontains=text)
    return list((named.distinct() | answered.distinct()).values_list("id", flat=True))


@transaction.atomic
def dispose(letter_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove every version of a letter, its answers and its files; the event keeps the reference and the count."""
    reference = LetterReceived.objects.values_list("reference", flat=True).get(pk=letter_id)
    answers = LetterAnswer.objects.select_for_update().filter(letter_reference=reference)
    versions = LetterReceived.objects.select_for_update().filter(reference=reference)
    rows: list[LetterAnswer | LetterReceived] = [
        *answers.order_by("-recorded_at"),
        *versions.order_by("-recorded_at"),
    ]
    hashes = {row.file_sha256 for row in rows if row.file_sha256}
    destruction.at_commit(*(row.id for row in rows))
    for row in rows:
        record(DISPOSED, subject=row, by=by, at=at, reference=reference, versions=len(rows))
        row.delete()
    removal.at_commit(*hashes)
