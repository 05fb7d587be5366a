"""The clauses of a policy that matter, as its edition words them, and what each settles (FOI 9477, questions 7 and 8)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record
from watchbook.governance.documents.editions import lock_edition, newest_clause
from watchbook.governance.documents.models import Clause, Document
from watchbook.governance.documents.permissions import may_record_clause
from watchbook.governance.documents.rules import why_no_number
from watchbook.organisation.models import Person

FIELDS = ("reference", "edition", "number", "settles", "corrects", "is_struck")
PERSONAL = ("heading", "text")
RECORDED = Kind(
    "policy.clause_recorded",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("A clause of the document was recorded."),
)
CORRECTED = Kind(
    "policy.clause_corrected",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("A clause of the document was corrected."),
)
REMOVED = Kind(
    "policy.clause_removed",
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("A clause of the document was taken back as entered by mistake."),
)


@dataclass(frozen=True)
class Wording:
    """A clause as its edition has it: number, heading, what it settles, text."""

    number: str
    heading: str
    settles: tuple[str, ...]
    text: str


@transaction.atomic
def record_clause(document: Document, wording: Wording, *, by: Person, at: datetime) -> Clause:
    """Record a clause of an edition. A number that was taken back may be recorded again."""
    locked = lock_edition(document.reference, document.edition)
    may_record_clause(by, locked.row.kind, locked.state)
    earlier = newest_clause(locked.row, number=wording.number)
    if earlier and not earlier.is_struck:
        raise WrongState(
            _("Clause {number} is on record already. Correct it there.").format(number=wording.number)
        )
    row = _row(locked.row, wording, by=by)
    row.corrects = earlier
    row.save(force_insert=True)
    _tell(RECORDED, row=row, by=by, at=at)
    return row


@transaction.atomic
def correct_clause(
    document: Document, clause: Clause, wording: Wording, *, by: Person, at: datetime
) -> Clause:
    """A new version of a clause under the same number; the old one stays."""
    locked = lock_edition(document.reference, document.edition)
    may_record_clause(by, locked.row.kind, locked.state)
    _check_newest(locked.row, clause, number=wording.number)
    row = _row(locked.row, wording, by=by)
    row.corrects = clause
    row.save(force_insert=True)
    _tell(CORRECTED, row=row, by=by, at=at)
    return row


@transaction.atomic
def take_back_clause(document: Document, clause: Clause, *, by: Person, at: datetime) -> Clause:
    """Say that a clause was entered by mistake; its rows stay."""
    locked = lock_edition(document.reference, document.edition)
    may_record_clause(by, locked.row.kind, locked.state)
    _check_newest(locked.row, clause, number=clause.number)
    wording = Wording(
        number=clause.number, heading=clause.heading, settles=tuple(clause.settles), text=clause.text
    )
    row = _row(locked.row, wording, by=by)
    row.corrects, row.is_struck = clause, True
    row.save(force_insert=True)
    _tell(REMOVED, row=row, by=by, at=at)
    return row


def _check_newest(document: Document, clause: Clause, *, number: str) -> None:
    newest = newest_clause(document, number=clause.number)
    if newest is None or newest.pk != clause.pk or newest.is_struck:
        raise WrongState(
            _(
                "This clause was changed in the meantime. Open the document again and correct its newest version."
            )
        )
    if number != clause.number:
        raise WrongState(
            _("A clause keeps its number. If the number is wrong, take the clause back and record it anew.")
        )


def _row(document: Document, wording: Wording, *, by: Person) -> Clause:
    if refusal := why_no_number(wording.number):
        raise WrongState(cannot(_("You cannot record this clause"), refusal))
    if not wording.settles:
        raise WrongState(_("Say at least one thing that the clause settles."))
    return Clause(
        document_reference=document.reference,
        edition=document.edition,
        number=wording.number,
        heading=wording.heading.strip(),
        settles=list(wording.settles),
        text=wording.text.strip(),
        recorded_by=by,
    )


def _tell(kind: Kind, *, row: Clause, by: Person, at: datetime) -> None:
    record(
        kind,
        subject=row,
        by=by,
        at=at,
        reference=row.document_reference,
        edition=row.edition,
        number=row.number,
        settles=[str(subject) for subject in row.settles],
        corrects=row.corrects_id,
        is_struck=row.is_struck,
        heading=row.heading,
        text=row.text,
    )
