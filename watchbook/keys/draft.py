"""A draft of a form of several pages: kept in the session of whoever fills it, sealed, and gone after two days.

Sessions are rows of the database and stand in its backups. All drafts of a day lie under one key, which is destroyed
two days later whatever became of the session.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from watchbook.keys import envelope
from watchbook.keys.keyring import the_keyring
from watchbook.keys.refused import EnvelopeNotOpened, KeyDestroyed, KeysMissing

DRAFTS = UUID("5b0f3f0e-0f5b-4f0c-9a51-6d9c62a7d3f1")
KEPT_FOR = timedelta(days=2)
OLDEST = 30  # days that the sweep looks back


def kept(session: SessionBase, form: str) -> dict[str, Any]:
    """What was typed into this form so far; empty where nothing was, or it is too old to be read."""
    held = session.get(_name(form))
    if not held:
        return {}
    day, sealed = held
    try:
        return envelope.open_sealed(b64decode(sealed), item=_item(date.fromisoformat(day)), kind=_name(form))
    except (KeyDestroyed, KeysMissing, EnvelopeNotOpened):
        return {}


def keep(session: SessionBase, form: str, typed: Mapping[str, Any]) -> None:
    """Keep what was typed so far."""
    today = timezone.localdate()
    sealed = envelope.seal(typed, item=_item(today), kind=_name(form))
    session[_name(form)] = [today.isoformat(), b64encode(sealed).decode()]


def forget(session: SessionBase, form: str) -> None:
    """Forget the draft: it was sent, or given up."""
    session.pop(_name(form), None)


def destroy_old(today: date) -> None:
    """Destroy the keys of drafts that had their time."""
    last = today - KEPT_FOR
    days = [last - timedelta(days=back) for back in range(OLDEST)]
    ring = the_keyring()
    there = ring.first(lambda copy: copy.wrapped(map(_item, days)))
    if there:
        ring.destroy(there)


def _item(day: date) -> UUID:
    return uuid5(DRAFTS, day.isoformat())


def _name(form: str) -> str:
    return f"draft.{form}"
