"""Reasons that keep a record from being erased: a hold that was placed, or a request or complaint of somebody that is still open."""

from collections.abc import Collection
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from watchbook.retention.legal_hold.queries import why_placed
from watchbook.retention.rights_request import queries
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.retention.rights_request.rules import LATER


def why_not_erased(things: Collection[UUID], ground: str, *, besides: RightsRequest) -> str:
    """Return why these things cannot be decided to be erased on this ground; "" where they can.

    What holds a thing for a time lets it be erased later, on the ground that says so; and nothing else is erased later.
    """
    placed, asked = why_placed(things), _asked_about(things, besides=besides)
    if placed:
        why = _("{why} Restrict it, or refuse with the reason.")
        return why.format(why=next(iter(placed.values())))
    if ground not in LATER:
        later = _(
            "{why} Choose to erase it once that is answered, or refuse with the reason. Restrict it if the law says so."
        )
        return later.format(why=next(iter(asked.values()))) if asked else ""
    if any(thing not in asked for thing in things):
        return _("No open request or complaint holds each of these records. Choose to erase them now.")
    return ""


def held(things: Collection[UUID], *, besides: RightsRequest) -> frozenset[UUID]:
    """Return those of these things that are held for something besides this request."""
    return frozenset(why_placed(things)) | frozenset(_asked_about(things, besides=besides))


def _asked_about(things: Collection[UUID], *, besides: RightsRequest) -> dict[UUID, str]:
    """Say why requests and complaints hold these things, save this request itself (settings.HOLDS)."""
    found: dict[UUID, str] = {}
    for name in settings.HOLDS:
        if name == queries.__name__:
            found |= queries.why_held(things, besides=besides)
        else:
            found |= import_module(name).why_held(things)
    return found
