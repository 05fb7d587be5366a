"""Things that are held and not deleted: rows of tables, and single things; and what let them go."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

# The name by which the database's guards tell that a row is held.
UNDER_HOLD = "under_legal_hold"


class HeldThings(NamedTuple):
    """The things held at a moment: for a table (its model's label in small letters) the condition of its rows, and things by their ids."""

    tables: Mapping[str, Any] = {}
    things: frozenset[UUID] = frozenset()


class LetGo(NamedTuple):
    """A hold that no longer holds some things, in words: {0}, {1} and so on stand for these people, whose names may be deleted."""

    words: str
    people: tuple[UUID, ...] = ()
