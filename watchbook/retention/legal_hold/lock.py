"""The one lock between holds and deletions, and which of some things are held: what only the database can say.

A deletion takes the lock shared, so that deletions go on beside each other; placing a hold takes it alone. So a hold is
placed before a deletion asks, or after it was committed, and then finds nothing to hold. The triggers in migration 0003
take the same lock: SQL that goes past the acts waits and is refused like them.
"""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from watchbook.acting.refusals import WrongState
from watchbook.register.asked_together import SqlQuestion

# The tables in whose things others lie, which are held with them.
HOLD_OTHERS = frozenset(
    {
        "authorisations.authorisation",
        "evidence.capture",
        "investigations.investigation",
        "investigations.subject",
        "looks.look",
        "retention.complaint",
        "retention.rightsrequest",
    }
)
_HOLDERS = " UNION ALL ".join(f"SELECT id FROM {one.replace('.', '_')}" for one in sorted(HOLD_OTHERS))  # noqa: S608  # names of ours
_QUOTED = ", ".join(f"'{one}'" for one in sorted(HOLD_OTHERS))
WITHIN = "20s"  # that an act waits for deletions under way
# UNION ALL: what lies in two of them is found twice, but UNION makes room first for as many rows as the database guesses.
# CYCLE: SQL that goes past the acts may give a thing the id of what it lies in.
INSIDE = f"""
    WITH RECURSIVE inside (container, item) AS (
        SELECT id, id FROM ({_HOLDERS}) AS holder WHERE id = ANY (%s::uuid[])
        UNION ALL SELECT inside.container, within_it.item
        FROM inside JOIN retention_lies_in AS within_it ON within_it.container = inside.item
    ) CYCLE item SET is_met_again USING way
    SELECT DISTINCT item, container FROM inside
    WHERE item <> container
"""  # noqa: S608  # names of ours
HELD = "SELECT item, hold FROM retention_holds_on(%s::uuid[])"
# The same from the side of the holds, of several on a thing the first: of many things few are held as a rule.
FEW = 100
_FROM_HOLDS = f"""
    WITH RECURSIVE placed AS MATERIALIZED (
        SELECT DISTINCT ON (thing) thing, id, "table" FROM retention_legalhold
        WHERE ended_at IS NULL ORDER BY thing, placed_at
    ), inside (item, hold) AS (
        SELECT thing, id FROM placed WHERE "table" IN ({_QUOTED})
        UNION ALL SELECT within_it.item, inside.hold
        FROM inside JOIN retention_lies_in AS within_it ON within_it.container = inside.item
    ) CYCLE item SET is_met_again USING way, held (item, hold) AS (SELECT thing, id FROM placed UNION ALL SELECT item, hold FROM inside)
"""  # noqa: S608  # as above
HELD_OF_MANY = f"{_FROM_HOLDS} SELECT item, hold FROM held WHERE item = ANY (%s::uuid[])"  # noqa: S608  # as above
TOLD = "SELECT held.item, legal_hold.reference, legal_hold.ground FROM ({held}) AS held JOIN retention_legalhold AS legal_hold ON legal_hold.id = held.hold"
ALL = f"""{_FROM_HOLDS}
    SELECT DISTINCT item FROM held
"""  # noqa: S608  # as above


def wait_for_deletions() -> None:
    """Let no deletion go on until this transaction ends; those under way are waited for. Raises WrongState where they take too long."""
    try:
        _run(
            f"SET LOCAL lock_timeout = '{WITHIN}'; SELECT retention_lock_alone(); SET LOCAL lock_timeout = DEFAULT"
        )
    except OperationalError as failure:
        if not isinstance(failure.__cause__, LockNotAvailable):
            raise
        raise WrongState(
            _(
                "You cannot record this now: records are being deleted, and your entry may put a hold on some of them. Nothing was changed. Try again in a minute."
            )
        ) from None


def wait_for_holds() -> None:
    """Let no hold be placed until this transaction ends; one being placed is waited for."""
    _run("SELECT retention_lock_shared()")


def holds_on(items: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the hold in force on each of these things that has one, also through what it lies in. One query."""
    asked = list(items)
    return dict(answers_to(_held(asked), asked))


def asks_holds_on(items: Iterable[UUID]) -> SqlQuestion:
    """Ask the same together with others: each thing with the reference and the ground of the hold on it."""
    asked = list(items)
    return SqlQuestion(TOLD.format(held=_held(asked)), asked)


def _held(items: Collection[UUID]) -> str:
    return HELD if len(items) <= FEW else HELD_OF_MANY


def inside(items: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Return all that lies in these things, each with the one of these that it lies in. One query."""
    return [(item, container) for item, container in answers_to(INSIDE, list(items))]


def asks_inside(items: Iterable[UUID]) -> SqlQuestion:
    """Ask the same together with others."""
    return SqlQuestion(INSIDE, list(items))


def everything_held() -> frozenset[UUID]:
    """All that the holds in force hold, with all that lies in it. One query."""
    return frozenset(item for (item,) in answers_to(ALL))


def answers_to(question: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a question about holds that only the database can answer. One query."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
