"""Breaking the glass: the SRO reads an investigation for some hours, with a reason, told to whoever leads it and the DPO.

It opens what `may_read_investigation` opens, and nothing else: no act of the investigation, and never a source's own
records, which have a vault and a permission of their own (authorisations.source_opening).
"""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.investigations.models import BreakGlass, BreakGlassAcknowledgement, Investigation
from watchbook.investigations.permissions import (
    forget_broken_glass,
    may_acknowledge_glass,
    may_break_glass,
    may_close_glass,
)
from watchbook.keys import envelope
from watchbook.law.parameters import number
from watchbook.organisation.models import Person

OPENED = Kind(
    "break_glass.opened",
    is_grave=True,
    fields=("reference", "opened_at", "ends_at"),
    says=gettext_lazy("The senior responsible officer used emergency access to read the investigation."),
)
CLOSED = Kind(
    "break_glass.closed",
    fields=("reference", "closed_at"),
    says=gettext_lazy("Emergency access was ended early."),
)
ACKNOWLEDGED = Kind(
    "break_glass.acknowledged",
    fields=("reference",),
    says=gettext_lazy("Somebody acknowledged that they were told about the emergency access."),
)


@transaction.atomic
def open(investigation: Investigation, *, reason: str, by: Person, at: datetime) -> BreakGlass:
    """From now on, for the hours that the authority allows, the SRO reads it and what rests on reading it."""
    whole = locked(investigation)
    forget_broken_glass(by)  # a second press of the button waited for the lock
    may_break_glass(by, whole)
    if not reason.strip():
        raise WrongState(
            _(
                "You cannot use emergency access without a reason. Say why you must read the investigation now: the lead officer and the "
                "data protection officer see the reason."
            )
        )
    hours = number("authority.break_glass.hours", on=london_day(at))
    begun = at.astimezone(UTC)  # hours that pass, whatever the clocks do meanwhile
    row = BreakGlass(
        investigation=whole, opened_by=by, opened_at=begun, ends_at=begun + timedelta(hours=hours)
    )
    envelope.put(row, {"reason": reason.strip()})
    row.save(force_insert=True)
    record_row(OPENED, row, by=by, at=at, reference=whole.reference)
    forget_broken_glass(by)
    return row


@transaction.atomic
def close(glass: BreakGlass, *, by: Person, at: datetime) -> BreakGlass:
    """Read no longer than needed: it ends before its hours are over."""
    row = BreakGlass.objects.select_for_update(of=("self",)).get(pk=glass.pk)
    may_close_glass(by, row)
    if row.closed_at is not None or not row.opened_at <= at < row.ends_at:
        raise WrongState(
            _(
                "You cannot end this emergency access: it has ended already. To read the investigation again, use emergency access again, with a reason."
            )
        )
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    record(CLOSED, subject=row, by=by, at=at, reference=row.investigation.reference, closed_at=at)
    forget_broken_glass(by)
    return row


@transaction.atomic
def acknowledge(glass: BreakGlass, *, by: Person, at: datetime) -> BreakGlassAcknowledgement:
    """Somebody who is told says that they read who broke the glass, and why; once each."""
    row = BreakGlass.objects.select_for_update(of=("self",)).get(pk=glass.pk)
    may_acknowledge_glass(by, row)
    if row.acknowledgements.filter(acknowledged_by=by).exists():
        raise WrongState(
            _(
                "You cannot acknowledge this emergency access again: you have acknowledged it already. You have nothing more to do."
            )
        )
    told = BreakGlassAcknowledgement(break_glass=row, acknowledged_by=by, acknowledged_at=at)
    told.save(force_insert=True)
    record(ACKNOWLEDGED, subject=row, by=by, at=at, reference=row.investigation.reference)
    return told


def reason_of(glass: BreakGlass) -> str:
    """Why it was broken, out of its envelope."""
    return str(envelope.opened(glass)["reason"])
