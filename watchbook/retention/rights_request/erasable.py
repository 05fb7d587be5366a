"""Reasons that keep a record from being erased: a hold that was placed, a request or complaint that is open, or that it has not ended."""

from collections.abc import Collection, Sequence
from datetime import date
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState, cannot
from watchbook.retention.deletion.basis import not_ended
from watchbook.retention.due import Item
from watchbook.retention.legal_hold.queries import why_placed
from watchbook.retention.rights_request import queries
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.rules import LATER


def check_erased(
    items: Sequence[FoundItem], ground: str, *, besides: RightsRequest, on: date, tried: str
) -> None:
    """Raise WrongState where these things cannot be decided to be erased on this ground.

    What holds a thing for a time, or has not ended, is erased later, on the ground that says so; and nothing else is.
    """
    things = [one.thing for one in items]
    placed, asked = why_placed(things), _asked_about(things, besides=besides)
    is_open = not_ended([Item(one.table, one.thing, "") for one in items if one.table], on=on)
    if placed:
        why = _("{why} Restrict the record, or refuse and give the reason.")
        raise WrongState(cannot(tried, why.format(why=next(iter(placed.values())))))
    if ground in LATER:
        if any(thing not in asked and thing not in is_open for thing in things):
            why = _(
                "The retention period of each of these records has begun, and no open request or complaint holds any of them. Select a ground for erasing the "
                "records now."
            )
            raise WrongState(cannot(tried, why))
        return
    if asked:
        why = _(
            "{why} Select the ground for keeping the record until the request or complaint is closed and erasing it afterwards, or refuse and give the reason. "
            "Restrict the record if the law requires it."
        )
        raise WrongState(cannot(tried, why.format(why=next(iter(asked.values())))))
    for one in items:
        if one.thing in is_open:
            erased = _("You cannot erase {reference} yet").format(reference=one.thing_reference)
            why = _(
                "The retention period of this record begins with {events}. Select the ground for keeping the record until then and erasing it afterwards, or "
                "refuse and give the reason."
            )
            raise WrongState(cannot(erased, why.format(events=is_open[one.thing])))


def held(things: Collection[UUID], *, besides: RightsRequest) -> frozenset[UUID]:
    """Return those of these things that are held for something besides this request."""
    return frozenset(why_placed(things)) | frozenset(_asked_about(things, besides=besides))


def kept_until(items: Collection[FoundItem], *, besides: RightsRequest, on: date) -> dict[UUID, date]:
    """Return the last day on which each of these things is kept, where only the time to challenge closed requests keeps it.

    A protected record has none: its keepers alone know what holds it.
    """
    mine = [one for one in items if not one.is_protected]
    last = queries.held_until([one.thing for one in mine], on=on, besides=besides)
    if not last:
        return {}
    kept = {**why_placed(last), **_asked_elsewhere(last)}
    kept |= not_ended(
        [Item(one.table, one.thing, "") for one in mine if one.thing in last and one.table], on=on
    )
    return {thing: day for thing, day in last.items() if thing not in kept}


def _asked_about(things: Collection[UUID], *, besides: RightsRequest) -> dict[UUID, str]:
    """Say why requests and complaints hold these things, save this request itself (settings.HOLDS)."""
    return _asked_elsewhere(things) | queries.why_held(things, besides=besides)


def _asked_elsewhere(things: Collection[UUID]) -> dict[UUID, str]:
    """Say why all but the requests about personal data hold these things."""
    found: dict[UUID, str] = {}
    for name in settings.HOLDS:
        if name != queries.__name__:
            found |= import_module(name).why_held(things)
    return found
