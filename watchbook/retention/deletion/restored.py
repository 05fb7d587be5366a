"""A restored register lacks what was recorded after its backup, holds too: nothing is deleted until their holders have said theirs again.

Where a duty's holder is away for long, two others who have confirmed stand in for it: one absent officer of five does not stop
all deletion for ever. The hold is on everything, like that of an open request (settings.HOLDS): nobody can know on what a lost one lay.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, can, cannot
from watchbook.audit_log.asked_once import asked_once
from watchbook.audit_log.models import Event, SealedLog
from watchbook.audit_log.record import Kind, record
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.queries import duties_of, holders_of, today
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.asked_together import Reader, Wants, answer
from watchbook.retention.deletion import outside
from watchbook.retention.deletion.permissions import may_decide_some_deletion
from watchbook.retention.permissions import HOLDERS, may_place_hold

# A replay follows every restore, and the log is put back to what was signed; each counts the entries that lost their event.
LOST = Q(name="deletion.replayed") & (
    Q(fields__entries_lost__gt=0) | Q(fields__lost__gt=0) | Q(fields__entries_unknown=True)
)
PUT_BACK = Q(name="rejoin.restored", fields__entries_without_event__gt=0)
CONFIRMED = Kind(
    "restored.confirmed",
    ("duties_left", "lists"),
    says=gettext_lazy(
        "After a restore, an officer confirmed that the holds and requests that their duties cover are complete again."
    ),
)
STOOD_IN = Kind(
    "restored.stand_in_confirmed",
    ("duty", "duties_left"),
    says=gettext_lazy(
        "After a restore, an officer stood in for an absent colleague and looked for the holds and requests that the colleague’s duty covers."
    ),
)
# The days after which others may stand in, and who is one of the two: Watchbook's own rule, no law sets it.
AWAY, PAIR = timedelta(days=14), 2
ONE_OF = (DutyKind.SENIOR_RESPONSIBLE_OFFICER, DutyKind.RECORDS_MANAGER)
WAITS = gettext_lazy(
    "The register was restored from a backup. Holds and requests recorded after that backup may be lost, and some officers "
    "have not yet confirmed that the holds and requests that their duties cover are complete."
)


@dataclass(frozen=True)
class LostTime:
    """The newest restore that lost entries: when, how many (None: nobody knows), who has confirmed since, and the duties that have not."""

    at: datetime
    entries: int | None
    confirmed: frozenset[UUID]
    left: tuple[DutyKind, ...]
    stood_in: Mapping[str, frozenset[UUID]] = field(default_factory=dict)

    @property
    def titles(self) -> list[str]:
        """Name the duties that have not confirmed yet."""
        return [str(TITLES[duty]).capitalize() for duty in self.left]

    def waits_for(self, person: Person) -> bool:
        """Whether a person has a duty that has not confirmed yet."""
        return not duties_of(person, on=today()).isdisjoint(one.value for one in self.left)

    def to_stand_in(self, person: Person, *, at: datetime) -> list[DutyKind]:
        """Return the duties for which a person can stand in: others', late, once the own are confirmed; for each once."""
        if at < self.at + AWAY or self.waits_for(person) or person.id not in self.confirmed:
            return []
        return [duty for duty in self.left if person.id not in self.stood_in.get(duty, ())]


@asked_once
def lost_time() -> LostTime | None:
    """The restore whose losses are not confirmed; none as a rule. One query then."""
    newest = losses().first()
    return time_lost(newest) if newest else None


def losses() -> QuerySet[Event]:
    """The restores that lost entries, the newest first."""
    return _about().filter(LOST | PUT_BACK).order_by("-number")


def _about() -> QuerySet[Event]:
    subjects = Authority.objects.values("pk").union(SealedLog.objects.values("pk"))
    return Event.objects.filter(subject_id__in=subjects)


def time_lost(newest: Event) -> LostTime | None:
    """Tell what the newest restore lost, unless it is confirmed. One query."""
    since = list(_about().filter(name__in=(CONFIRMED.name, STOOD_IN.name), number__gt=newest.number))
    if any(one.fields["duties_left"] == 0 for one in since):
        return None
    confirmed = frozenset(one.by for one in since if one.name == CONFIRMED.name)
    stood_in: dict[str, frozenset[UUID]] = {}
    for one in since:
        if one.name == STOOD_IN.name:
            duty = str(one.fields["duty"])
            stood_in[duty] = stood_in.get(duty, frozenset()) | {one.by}
    known = newest.fields.get("entries_lost") or newest.fields.get("entries_without_event") or 0
    entries = None if newest.fields.get("entries_unknown") else known
    return LostTime(newest.at, entries, confirmed, _left(confirmed, stood_in), stood_in)


def lists_unseen() -> list[str]:
    """Name the lost lists whose records nobody has looked for since the last restore. Two queries where any list is lost."""
    if not (names := outside.lost_lists()):
        return []
    replayed = Event.objects.filter(name="deletion.replayed").order_by("-number").first()
    told = Event.objects.filter(name=CONFIRMED.name, number__gt=replayed.number if replayed else 0)
    seen = {name for one in told for name in one.fields.get("lists") or ()}
    return [name for name in names if name not in seen]


def lists_to_look_for(person: Person) -> list[str]:
    """Name the lost lists whose records somebody has to look for: each of those who decide on deletions."""
    return outside.lost_lists() if can(may_decide_some_deletion, person) else []


@transaction.atomic
def confirm(*, lists: Sequence[str] = (), by: Person, at: datetime) -> Authority:
    """Confirm for each of one's duties that what was lost of it is recorded again; with the last of them deletion goes on.

    Who decides on deletions says besides that they looked for what each lost list deleted: an operator alone said that it is lost.
    """
    may_place_hold(by)
    authority = Authority.objects.select_for_update().get()
    lost = lost_time()
    if lost is None or not lost.waits_for(by):
        why = _("You have nothing to confirm. Open the list of holds.")
        raise WrongState(cannot(_("You cannot confirm this"), why))
    if not set(lists_to_look_for(by)) <= set(lists):
        why = _("Look for the records of each lost deletion list, then tick the box to confirm that you did.")
        raise WrongState(cannot(_("You cannot confirm this yet"), why))
    left = _left(lost.confirmed | {by.id}, lost.stood_in)
    record(CONFIRMED, subject=authority, by=by, at=at, duties_left=len(left), lists=list(lists))
    return authority


@transaction.atomic
def stand_in(duty: str, *, by: Person, at: datetime) -> Authority:
    """Say that one looked for the holds and requests of a duty whose holder is away; with a second person it counts as confirmed."""
    may_place_hold(by)
    authority = Authority.objects.select_for_update().get()
    lost = lost_time()
    if lost is None or duty not in lost.to_stand_in(by, at=at):
        why = _(
            "Two different people must stand in for each duty. Both must first have confirmed the holds and requests that their own duties cover, and 14 days must "
            "have passed since the restore."
        )
        raise WrongState(cannot(_("You cannot stand in for this duty"), why))
    stood_in = {**lost.stood_in, duty: lost.stood_in.get(duty, frozenset()) | {by.id}}
    left = _left(lost.confirmed, stood_in)
    record(STOOD_IN, subject=authority, by=by, at=at, duty=duty, duties_left=len(left))
    return authority


def why_held(things: Collection[UUID]) -> dict[UUID, str]:
    """Say of each of these things that nothing is deleted now (settings.HOLDS)."""
    return answer(shown(things))


def shown(things: Collection[UUID]) -> Reader[dict[UUID, str]]:
    """Read the same together with others."""
    newest = losses()[:1]
    yield Wants(newest)
    yield dict.fromkeys(things, str(WAITS)) if newest and time_lost(newest[0]) else {}


def held_rows(_table: str) -> Q:
    """Return none, for pages that count: it holds everything, and the page of the restore says so."""
    return Q(pk__in=[])


def _left(confirmed: frozenset[UUID], stood_in: Mapping[str, frozenset[UUID]]) -> tuple[DutyKind, ...]:
    """Return the duties of which somebody holds one, nobody has confirmed, and for which no two people stand in."""
    held = {duty: {one.pk for one in holders_of(duty, on=today())} for duty in HOLDERS}
    leads = {person for duty in ONE_OF for person in held[duty]}
    return tuple(
        duty
        for duty, people in held.items()
        if people
        and people.isdisjoint(confirmed)
        and (len(others := stood_in.get(duty, frozenset())) < PAIR or others.isdisjoint(leads))
    )
