"""Who read a document: each person says it for themselves, edition by edition."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.governance.documents.editions import lock_edition
from watchbook.governance.documents.models import Document, Reading
from watchbook.governance.documents.permissions import may_confirm_reading
from watchbook.governance.documents.states import ADOPTED
from watchbook.organisation.models import Person
from watchbook.register.entry import write

CONFIRMED = Kind(
    "reading.confirmed",
    ("document_reference", "edition", "read_on"),
    says=_("Somebody confirmed that they had read the document."),
)


@transaction.atomic
def confirm(document: Document, *, by: Person, at: datetime) -> Reading:
    """Say, for oneself and today, that one has read an approved edition."""
    locked = lock_edition(document.reference, document.edition)
    may_confirm_reading(by, locked.row, locked.held.is_in_force(london_day(at)))
    if locked.state not in ADOPTED:
        raise WrongState(
            _(
                "You cannot confirm that you have read this edition: its state is “{now}”. You can confirm only an edition that is approved or published."
            ).format(now=locked.state.label)
        )
    mine = Reading.objects.filter(
        document_reference=document.reference, edition=document.edition, recorded_by=by
    )
    if mine.exists():
        raise WrongState(
            _(
                "You cannot confirm again that you have read this edition: you have already confirmed it. You have nothing more to do."
            )
        )
    row = Reading(
        document_reference=document.reference,
        edition=document.edition,
        read_on=london_day(at),
        recorded_by=by,
    )
    return write(CONFIRMED, row, by=by, at=at)
