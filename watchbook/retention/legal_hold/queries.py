"""Reading legal holds: those in force, all of them, and what holds a thing."""

from collections.abc import Collection
from datetime import timedelta
from importlib import import_module
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.holding import HeldThings
from watchbook.acting.london_day import london_day
from watchbook.audit_log.models import Event
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.retention.legal_hold import lock
from watchbook.retention.legal_hold.models import LegalHold
from watchbook.web import wording

END_READ = "legal_hold.end_read"  # the event by which its placer learnt that a hold has ended
# Our policy, no law's: two weeks in which who placed a hold reads that another ended it, and can place a new one.
TIME_TO_RENEW = timedelta(days=14)
# A person places and ends a legal hold; what a request or a complaint holds, it holds by itself.
UNDER_LEGAL_HOLD = gettext_lazy("Under legal hold")
HELD_BY_REQUEST = gettext_lazy("Held by a request")


class ShownHold(NamedTuple):
    """A hold on a thing, as a page says it: which of the two kinds, and why."""

    name: str
    why: str


def holds() -> QuerySet[LegalHold]:
    """Return every hold, those in force first, the newest before the older."""
    rows = LegalHold.objects.select_related("placed_by", "ended_by")
    return rows.order_by(F("ended_at").desc(nulls_first=True), "-placed_at")


def holds_on(item: UUID) -> list[LegalHold]:
    """Return the holds that were placed on a thing itself, those in force first."""
    return list(holds().filter(thing=item))


def freed_by(person: Person, items: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these things that a person freed: they ended a legal hold, also on what lies there, or answered or ended a request."""
    freed = [
        import_module(name).freed_by(person, items)
        for name in settings.HOLDS
        if hasattr(import_module(name), "freed_by")
    ]
    return _freed_of_holds(person, items).union(*freed)


def _freed_of_holds(person: Person, items: Collection[UUID]) -> frozenset[UUID]:
    ended = set(LegalHold.objects.filter(ended_by=person).values_list("thing", flat=True))
    return (
        frozenset(items) & ended.union(item for item, _container in lock.inside(ended))
        if ended
        else frozenset()
    )


def to_tell(person: Person) -> QuerySet[LegalHold]:
    """The holds of a person that somebody else ended, until they opened the page of the hold."""
    return _untold().filter(placed_by=person)


def still_holding() -> QuerySet[LegalHold]:
    """The holds that somebody else ended and that hold on, while who placed them can still read that and place another."""
    return _untold().filter(ended_at__gt=timezone.now() - TIME_TO_RENEW)


def _untold() -> QuerySet[LegalHold]:
    """The holds that somebody else ended, of which who placed them has not read it."""
    told = Event.objects.filter(subject_id=OuterRef("pk"), name=END_READ, by=OuterRef("placed_by"))
    rows = holds().filter(ended_at__isnull=False).exclude(ended_by=F("placed_by"))
    return rows.filter(~Exists(told))


def why_held(items: Collection[UUID]) -> dict[UUID, str]:
    """Return why each of these things cannot be deleted now: for itself, or for something that lies in it and goes with it."""
    inside = lock.inside(items)
    return _with_what_lies_in_them(
        items, inside, why_held_itself({*items, *(item for item, _container in inside)})
    )


def why_shown(items: Collection[UUID]) -> dict[UUID, ShownHold]:
    """Return what holds these things, for pages of people who may not read them: without what only its readers may know."""
    inside = lock.inside(items)
    every = {*items, *(item for item, _container in inside)}
    held: dict[UUID, ShownHold] = {}
    for name in settings.HOLDS:
        module = import_module(name)
        shown = getattr(module, "why_shown", module.why_held)(every)
        held |= {item: ShownHold(str(HELD_BY_REQUEST), why) for item, why in shown.items()}
    held |= {item: ShownHold(str(UNDER_LEGAL_HOLD), why) for item, why in why_placed(every).items()}
    return _with_what_lies_in_them(items, inside, held)


def _with_what_lies_in_them[Why](
    items: Collection[UUID], inside: list[tuple[UUID, UUID]], held: dict[UUID, Why]
) -> dict[UUID, Why]:
    """Return of these things those that are held for themselves, or for something that lies in them."""
    if not held:
        return {}
    mine = {item: held[item] for item in items if item in held}
    return {container: held[item] for item, container in inside if item in held} | mine


def why_held_itself(items: Collection[UUID]) -> dict[UUID, str]:
    """Return why each of these things is held, whatever lies in it: a hold that was placed, or an open request.

    What holds by itself (an open request for information, a rights request) is in the list HOLDS of the settings: each
    module there has `why_held` too, and `held_now` with all that it holds.
    """
    found: dict[UUID, str] = {}
    for name in settings.HOLDS:
        found |= import_module(name).why_held(items)
    return found | why_placed(items)


def held_by_requests() -> HeldThings:
    """All that is held without a hold that was placed: rows of tables, and single things."""
    found = [import_module(name).held_now() for name in settings.HOLDS]
    return HeldThings(
        {table: rows for one in found for table, rows in one.tables.items()},
        frozenset[UUID]().union(*(one.things for one in found)),
    )


def why_placed(items: Collection[UUID]) -> dict[UUID, str]:
    """Return the hold that somebody placed on each of these things that has one, in words; also one that its placer can still renew."""
    held = lock.holds_on(items)
    rows = LegalHold.objects.in_bulk(held.values())
    words = _(
        "Legal hold {reference} is in force for {ground}. If its reason no longer applies, end that hold first."
    )
    in_force = {
        item: words.format(reference=rows[hold].reference, ground=rows[hold].get_ground_display())
        for item, hold in held.items()
    }
    return _ending(items) | in_force


def _ending(items: Collection[UUID]) -> dict[UUID, str]:
    """Return the hold on each of these things that somebody else ended, while who placed it can still read that and place another."""
    words = _(
        "Somebody other than the person who placed it ended legal hold {reference}. It still holds until {name} opens its page, or until {day}."
    )
    found: dict[UUID, str] = {}
    for hold in still_holding():
        until = london_day(hold.ended_at + TIME_TO_RENEW) if hold.ended_at else today()
        why = words.format(reference=hold.reference, name=hold.placed_by.name, day=wording.day(until))
        inside = {hold.thing, *(item for item, _container in lock.inside([hold.thing]))}
        found |= dict.fromkeys(inside.intersection(items), why)
    return found
