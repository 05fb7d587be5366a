"""The fate of a record, as somebody is told it: one rule for every page of what holds it, what became of it, and how many there are.

A kind of record is protected where its part opens it to some people alone (`NEED_TO_KNOW`), or where not everybody who answers
requests about personal data may read it. Of a protected record only who may read it is told why it stays: everybody else
reads one word, whatever the reason, since a reason can tell that a person asked about it and was found in it.
"""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, gettext_lazy

from watchbook.acting.refusals import can
from watchbook.organisation.models import Person
from watchbook.retention.due import endings
from watchbook.retention.legal_hold.queries import HELD_BY_REQUEST, ShownHold, why_held, why_shown
from watchbook.retention.reading_rights import open_tables, reads_all, require_right_to_read, rows_to_read

KEPT = gettext_lazy("kept; people with access can see why")
INSIDE = gettext_lazy("Only people with access know the reason.")
STAYS = ("held", "refused")  # outcomes of a thing of a list


def outcome_told(outcome: str, label: str, why: str, *, knows: bool) -> str:
    """Say what became of a record: to who may not know why it stays, one word for every reason."""
    if outcome in STAYS and not knows:
        return str(KEPT)
    return f"{label}: {why}" if why else label


def kept_or(outcome: str, label: str) -> str:
    """Name an outcome where things are counted: the reasons to stay are one."""
    return gettext("kept") if outcome in STAYS else label


def protected_among(tables: Iterable[str]) -> frozenset[str]:
    """Return those of these kinds of record that not everybody who answers requests may read. A few queries for each of these people."""
    return frozenset(tables) - open_tables()


def hidden_from(person: Person) -> frozenset[str]:
    """Return the kinds of record that can fall due of which somebody may not read every record: no list with all of them is theirs."""
    tables = protected_among({one.table._meta.label_lower for one in endings()})
    return frozenset(one for one in tables if not reads_all(person, one))


def known(person: Person, things: Iterable[tuple[str, UUID]]) -> set[UUID]:
    """Return those of these protected things that are there and that somebody may read. Two queries for each table."""
    by_table: dict[str, list[UUID]] = {}
    for table, key in things:
        by_table.setdefault(table, []).append(key)
    return {
        key
        for table, keys in by_table.items()
        for key, row in rows_to_read(table, keys).items()
        if can(require_right_to_read, person, table, row)
    }


def knows_of(person: Person, row: Any) -> bool:
    """Whether somebody may know that a thing is there: of a kind that not everybody may read, who may read it."""
    table = row._meta.label_lower
    return can(require_right_to_read, person, table, row) or not protected_among([table])


def holds_told(keys: Collection[UUID], *, table: str, by: Person | None) -> dict[UUID, ShownHold]:
    """Say what holds these things of a table: to who may read a thing, also what only its readers may know. Nobody asks of open ones."""
    shown = why_shown(keys)
    if by is None:
        return shown
    hidden = {key: why for key, why in why_held(keys).items() if key not in shown}
    told = known(by, ((table, key) for key in hidden))
    return shown | {key: ShownHold(str(HELD_BY_REQUEST), hidden[key]) for key in told}
