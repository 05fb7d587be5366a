"""Reading the signed “none is held”, and what is held of each kind on a day, from the registers of every kind.

A signature ends for good when an entry of its kind is recorded after it, whatever becomes of that entry: somebody
looks again. An entry recorded before it and no longer in force was known to whoever signed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.documents.models import Document, DocumentKind, HeldKind, NoneHeld
from watchbook.governance.documents.queries import editions, key_of
from watchbook.governance.software.models import Tool
from watchbook.governance.training.models import Course
from watchbook.law.parameters import number
from watchbook.law.periods import months_beginning_with

COUNTS_FOR = "authority.none_held.counts_for_months"


@dataclass(frozen=True)
class OnRecord:
    """An entry of a kind, named as a sentence names it: when it was first recorded, and whether it is in force."""

    name: str
    recorded_at: datetime
    is_in_force: bool


@dataclass(frozen=True)
class KindHeld:
    """What is on record of one kind: an entry in force, by its name, or a signed “none”; or neither."""

    kind: HeldKind
    entries: tuple[str, ...]
    none: NoneHeld | None


def none_held(kind: HeldKind, *, on: date, as_at: datetime | None = None) -> NoneHeld | None:
    """The newest signed “none” that counts on a day, if there is one. At most four queries.

    It is not too old, nothing of the kind is in force on the day, and nothing of the kind was recorded after it.
    """
    found = _counting([row for row in _all_signed(as_at=as_at) if row.kind == kind], on=on)
    return _standing(found, _on_record([kind], on=on, as_at=as_at)[kind]) if found else None


def kinds_held(on: date) -> list[KindHeld]:
    """Every kind with what is on record of it on a day. Six queries."""
    entries = _on_record(list(HeldKind), on=on)
    signed = _counting(_signed(as_at=None), on=on)
    return [
        KindHeld(
            kind=kind,
            entries=tuple(one.name for one in entries[kind] if one.is_in_force),
            none=_standing([row for row in signed if row.kind == kind], entries[kind]),
        )
        for kind in HeldKind
    ]


def counts_until(signed_on: date, *, on: date) -> date:
    """The last day on which a signature counts, by the rule of the day that is asked about."""
    return months_beginning_with(signed_on, months=number(COUNTS_FOR, on=on))


def entries_in_force(
    kinds: Iterable[HeldKind], *, on: date, as_at: datetime | None = None
) -> dict[HeldKind, list[str]]:
    """What is in force on a day of each kind, named as a sentence names it. At most five queries."""
    found = _on_record(kinds, on=on, as_at=as_at)
    return {kind: [one.name for one in entries if one.is_in_force] for kind, entries in found.items()}


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


@asked_once
def _all_signed(*, as_at: datetime | None) -> list[NoneHeld]:
    return list(_signed(as_at=as_at))


def _counting(rows: Iterable[NoneHeld], *, on: date) -> list[NoneHeld]:
    return [row for row in rows if row.signed_on <= on <= counts_until(row.signed_on, on=on)]


def _standing(signed: list[NoneHeld], entries: list[OnRecord]) -> NoneHeld | None:
    """The newest of these signatures, unless something is in force, or was recorded after it."""
    if any(one.is_in_force for one in entries):
        return None
    last = max((one.recorded_at for one in entries), default=None)
    standing = [row for row in signed if last is None or row.recorded_at >= last]
    return standing[-1] if standing else None


def _on_record(
    kinds: Iterable[HeldKind], *, on: date, as_at: datetime | None = None
) -> dict[HeldKind, list[OnRecord]]:
    """Every entry of each kind that was not taken back, in whatever state. At most five queries."""
    found: dict[HeldKind, list[OnRecord]] = {kind: [] for kind in kinds}
    documents = [kind.value for kind in found if kind.value in DocumentKind.values]
    if documents:
        for kind, entry in _documents(documents, on=on, as_at=as_at):
            found[kind].append(entry)
    if {HeldKind.TOOL, HeldKind.IN_HOUSE_METHOD} & found.keys():
        for kind, entry in _tools(on=on, as_at=as_at):
            found.setdefault(kind, []).append(entry)
    if HeldKind.TRAINING_COURSE in found:
        found[HeldKind.TRAINING_COURSE] = _courses(as_at=as_at)
    return found


def _documents(kinds: list[str], *, on: date, as_at: datetime | None) -> Iterator[tuple[HeldKind, OnRecord]]:
    firsts = Document.objects.filter(kind__in=kinds, corrects=None)
    begun = {key_of(row): row.recorded_at for row in firsts}
    for held in editions(Q(kind__in=kinds), as_at=as_at):
        row = held.document
        entry = OnRecord(
            f"{row} “{row.title}”", begun.get(key_of(row), row.recorded_at), held.is_in_force(on)
        )
        yield HeldKind(row.kind), entry


def _tools(*, on: date, as_at: datetime | None) -> Iterator[tuple[HeldKind, OnRecord]]:
    """A tool that was corrected into another kind is recorded as of that kind from then on."""
    same = Tool.objects.filter(reference=OuterRef("reference"), kind=OuterRef("kind"))
    begun = Subquery(same.order_by("recorded_at").values("recorded_at")[:1])
    rows = Tool.objects.as_at(as_at).filter(is_struck=False).order_by("reference")
    for row in rows.annotate(begun=begun):
        in_use = row.from_on <= on and (row.until_on is None or on <= row.until_on)
        kind = HeldKind.IN_HOUSE_METHOD if row.kind == Tool.Kind.IN_HOUSE_METHOD else HeldKind.TOOL
        yield kind, OnRecord(f"{row.reference} “{row.name}”", row.begun, in_use)


def _courses(*, as_at: datetime | None) -> list[OnRecord]:
    """A course has no days of its own: it is in force as long as it stands on record."""
    rows = Course.objects.as_at(as_at).filter(is_struck=False).order_by("reference")
    return [OnRecord(f"{row.reference} “{row.title}”", row.recorded_at, True) for row in rows]
