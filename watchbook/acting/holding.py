"""Things that are held and not deleted: whole tables, and single things."""

from typing import NamedTuple
from uuid import UUID

# The name by which the database's guards tell that a row is held.
UNDER_HOLD = "under_legal_hold"


class HeldThings(NamedTuple):
    """The things held at a moment: tables by their model's label in small letters, and things by their ids."""

    tables: frozenset[str] = frozenset()
    things: frozenset[UUID] = frozenset()
