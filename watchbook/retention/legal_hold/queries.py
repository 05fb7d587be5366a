"""Reading legal holds: those in force, all of them, and what holds a thing."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from functools import reduce
from importlib import import_module
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asked_once
from watchbook.audit_log.models import Event
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.asked_together import Reader, SqlQuestion, Wants, answer, together
from watchbook.retention.legal_hold import lock
from watchbook.retention.legal_hold.models import HoldGround, LegalHold
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
    """Return what holds these things, for pages of people who may not read them: without what only its readers may know.

    Each module in the list HOLDS of the settings has `shown` for this, a reader that is asked together with the others.
    """
    return answer(shown(items))


def shown(items: Collection[UUID]) -> Reader[dict[UUID, ShownHold]]:
    """Read the same together with others: all that can hold a thing is asked at once."""
    inside = lock.asks_inside(items)
    yield Wants(inside)
    every = {*items, *(item for item, _container in inside.answers)}
    by_requests = [_named(HELD_BY_REQUEST, import_module(name).shown(every)) for name in settings.HOLDS]
    readers = [*by_requests, _named(UNDER_LEGAL_HOLD, _placed(every))]
    told: dict[int, dict[UUID, ShownHold]] = {}
    for one in together(_numbered(place, reader) for place, reader in enumerate(readers)):
        if isinstance(one, Wants):
            yield one
        else:
            told[one[0]] = one[1]
    held: dict[UUID, ShownHold] = {}
    for place in sorted(told):
        held |= {item: _with(held.get(item), why) for item, why in told[place].items()}
    yield _with_what_lies_in_them(items, inside.answers, held)


def _with(before: ShownHold | None, hold: ShownHold) -> ShownHold:
    """Return a hold with the reasons of those that hold the same thing too: ending one of them would not free it."""
    return hold._replace(why=f"{hold.why} {before.why}") if before else hold


def _named(name: Promise, reader: Reader[dict[UUID, str]]) -> Reader[dict[UUID, ShownHold]]:
    for one in reader:
        yield (
            one if isinstance(one, Wants) else {item: ShownHold(str(name), why) for item, why in one.items()}
        )


def _numbered[Result](place: int, reader: Reader[Result]) -> Reader[tuple[int, Result]]:
    for one in reader:
        yield one if isinstance(one, Wants) else (place, one)


def _with_what_lies_in_them[Reason](
    items: Collection[UUID], inside: Iterable[tuple[Any, ...]], held: dict[UUID, Reason]
) -> dict[UUID, Reason]:
    """Return of these things those that are held for themselves, or for something that lies in them."""
    if not held:
        return {}
    mine = {item: held[item] for item in items if item in held}
    return {container: held[item] for item, container in inside if item in held} | mine


def why_held_itself(items: Collection[UUID]) -> dict[UUID, str]:
    """Return why each of these things is held, whatever lies in it: a hold that was placed, or an open request.

    What holds by itself (an open request for information, a rights request) is in the list HOLDS of the settings: each
    module there has `why_held` too, and `held_rows` with the condition of what it holds.
    """
    found: dict[UUID, str] = {}
    for name in settings.HOLDS:
        found |= import_module(name).why_held(items)
    return found | why_placed(items)


def held_by_requests(table: str) -> Q:
    """The condition that a row of a table is held without a hold that was placed, for itself, of what lies open."""
    held: Iterable[Q] = (import_module(name).held_rows(table) for name in settings.HOLDS)
    return reduce(or_, held)


def hidden_by_requests() -> Q:
    """The condition that a row is held so of what is protected: who may not read it is not told."""
    modules = map(import_module, settings.HOLDS)
    hidden: Iterable[Q] = (one.hidden_rows() for one in modules if hasattr(one, "hidden_rows"))
    return reduce(or_, hidden)


@asked_once
def held_as_placed() -> frozenset[UUID]:
    """All that holds hold which somebody placed, also one that its placer can still renew. Two queries, and one for each of these."""
    ending = [hold.thing for hold in still_holding()]
    return lock.everything_held().union(ending, (item for item, _container in lock.inside(ending)))


def why_placed(items: Collection[UUID]) -> dict[UUID, str]:
    """Return the hold that somebody placed on each of these things that has one, in words; also one that its placer can still renew."""
    return answer(_placed(items))


def _placed(items: Collection[UUID]) -> Reader[dict[UUID, str]]:
    """Read the same together with others."""
    on_them, ending = lock.asks_holds_on(items), still_holding()
    yield Wants(on_them, ending)
    inside = {hold: lock.asks_inside([hold.thing]) for hold in ending}
    yield Wants(*inside.values())
    words = _(
        "Legal hold {reference} is in force for {ground}. If its reason no longer applies, end that hold first."
    )
    in_force = {
        item: words.format(reference=reference, ground=HoldGround(ground).label)
        for item, reference, ground in on_them.answers
    }
    yield _ending(items, inside) | in_force


def _ending(items: Collection[UUID], inside: Mapping[LegalHold, SqlQuestion]) -> dict[UUID, str]:
    """Return the hold on each of these things that somebody else ended, while who placed it can still read that and place another."""
    words = _(
        "{name} placed legal hold {reference}, and somebody else has decided to end it. The hold stays in force until {name} opens the page of the hold, or until "
        "{day}."
    )
    found: dict[UUID, str] = {}
    for hold, lies_in_it in inside.items():
        until = london_day(hold.ended_at + TIME_TO_RENEW) if hold.ended_at else today()
        why = words.format(reference=hold.reference, name=hold.placed_by.name, day=wording.day(until))
        on = {hold.thing, *(item for item, _container in lies_in_it.answers)}
        found |= dict.fromkeys(on.intersection(items), why)
    return found
