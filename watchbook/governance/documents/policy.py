"""The clauses of a policy that matter, as its edition words them, and what each settles (FOI 9477, questions 7 and 8)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.governance.documents.editions import lock_edition, newest_clause
from watchbook.governance.documents.models import Clause, Document
from watchbook.governance.documents.permissions import may_record_clause
from watchbook.governance.documents.rules import why_no_number
from watchbook.organisation.models import Person
from watchbook.register.entry import check, next_version, taken_back, values_of, write

FIELDS = ("document_reference", "edition", "number", "settles", "corrects", "is_struck")
PERSONAL = ("heading", "text")
RECORDED = Kind("policy.clause_recorded", FIELDS, PERSONAL, _("A clause of the document was recorded."))
CORRECTED = Kind("policy.clause_corrected", FIELDS, PERSONAL, _("A clause of the document was corrected."))
TAKEN_BACK = Kind(
    "policy.clause_taken_back",
    FIELDS,
    PERSONAL,
    _("A clause of the document was taken back because it was a mistake."),
)


@dataclass(frozen=True)
class ClauseWording:
    """A clause as its edition has it: number, heading, what it settles, text."""

    number: str
    heading: str
    settles: tuple[str, ...]
    text: str


@transaction.atomic
def record_clause(document: Document, wording: ClauseWording, *, by: Person, at: datetime) -> Clause:
    """Record a clause of an edition. A number that was taken back may be recorded again."""
    locked = lock_edition(document.reference, document.edition)
    may_record_clause(by, locked.row.kind, locked.state)
    earlier = newest_clause(locked.row, number=wording.number)
    if earlier and not earlier.is_struck:
        raise WrongState(
            _(
                "You cannot record this clause: clause {number} is already recorded. Correct that clause instead."
            ).format(number=wording.number)
        )
    _check(wording)
    row = Clause(
        document_reference=document.reference,
        edition=document.edition,
        corrects=earlier,
        recorded_by=by,
        **values_of(wording),
    )
    return write(RECORDED, row, by=by, at=at)


@transaction.atomic
def correct_clause(
    document: Document, clause: Clause, wording: ClauseWording, *, by: Person, at: datetime
) -> Clause:
    """A new version of a clause under the same number; the old one stays."""
    locked = lock_edition(document.reference, document.edition)
    may_record_clause(by, locked.row.kind, locked.state)
    _check_newest(locked.row, clause, number=wording.number)
    _check(wording)
    return write(CORRECTED, next_version(clause, by=by, changes=values_of(wording)), by=by, at=at)


@transaction.atomic
def take_back_clause(document: Document, clause: Clause, *, by: Person, at: datetime) -> Clause:
    """Say that a clause was entered by mistake; its rows stay."""
    locked = lock_edition(document.reference, document.edition)
    may_record_clause(by, locked.row.kind, locked.state)
    _check_newest(locked.row, clause, number=clause.number)
    return write(TAKEN_BACK, taken_back(clause, by=by), by=by, at=at)


def _check_newest(document: Document, clause: Clause, *, number: str) -> None:
    newest = newest_clause(document, number=clause.number)
    if newest is None or newest.pk != clause.pk or newest.is_struck:
        raise WrongState(
            _(
                "You cannot save this clause: somebody changed it in the meantime. Open the document again and correct the newest version of the clause."
            )
        )
    if number != clause.number:
        raise WrongState(
            _(
                "You cannot change the number of a clause. If the number is wrong, take the clause back and record it again."
            )
        )


def _check(wording: ClauseWording) -> None:
    check(why_no_number(wording.number), tried=_("You cannot record this clause"))
    if not wording.settles:
        raise WrongState(
            _(
                "You cannot save this clause: no subject is selected. Select at least one subject that the clause covers."
            )
        )
