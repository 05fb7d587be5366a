"""Standing purposes: for what and under which power a service looks, set by its line manager; what a look is prefilled with."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.looks.models import StandingPurpose
from watchbook.looks.permissions import may_set_standing_purpose
from watchbook.organisation.models import Person, Service

SET = Kind(
    "standing_purpose.set",
    fields=("service", "purpose", "offence", "is_core_function"),
    personal=("said", "power"),
    says=gettext_lazy("The service’s purpose and power were set."),
)


@dataclass(frozen=True)
class Stands:
    """What a service's looks stand on. No names of people: it is about the service."""

    purpose: str
    words: str
    power: str
    offence: str = ""
    is_core_function: bool = True


@transaction.atomic
def set(service: Service, stands: Stands, *, by: Person, at: datetime) -> StandingPurpose:
    """Set it; what stood before stays on record, and looks that were opened keep what they said."""
    may_set_standing_purpose(by, service)
    if not stands.words.strip() or not stands.power.strip():
        raise WrongState(
            _("You cannot set the purpose without saying what the service looks for and under which power.")
        )
    row = StandingPurpose(
        service=service,
        purpose=stands.purpose,
        words=stands.words.strip(),
        power=stands.power.strip(),
        offence=stands.offence,
        is_core_function=stands.is_core_function,
        set_by=by,
    )
    row.save(force_insert=True)
    record_row(SET, row, by=by, at=at, service=service.id, said=row.words)
    return row
