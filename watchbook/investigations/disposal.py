"""Disposal of investigations, subjects and broken glass: what is due, where somebody is named, and how it goes (called by retention).

With the row goes its key: what events and backups hold of it cannot be read by anybody afterwards.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.investigations.models import Account, BreakGlass, Investigation, Note, Subject
from watchbook.investigations.permissions import (
    may_read_broken_glass,
    may_read_investigation,
    may_read_subject,
)
from watchbook.investigations.states import InvestigationState
from watchbook.keys import destruction, envelope
from watchbook.keys.envelope import Enveloped
from watchbook.keys.models import BlindIndexEntry
from watchbook.organisation.models import Person

DISPOSED = Kind(
    "investigation.disposed",
    fields=("reference", "subject_count", "note_count"),
    says=_("The investigation, with its subjects and notes, was disposed of at the end of its retention."),
    is_grave=True,
)
SUBJECT_DISPOSED = Kind(
    "subject.disposed",
    fields=("reference", "number", "note_count"),
    says=_("The subject, with the notes on it, was disposed of."),
    is_grave=True,
)
NOTE_DISPOSED = Kind(
    "note.disposed",
    fields=("reference",),
    says=_("The note was disposed of with what it was about."),
    is_grave=True,
)
ACCOUNT_DISPOSED = Kind(
    "account.disposed",
    fields=("platform",),
    says=_("The account was disposed of with its subject."),
    is_grave=True,
)
GLASS_DISPOSED = Kind(
    "break_glass.disposed",
    fields=("reference", "acknowledgement_count"),
    says=_("The record that the glass was broken was disposed of."),
    is_grave=True,
)
CLASS = "investigation"
MODELS: tuple[type[Enveloped], ...] = (Investigation, Subject, Note, Account, BreakGlass)
PERSONAL_FIELDS = {f"{model._meta.label}.envelope": CLASS for model in MODELS}


ENDINGS = (
    Ending(
        Investigation,
        rows=lambda: Investigation.objects.filter(state=InvestigationState.CLOSED),
        began="closed_on",
        code=CLASS,
        event=_("the close of the investigation"),
        page=lambda row: reverse("investigations:investigation", args=[row.reference]),
    ),
)

NEED_TO_KNOW = {
    Investigation: may_read_investigation,
    Subject: may_read_subject,
    Account: lambda person, account: may_read_subject(person, account.subject),
    BreakGlass: may_read_broken_glass,
}


def due(on: date) -> list[UUID]:
    """Investigations that were closed before a day; subjects, notes and broken glass go with theirs."""
    return ending.due(ENDINGS, on)


def find(text: str) -> list[UUID]:
    """Subjects, investigations and broken glass that hold this text, however it is spelt; every envelope is opened for it."""
    rows = (row for model in MODELS for row in model._default_manager.all())
    return list(dict.fromkeys(row.item for row in envelope.holding(rows, text)))


@transaction.atomic
def dispose(row_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove a subject, broken glass, or an investigation with all that is in it, and destroy the keys over them."""
    subject = Subject.objects.select_for_update(of=("self",)).filter(pk=row_id).first()
    glass = BreakGlass.objects.select_for_update(of=("self",)).filter(pk=row_id).first()
    if subject is not None:
        _dispose_of_subject(subject, by=by, at=at)
    elif glass is not None:
        _dispose_of_glass(glass, by=by, at=at)
    else:
        _dispose_of_investigation(Investigation.objects.select_for_update().get(pk=row_id), by=by, at=at)


def _dispose_of_subject(row: Subject, *, by: Person, at: datetime) -> None:
    reference, notes = row.investigation.reference, row.notes.count()
    _dispose_of_notes(row.notes.all(), reference=reference, by=by, at=at)
    for account in row.accounts.all():
        record_row(ACCOUNT_DISPOSED, account, by=by, at=at)
        BlindIndexEntry.objects.filter(item=account.id).delete()
        account.delete()
    destruction.at_commit(row.id)
    record_row(SUBJECT_DISPOSED, row, by=by, at=at, reference=reference, note_count=notes)
    BlindIndexEntry.objects.filter(item=row.id).delete()
    row.delete()


def _dispose_of_investigation(row: Investigation, *, by: Person, at: datetime) -> None:
    subjects, notes = row.subjects.count(), row.notes.count()
    for subject in row.subjects.select_for_update():
        _dispose_of_subject(subject, by=by, at=at)
    for glass in row.break_glass.select_for_update():
        _dispose_of_glass(glass, by=by, at=at)
    _dispose_of_notes(row.notes.all(), reference=row.reference, by=by, at=at)
    destruction.at_commit(row.id)
    record_row(DISPOSED, row, by=by, at=at, subject_count=subjects, note_count=notes)
    row.need_to_know.all().delete()
    row.delete()


def _dispose_of_glass(row: BreakGlass, *, by: Person, at: datetime) -> None:
    reference, told = row.investigation.reference, row.acknowledgements.count()
    destruction.at_commit(row.id)
    record(GLASS_DISPOSED, subject=row, by=by, at=at, reference=reference, acknowledgement_count=told)
    row.acknowledgements.all().delete()
    row.delete()


def _dispose_of_notes(notes: QuerySet[Note], *, reference: str, by: Person, at: datetime) -> None:
    for note in notes:
        record(NOTE_DISPOSED, subject=note, by=by, at=at, reference=reference)
        note.delete()
