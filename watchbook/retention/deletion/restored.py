"""A restored register lacks what was recorded after its backup, holds too: nothing is deleted until their holders have said theirs again.

The hold is on everything, like that of an open request (settings.HOLDS): nobody can know on what a lost one lay.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.holding import HeldThings
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.models import Event, SealedLog
from watchbook.audit_log.record import Kind, record
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.queries import duties_of, holders_of, today
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.retention.permissions import HOLDERS, may_place_hold

# A replay follows every restore, and the log is put back to what was signed; each counts the entries that lost their event.
LOST = Q(name="deletion.replayed", fields__entries_lost__gt=0)
PUT_BACK = Q(name="rejoin.restored", fields__entries_without_event__gt=0)
CONFIRMED = Kind(
    "restored.confirmed",
    ("duties_left",),
    says=gettext_lazy(
        "After a restore, somebody who places holds or answers requests recorded theirs again, or found none missing."
    ),
)
WAITS = gettext_lazy(
    "The register was restored from a backup. Holds and requests of after it may be lost, and their holders have not all confirmed yet."
)


@dataclass(frozen=True)
class LostTime:
    """The newest restore that lost entries: when, how many, who has confirmed since, and the duties that have not."""

    at: datetime
    entries: int
    confirmed: frozenset[UUID]
    left: tuple[DutyKind, ...]

    @property
    def titles(self) -> list[str]:
        """Name the duties that have not confirmed yet."""
        return [str(TITLES[duty]).capitalize() for duty in self.left]

    def waits_for(self, person: Person) -> bool:
        """Whether a person has a duty that has not confirmed yet."""
        return not duties_of(person, on=today()).isdisjoint(one.value for one in self.left)


def lost_time() -> LostTime | None:
    """The restore whose losses are not confirmed; none as a rule. One query then."""
    subjects = Authority.objects.values("pk").union(SealedLog.objects.values("pk"))
    about = Event.objects.filter(subject_id__in=subjects)
    newest = about.filter(LOST | PUT_BACK).order_by("-number").first()
    if newest is None:
        return None
    since = about.filter(name=CONFIRMED.name, number__gt=newest.number)
    if since.filter(fields__duties_left=0).exists():
        return None
    confirmed = frozenset(since.values_list("by", flat=True))
    entries = newest.fields.get("entries_lost") or newest.fields["entries_without_event"]
    return LostTime(newest.at, entries, confirmed, _left(confirmed))


@transaction.atomic
def confirm(*, by: Person, at: datetime) -> Authority:
    """Confirm for each of one's duties that what was lost of it is recorded again; with the last of them deletion goes on."""
    may_place_hold(by)
    authority = Authority.objects.select_for_update().get()
    lost = lost_time()
    if lost is None or not lost.waits_for(by):
        why = _("You have nothing to confirm. Open the list of holds.")
        raise WrongState(cannot(_("You cannot confirm this"), why))
    left = _left(lost.confirmed | {by.id})
    record(CONFIRMED, subject=authority, by=by, at=at, duties_left=len(left))
    return authority


def why_held(things: Collection[UUID]) -> dict[UUID, str]:
    """Say of each of these things that nothing is deleted now (settings.HOLDS)."""
    return dict.fromkeys(things, str(WAITS)) if things and lost_time() else {}


def held_now() -> HeldThings:
    """Return no count for pages: it holds everything, and the page of the restore says so."""
    return HeldThings()


def _left(confirmed: frozenset[UUID]) -> tuple[DutyKind, ...]:
    """Return the duties of which somebody holds one and nobody has confirmed."""
    held = {duty: {one.pk for one in holders_of(duty, on=today())} for duty in HOLDERS}
    return tuple(duty for duty, people in held.items() if people and people.isdisjoint(confirmed))
