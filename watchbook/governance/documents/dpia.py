"""The data protection officer's advice on an impact assessment (UK GDPR art 35(2), 39(1)(c))."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.governance.documents.editions import lock_edition
from watchbook.governance.documents.models import Document, DocumentStep, Step
from watchbook.governance.documents.permissions import ADVISED as ON_ADVICE
from watchbook.governance.documents.permissions import may_advise_on_dpia
from watchbook.governance.documents.rules import why_not
from watchbook.governance.documents.states import check_not_ended
from watchbook.organisation.models import Person
from watchbook.register.entry import check, write

ADVISED = Kind(
    "dpia.advised",
    ("document_reference", "edition", "on"),
    ("words",),
    _("The data protection officer gave advice on the assessment."),
)


@transaction.atomic
def advise(document: Document, *, on: date, words: str, by: Person, at: datetime) -> DocumentStep:
    """Record the officer's advice on an edition of an assessment; there may be several."""
    locked = lock_edition(document.reference, document.edition)
    may_advise_on_dpia(by)
    check_not_ended(locked.state)
    if locked.row.kind not in ON_ADVICE:
        raise WrongState(
            _(
                "You cannot record advice on this document: advice is for data protection and privacy impact assessments, and this document is of another kind. "
                "Open the assessment, and record the advice there."
            )
        )
    check(why_not(on, today=london_day(at)), tried=_("You cannot record this advice"))
    row = DocumentStep(
        document_reference=document.reference,
        edition=document.edition,
        step=Step.ADVISED,
        on=on,
        words=words.strip(),
        recorded_by=by,
    )
    return write(ADVISED, row, by=by, at=at)
