"""The running tally of a week: sealed under that week's key, which is destroyed on the Monday after, at six o'clock in London.

A tally of a few hours would say whether a certain post was counted, and so who wrote. Its row stands in backups of the
database; under a key that is gone it says nothing (docs/explanation/listening.md).
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from watchbook.acting.london_day import LONDON, london_day
from watchbook.keys import envelope
from watchbook.keys.keyring import the_keyring
from watchbook.keys.refused import EnvelopeNotOpened, KeyDestroyed, KeysMissing

TALLIES = UUID("0b6f7f0e-53a1-4f1d-9a0e-3f3b8c0a5d27")
ENDS = timedelta(days=7)
AT = time(6, tzinfo=LONDON)
OLDEST = 10  # weeks that the sweep looks back
KIND = "listening.tally"


def seal(facts: Mapping[str, Any], week_on: date) -> bytes:
    """The sealed tally of a week, by its Monday."""
    return envelope.seal(facts, item=_item(week_on), kind=KIND)


def opened(sealed: bytes, week_on: date) -> dict[str, Any] | None:
    """Open a tally; None once its key is gone."""
    try:
        return envelope.open_sealed(sealed, item=_item(week_on), kind=KIND)
    except (KeyDestroyed, KeysMissing, EnvelopeNotOpened):
        return None


def destroy_old(moment: datetime) -> None:
    """Destroy the keys of weeks that are over."""
    today = london_day(moment)
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(1, OLDEST)]
    over = [one for one in mondays if datetime.combine(one + ENDS, AT) <= moment]
    ring = the_keyring()
    if there := ring.first(lambda copy: copy.wrapped(map(_item, over))):
        ring.destroy(there)


def _item(week_on: date) -> UUID:
    return uuid5(TALLIES, week_on.isoformat())
