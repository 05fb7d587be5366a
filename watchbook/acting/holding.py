"""A hold that no longer holds, and the name by which guards tell one that does."""

from typing import NamedTuple
from uuid import UUID

# The name by which the database's guards tell that a row is held.
UNDER_HOLD = "under_legal_hold"


class LetGo(NamedTuple):
    """A hold that no longer holds some things, in words: {0}, {1} and so on stand for these people, whose names may be deleted."""

    words: str
    people: tuple[UUID, ...] = ()
