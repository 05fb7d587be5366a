"""Overdue things that somebody cannot propose: held, as far as they may know, or of a protected kind and not theirs to read."""

from collections.abc import Collection
from operator import attrgetter
from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, holders_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.retention import fate
from watchbook.retention.deletion.permissions import PROPOSERS
from watchbook.retention.legal_hold.queries import ShownHold
from watchbook.retention.reading_rights import reads_all

FIRST = 20  # who may read none of the first reads none of a group, for this purpose


def left_out(keys: Collection[UUID], *, table: str, by: Person | None) -> dict[UUID, ShownHold]:
    """Say why somebody cannot propose some of these things of a table; of open ones (`by` is None) only what holds them."""
    told = fate.holds_told(keys, table=table, by=by)
    unread = not_theirs(list(keys), table=table, by=by) if by else set()
    return dict.fromkeys(unread, why_unread()) | told


def why_unread() -> ShownHold:
    """Say why somebody cannot propose what they may not read."""
    return ShownHold(
        _("Not open to you"),
        _("Ask a line manager of the record’s service, or the RIPA co-ordinator."),
    )


def unread(keys: Collection[UUID], *, table: str, by: Person) -> set[UUID]:
    """Return those of these things that somebody may not read."""
    if reads_all(by, table):
        return set()
    every = list(keys)
    known = fate.known(by, ((table, key) for key in every[:FIRST]))
    if known:
        known |= fate.known(by, ((table, key) for key in every[FIRST:]))
    return set(every) - known


def not_theirs(keys: list[UUID], *, table: str, by: Person) -> set[UUID]:
    """Return what others propose: each record is proposed by who may read it, and by the co-ordinator where nobody who proposes may."""
    found = unread(keys, table=table, by=by)
    if not found or DutyKind.RIPA_COORDINATOR not in duties_of(by, on=today()):
        return found
    others = {one for duty in PROPOSERS for one in holders_of(duty, on=today())} - {by}
    nobodys = set(found)
    for one in sorted(others, key=attrgetter("name")):
        nobodys &= unread([key for key in keys if key in nobodys], table=table, by=one)
    return found - nobodys
