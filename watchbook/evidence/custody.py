"""Custody: each time somebody views, copies, prints or hands over the content of a capture, told before the first byte leaves."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.evidence.models import Capture, CustodyEntry, Handling
from watchbook.evidence.permissions import may_read_capture
from watchbook.evidence.states import CaptureState, check_held
from watchbook.keys import envelope
from watchbook.organisation.models import Person

NOTED = Kind(
    "custody.noted",
    fields=("reference", "number", "handling", "part"),
    says=gettext_lazy("Somebody handled the content of the capture."),
)


@transaction.atomic
def note(
    capture: Capture,
    handling: Handling,
    *,
    part: str = "",
    why: str = "",
    to_whom: str = "",
    by: Person,
    at: datetime,
) -> CustodyEntry:
    """Note one handling. Call it in a request that commits before it answers: without the entry nothing leaves."""
    return _noted(capture, handling, part=part, why=why, to_whom=to_whom, by=by, at=at)


@transaction.atomic
def note_comparison(
    first: Capture, second: Capture, *, part: str, by: Person, at: datetime
) -> tuple[CustodyEntry, CustodyEntry]:
    """Note that two captures are compared: an entry in the custody of each, or in neither."""
    if first.pk == second.pk:
        raise WrongState(
            _("You cannot compare a capture with itself. Choose another capture of the same page.")
        )
    noted = {
        row.pk: _noted(row, Handling.COMPARED, part=part, why="", to_whom="", by=by, at=at)
        for row in sorted((first, second), key=lambda one: one.pk)  # so that two never wait for each other
    }
    return noted[first.pk], noted[second.pk]


def _noted(
    capture: Capture, handling: Handling, *, part: str, why: str, to_whom: str, by: Person, at: datetime
) -> CustodyEntry:
    row = locked(capture, "look__investigation")
    may_read_capture(by, row)
    check_held(CaptureState(row.state))
    if handling == Handling.TRANSFERRED and not (why.strip() and to_whom.strip()):
        raise WrongState(
            _("You cannot hand over this exhibit yet: the recipient or the reason is missing. Enter both.")
        )
    last = row.custody.aggregate(last=Max("number"))["last"] or 0
    entry = CustodyEntry(capture=row, number=last + 1, handling=handling, part=part)
    entry.handled_by, entry.handled_at = by, at
    envelope.put(entry, {"why": why.strip(), "to_whom": to_whom.strip()})
    entry.save(force_insert=True)
    record_row(NOTED, row, by=by, at=at, number=entry.number, handling=str(handling), part=part)
    return entry
