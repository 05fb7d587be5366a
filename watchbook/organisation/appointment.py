"""Appointments to a duty: the rank, the day and the minute by which somebody was appointed; corrected, never changed."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.organisation.models import Appointment, Duty, Person
from watchbook.organisation.permissions import may_record_appointment

RECORDED = Kind(
    "appointment.recorded",
    fields=("duty", "appointed_on"),
    personal=("rank", "minute"),
    says=gettext_lazy("The appointment to the duty was recorded."),
)
CORRECTED = Kind(
    "appointment.corrected",
    fields=("duty", "appointed_on", "corrects"),
    personal=("rank", "minute"),
    says=gettext_lazy("The appointment to the duty was corrected."),
)


@dataclass(frozen=True)
class AppointmentParticulars:
    """What an appointment says; each may be unknown."""

    rank: str = ""
    minute: str = ""
    appointed_on: date | None = None


@transaction.atomic
def add(duty: Duty, particulars: AppointmentParticulars, *, by: Person, at: datetime) -> Appointment:
    """The appointment to a duty that has none on record."""
    duty = locked(duty)
    may_record_appointment(by)
    if duty.appointments.exists():
        raise WrongState(
            _(
                "You cannot record a second appointment to this duty: an appointment is already recorded. Open that appointment and correct it."
            )
        )
    row = Appointment(duty=duty, recorded_by=by, **asdict(particulars))
    row.save(force_insert=True)
    record_row(RECORDED, row, by=by, at=at)
    return row


@transaction.atomic
def correct(
    appointment: Appointment, particulars: AppointmentParticulars, *, by: Person, at: datetime
) -> Appointment:
    """A new version; the one before is kept as it was."""
    old = locked(appointment)
    may_record_appointment(by)
    if Appointment.objects.filter(corrects=old).exists():
        raise WrongState(
            _(
                "You cannot correct this version: somebody corrected it in the meantime. Open the duty again to see the newest version."
            )
        )
    row = Appointment(duty_id=old.duty_id, corrects=old, recorded_by=by, **asdict(particulars))
    row.save(force_insert=True)
    record_row(CORRECTED, row, by=by, at=at)
    return row
