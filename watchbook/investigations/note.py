"""Notes on an investigation or one of its subjects: written once, ending with what they are about."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record
from watchbook.investigations.models import Investigation, Note, Subject
from watchbook.investigations.permissions import may_change_investigation
from watchbook.investigations.states import InvestigationState, check_open
from watchbook.keys import envelope
from watchbook.organisation.models import Person

WRITTEN = Kind("note.written", fields=("reference", "number"), says=gettext_lazy("A note was written."))


@transaction.atomic
def write(
    investigation: Investigation, text: str, *, about: Subject | None = None, by: Person, at: datetime
) -> Note:
    """A note that says something no field has a place for. The event says that it was written; the note, what."""
    whole = locked(investigation)
    may_change_investigation(by, whole)
    check_open(InvestigationState(whole.state))
    if about is not None and about.investigation_id != whole.id:
        raise WrongState(
            _(
                "You cannot write this note here: the subject belongs to another investigation. Write the note in that investigation."
            )
        )
    row = Note(investigation=whole, subject=about, written_by=by)
    envelope.put(row, {"text": text.strip()})
    row.save(force_insert=True)
    number = about.number if about else None
    record(WRITTEN, subject=row, by=by, at=at, reference=whole.reference, number=number)
    return row
