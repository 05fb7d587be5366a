"""Disposal of investigations, subjects and broken glass: what is due, where somebody is named, and how it goes (called by retention).

With the row goes its key: what events and backups hold of it cannot be read by anybody afterwards.
"""

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.audit_log.record import Kind
from watchbook.files.disposal import Going, disposing
from watchbook.investigations.models import (
    Account,
    BreakGlass,
    BreakGlassAcknowledgement,
    Investigation,
    NeedToKnow,
    Note,
    Subject,
)
from watchbook.investigations.permissions import (
    may_read_broken_glass,
    may_read_investigation,
    may_read_subject,
    may_see_broken_glass,
)
from watchbook.investigations.states import InvestigationState
from watchbook.keys import envelope
from watchbook.keys.envelope import Enveloped

DISPOSED = Kind(
    "investigation.disposed",
    fields=("reference", "subject_count", "note_count"),
    says=_("The investigation was deleted at the end of its retention period, with its subjects and notes."),
    is_grave=True,
)
SUBJECT_DISPOSED = Kind(
    "subject.disposed",
    fields=("reference", "number", "note_count"),
    says=_("The subject was deleted, with its notes."),
    is_grave=True,
)
NOTE_DISPOSED = Kind(
    "note.disposed",
    fields=("reference",),
    says=_("The note was deleted with the record that it was about."),
    is_grave=True,
)
ACCOUNT_DISPOSED = Kind(
    "account.disposed",
    fields=("platform",),
    says=_("The account was deleted with its subject."),
    is_grave=True,
)
GLASS_DISPOSED = Kind(
    "break_glass.disposed",
    fields=("reference", "acknowledgement_count"),
    says=_("The record of emergency access was deleted with its investigation."),
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
    BreakGlass: may_read_broken_glass,
}
EACH_BY_DUTY = {BreakGlass: may_see_broken_glass}


def due(on: date) -> list[UUID]:
    """Investigations that were closed before a day; subjects, notes and broken glass go with theirs."""
    return ending.due(ENDINGS, on)


def find(*texts: str) -> list[UUID]:
    """Subjects, investigations and broken glass that hold one of these texts, however it is spelt; every envelope is opened for it."""
    rows = (row for model in MODELS for row in model._default_manager.all())
    return list(dict.fromkeys(row.item for row in envelope.holding(rows, *texts)))


OF_CASE = {"reference": "investigation__reference"}
SUBJECT = Going(
    Subject,
    SUBJECT_DISPOSED,
    by=("investigation_id",),
    parts=(
        Going(Note, NOTE_DISPOSED, by=("subject_id",), told=OF_CASE),
        Going(Account, ACCOUNT_DISPOSED, by=("subject_id",)),
    ),
    told={**OF_CASE, "note_count": Note},
)
GLASS = Going(
    BreakGlass,
    GLASS_DISPOSED,
    by=("investigation_id",),
    parts=(Going(BreakGlassAcknowledgement, by=("break_glass_id",)),),
    told={**OF_CASE, "acknowledgement_count": BreakGlassAcknowledgement},
)
NOTES = Going(Note, NOTE_DISPOSED, by=("investigation_id",), told=OF_CASE)
GOES = (
    SUBJECT,
    GLASS,
    Going(
        Investigation,
        DISPOSED,
        parts=(SUBJECT, GLASS, NOTES, Going(NeedToKnow, by=("investigation_id",))),
        told={"subject_count": Subject, "note_count": Note},
    ),
)
dispose = disposing(GOES)
