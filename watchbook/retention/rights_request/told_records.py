"""The records that answers tell a person of: each with its number in the letters, its kind and its day, and what was told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.keys import envelope
from watchbook.retention.rights_request.found_thing import kind_of
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.queries import told_of
from watchbook.retention.rights_request.rules import ItemDecision
from watchbook.retention.rights_request.states import ANSWERS
from watchbook.web import wording


@dataclass(frozen=True)
class ToldRecord:
    """A record as letters name it: its number, the same in each letter of a request, and its words."""

    number: int
    words: str


@dataclass(frozen=True)
class ToldBefore:
    """Facts that the answers so far told: on which day the last went, each record, and the decision on each item."""

    on: date | None
    records: dict[UUID, ToldRecord]
    decisions: dict[str, str]
    is_whole: bool  # answers of before say nothing of their records


def told_before(row: RightsRequest) -> ToldBefore:
    """Return what the answers of a request told. Two queries."""
    steps = [one for one in row.steps.all() if one.kind in ANSWERS]
    said = envelope.opened_all(steps)
    records: dict[UUID, ToldRecord] = {}
    decisions: dict[str, str] = {}
    for step in steps:
        told = said[step.id].get("told") or {}
        records |= {UUID(key): ToldRecord(*one) for key, one in (told.get("records") or {}).items()}
        decisions |= told.get("decisions") or {}
    is_whole = all("told" in said[step.id] for step in steps)
    return ToldBefore(steps[-1].on if steps else None, records, decisions, is_whole)


def numbered(items: Iterable[FoundItem], before: ToldBefore) -> dict[UUID, ToldRecord]:
    """Number the records of some items: each keeps the number and the words that an earlier letter gave it."""
    told = dict(before.records)
    for one in items:
        if one.thing not in told:
            number = max((known.number for known in told.values()), default=0) + 1
            told[one.thing] = ToldRecord(number, _words(one))
    return told


def new_since(items: Iterable[FoundItem], before: ToldBefore) -> list[FoundItem]:
    """Return the items whose decision no answer has told yet, or that was changed since."""
    return [one for one in items if not _is_told(one, before)]


def to_tell(row: RightsRequest) -> dict[str, Any]:
    """Return what an answer that goes now tells, as its envelope keeps it."""
    before, items = told_before(row), told_items(row)
    records = numbered(items, before)
    return {
        "records": {str(key): [one.number, one.words] for key, one in records.items()},
        "decisions": {str(one.pk): decision_of(one) for one in items},
    }


def told_items(row: RightsRequest) -> list[FoundItem]:
    """Return the decisions that the person is told of, what lies open first."""
    return list(told_of(row).select_related("purpose").order_by("is_protected", "number", "right"))


def copies(row: RightsRequest) -> list[FoundItem]:
    """The records that lie open of which a copy is given by the next answer."""
    given = [one for one in told_items(row) if one.decision == ItemDecision.GIVE and not one.is_protected]
    return new_since(given, told_before(row))


def decision_of(item: FoundItem) -> str:
    """Return a decision with its ground, by which a changed one is known."""
    return f"{item.decision}:{item.ground}:{item.lifted_on or ''}"


def _is_told(item: FoundItem, before: ToldBefore) -> bool:
    if before.is_whole or before.on is None:
        return before.decisions.get(str(item.pk)) == decision_of(item)
    return item.decided_on is not None and item.decided_on < before.on


def _words(item: FoundItem) -> str:
    """Name a record by its register and the day on which it was recorded; of a protected one neither may be told here."""
    if item.is_protected:
        return _("a record whose kind and date this letter does not give")
    table: Any = apps.get_model(item.table) if item.table else None
    row = table._default_manager.filter(pk=item.thing).first() if table else None
    kind = kind_of(item.table)
    if row is None:
        return _("from our register “{kind}”").format(kind=kind)
    recorded = _("from our register “{kind}”, recorded on {day}")
    return recorded.format(kind=kind, day=wording.day(london_day(row.recorded_at)))
