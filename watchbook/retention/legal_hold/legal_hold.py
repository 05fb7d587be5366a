"""Legal holds: placed on a thing and all that lies in it, ended with a reason, and asked about by every deletion."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.keys import envelope
from watchbook.keys.models import KeyDestruction
from watchbook.organisation.models import Authority, Person
from watchbook.retention import due
from watchbook.retention.legal_hold import lock, outside, queries, signed_notes
from watchbook.retention.legal_hold.models import HoldGround, LegalHold
from watchbook.retention.legal_hold.permissions import may_end_hold, may_note_holds
from watchbook.retention.permissions import may_place_hold, may_read_retention

REGISTER = "LH"
FIELDS = ("reference", "table", "thing", "thing_reference", "ground")
PLACED = Kind(
    "legal_hold.placed", FIELDS, ("why",), gettext_lazy("The legal hold was placed."), is_grave=True
)
ENDED = Kind("legal_hold.ended", FIELDS, ("why",), gettext_lazy("The legal hold was ended."), is_grave=True)

READ = Kind(
    queries.END_READ,
    ("reference",),
    says=gettext_lazy("The person who placed the legal hold read that it had ended."),
)


NOTED = Kind(
    "legal_hold.all_noted",
    ("number",),
    says=gettext_lazy(
        "The list of legal holds was saved outside the database. If holds are missing after a backup is restored, Watchbook can use this list to say which."
    ),
)


class UnderLegalHold(WrongState):
    """A thing is under legal hold, so it cannot be deleted."""


def check_not_held(items: Collection[UUID]) -> None:
    """Raise UnderLegalHold if any of these things is held. Until the transaction ends no hold can be placed on them.

    Every deletion asks here first, in its own transaction. The database asks again for each key and each row.
    """
    lock.wait_for_holds()
    if why := next(iter(queries.why_held(items).values()), None):
        raise under_hold(why)


def under_hold(why: str) -> UnderLegalHold:
    """The refusal to delete what is held."""
    return UnderLegalHold(_("You cannot delete this record: it is held. {why}").format(why=why))


@transaction.atomic
def place(item: due.Item, ground: str, *, why: str, by: Person, at: datetime) -> LegalHold:
    """Place a hold on a thing. Deletions under way end first; what they took cannot be held any more."""
    lock.wait_for_deletions()
    may_place_hold(by)
    if ground not in HoldGround or not why.strip():
        raise WrongState(
            _(
                "You cannot place this hold yet: its ground or its reason is missing. Say what the record is needed for, and why."
            )
        )
    if KeyDestruction.objects.filter(item=item.id).exists() or not due.exists(item):
        raise WrongState(_("You cannot place a hold on this record: it has been deleted."))
    row = LegalHold(
        reference=outside.next_free(REGISTER),
        table=item.table,
        thing=item.id,
        thing_reference=item.reference,
        ground=ground,
        placed_by=by,
        placed_at=at,
    )
    envelope.put(row, {"why": why.strip(), "ended_why": ""})
    row.save(force_insert=True)
    record_row(PLACED, row, by=by, at=at, why=why.strip())
    return row


@transaction.atomic
def end(hold: LegalHold, *, why: str, by: Person, at: datetime) -> LegalHold:
    """End a hold with a reason: from then on the thing falls due as the schedule says."""
    lock.wait_for_deletions()
    row = locked(hold, "placed_by")
    may_end_hold(by, row)
    if row.ended_at is not None:
        raise WrongState(
            _(
                "You cannot end this hold: somebody has already ended it. Open the page of the hold to see who ended it."
            )
        )
    if not why.strip():
        raise WrongState(
            _("You cannot end this hold yet: the reason is missing. Say why the record is no longer needed.")
        )
    row.ended_by, row.ended_at = by, at
    envelope.put(row, envelope.opened(row) | {"ended_why": why.strip()})
    row.save(update_fields=["ended_by", "ended_at", "envelope"])
    record_row(ENDED, row, by=by, at=at, why=why.strip())
    return row


@transaction.atomic
def record_noted(number: int, *, by: Person, at: datetime) -> None:
    """Record that the holds were noted outside, in an entry by whose id the signer remembers the number of the note."""
    may_note_holds(by)
    record(NOTED, signed_notes.event_id(number), subject=Authority.objects.get(), by=by, at=at, number=number)


@transaction.atomic
def read_end(hold: LegalHold, *, by: Person, at: datetime) -> LegalHold:
    """Record once that who placed a hold read that somebody else ended it; for anybody else it records nothing."""
    row = locked(hold)
    may_read_retention(by)
    if queries.to_tell(by).filter(pk=row.pk).exists():
        record_row(READ, row, by=by, at=at)
    return row
