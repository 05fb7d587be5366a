"""Reading the signed “none is held”, and what is held of each kind on a day, from the registers of every kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from watchbook.governance.models import Course, DocumentKind, HeldKind, NoneHeld, Tool
from watchbook.governance.queries.documents import editions
from watchbook.law.parameters import number
from watchbook.law.periods import months_beginning_with

COUNTS_FOR = "authority.none_held.counts_for_months"


@dataclass(frozen=True)
class KindHeld:
    """What is on record of one kind: an entry in force, by its name, or a signed “none”; or neither."""

    kind: HeldKind
    entries: tuple[str, ...]
    none: NoneHeld | None


def none_held(kind: HeldKind, *, on: date, as_at: datetime | None = None) -> NoneHeld | None:
    """The newest signed “none” that counts on a day: it is not too old, and nothing of the kind is in force. ≤ 3 queries."""
    found = _counting(_signed(as_at=as_at).filter(kind=kind), on=on)
    if not found or entries_in_force([kind], on=on, as_at=as_at)[kind]:
        return None
    return found[-1]


def kinds_held(on: date) -> list[KindHeld]:
    """Every kind with what is on record of it on a day. Five queries."""
    entries = entries_in_force(list(HeldKind), on=on)
    newest = {row.kind: row for row in _counting(_signed(as_at=None), on=on)}
    return [
        KindHeld(
            kind=kind,
            entries=tuple(entries[kind]),
            none=None if entries[kind] else newest.get(kind),
        )
        for kind in HeldKind
    ]


def counts_until(signed_on: date, *, on: date) -> date:
    """The last day on which a signature counts, by the rule of the day that is asked about."""
    return months_beginning_with(signed_on, months=number(COUNTS_FOR, on=on))


def entries_in_force(
    kinds: Iterable[HeldKind], *, on: date, as_at: datetime | None = None
) -> dict[HeldKind, list[str]]:
    """What is in force on a day of each kind, named as a sentence names it. At most four queries."""
    found: dict[HeldKind, list[str]] = {kind: [] for kind in kinds}
    documents = [kind.value for kind in found if kind.value in DocumentKind.values]
    if documents:
        for held in editions(Q(kind__in=documents), as_at=as_at):
            if held.is_in_force(on):
                row = held.document
                found[HeldKind(row.kind)].append(f"{row} “{row.title}”")
    if {HeldKind.TOOL, HeldKind.IN_HOUSE_METHOD} & found.keys():
        for tool in _tools(on=on, as_at=as_at):
            kind = HeldKind.IN_HOUSE_METHOD if tool.kind == Tool.Kind.IN_HOUSE_METHOD else HeldKind.TOOL
            found.setdefault(kind, []).append(f"{tool.reference} “{tool.name}”")
    if HeldKind.TRAINING_COURSE in found:
        courses = Course.objects.as_at(as_at).filter(is_struck=False).order_by("reference")
        found[HeldKind.TRAINING_COURSE] = [f"{one.reference} “{one.title}”" for one in courses]
    return found


def signed_none_held(kind: HeldKind) -> list[NoneHeld]:
    """Every “none” that was signed for a kind, the newest first. One query."""
    return list(reversed(_signed(as_at=None).filter(kind=kind)))


def none_held_by_id(none_id: UUID) -> NoneHeld | None:
    """A signature, unless its row says that it was taken back."""
    rows = NoneHeld.objects.filter(pk=none_id, is_struck=False)
    return rows.select_related("recorded_by").first()


def _signed(*, as_at: datetime | None) -> QuerySet[NoneHeld]:
    rows = NoneHeld.objects.as_at(as_at).filter(is_struck=False)
    return rows.select_related("recorded_by").order_by("signed_on", "recorded_at")


def _counting(rows: Iterable[NoneHeld], *, on: date) -> list[NoneHeld]:
    return [row for row in rows if row.signed_on <= on <= counts_until(row.signed_on, on=on)]


def _tools(*, on: date, as_at: datetime | None) -> QuerySet[Tool]:
    in_use = Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gte=on))
    return Tool.objects.as_at(as_at).filter(in_use, is_struck=False).order_by("reference")
