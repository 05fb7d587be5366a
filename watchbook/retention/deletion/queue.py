"""The queue: what is overdue and on no list yet, class by class and owner by owner, as it is proposed in one go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched, islice
from typing import Any
from uuid import UUID

from django.db.models import F, Value
from django.db.models.fields import UUIDField
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from watchbook.acting.ending import Ending
from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asking_once
from watchbook.governance.retention_schedule.models import Action, RetentionClass
from watchbook.governance.retention_schedule.rules import period_in_words
from watchbook.organisation.models import Person, Service
from watchbook.register.asked_together import Reader, Wants, ask, gathered, together
from watchbook.retention import due, fate
from watchbook.retention.deletion import unlisted
from watchbook.retention.deletion.deletion import Cause, Proposed
from watchbook.retention.deletion.held_counts import counted
from watchbook.retention.deletion.models import DeletionGround
from watchbook.retention.deletion.not_proposable import left_out
from watchbook.retention.deletion.queries import those_on_lists
from watchbook.retention.legal_hold.queries import ShownHold, freed_by, shown
from watchbook.retention.titles import TITLES

# What each class wants looked at one by one is proposed so many at a time, and everything else in one list.
ONE_BY_ONE, IN_BULK = 50, 100_000
AT_ONCE = 2000
LOOKED_THROUGH = 200
# What the schedule ends in a deletion list; what it transfers ends elsewhere.
BY_LIST = {Action.DELETE, Action.REVIEW}
# How a thing leads to the service that owns it.
OWNERS = (
    "service",
    "investigation__service",
    "look__service",
    "subject__investigation__service",
    "capture__look__service",
)


def held_words(held: Mapping[str, int]) -> str:
    """Say what holds how many: `2 under legal hold; 1 held by a request`."""
    return "; ".join(f"{count} {name[0].lower()}{name[1:]}" for name, count in held.items())


@dataclass(frozen=True)
class Overdue:
    """Things of one class and one owner whose last day is past: how many can be proposed, how many are held by what, and since when."""

    ending: Ending
    kept_by: RetentionClass
    service: UUID | None
    owner: str
    count: int
    last_on: date
    held: dict[str, int]
    is_protected: bool = False

    @property
    def held_words(self) -> str:
        """Say what holds the others."""
        return held_words(self.held)

    @property
    def table(self) -> str:
        """Name their table, by its label in small letters."""
        return str(self.ending.table._meta.label_lower)

    @property
    def title(self) -> str:
        """Name the kind of record: a class of the schedule may have several."""
        return str(TITLES[self.table])

    @property
    def event(self) -> str | Promise:
        """Name the event that began their time."""
        return str(self.ending.event)

    @property
    def is_bulk(self) -> bool:
        """Whether the class lets them go in one list, by a sample."""
        return self.kept_by.action == Action.DELETE

    @property
    def at_most(self) -> int:
        """Return how many of them one list takes."""
        return IN_BULK if self.is_bulk else ONE_BY_ONE


@dataclass(frozen=True)
class OverdueRow:
    """A row of a group: when its time began, its last day, and when it was recorded."""

    row: Any
    began_on: date
    last_on: date | None
    recorded_on: date

    @property
    def is_late(self) -> bool:
        """Whether it was recorded after its last day, as imported history is: its dates may be wrong."""
        return self.last_on is not None and self.last_on < self.recorded_on


def overdue(*, on: date, by: Person | None = None, table: str = "") -> list[Overdue]:
    """Everything overdue, or what is of one table, the longest overdue first, held as `by` may know it.

    Of a protected kind only what `by` may propose. A few queries, and some for each ending of which each thing is asked what holds it.
    """
    services = dict(Service.objects.values_list("id", "name"))
    classes = due.in_force(on)
    asked = (one for one in due.settled(classes) if table in ("", one.table._meta.label_lower))
    first = {one: unlisted.first_overdue(one, classes, on=on) for one in asked}
    ask(list(first.values()))
    there = [one for one, found in first.items() if found]
    kinds = {one.table._meta.label_lower for one in there}
    protected = fate.protected_among(kinds) if by and kinds else frozenset[str]()
    readers = (
        _by_owner(
            unlisted.overdue(one, classes, on=on).order_by(),
            one,
            classes,
            services=services,
            on=on,
            by=by if one.table._meta.label_lower in protected else None,
        )
        for one in there
    )
    with asking_once():
        return sorted(gathered(readers), key=lambda one: (one.last_on, there.index(one.ending)))


@dataclass(frozen=True)
class LookedThrough:
    """The longest overdue things: how many were looked through, the last day of the first that can be proposed, and whether more are overdue.

    `are_kept`: some of them would go by a list, and each is held or on one.
    """

    count: int
    first_free_on: date | None
    are_all: bool
    are_kept: bool


def longest_free(*, on: date) -> Reader[LookedThrough]:
    """Read whether some of the longest overdue things can be proposed; the page of deletion counts the others."""
    classes = due.in_force(on)
    first_rows = due.page_rows(classes, on=on, size=LOOKED_THROUGH)
    yield Wants(*first_rows.values())
    rows = due.page_of_rows(first_rows, classes, on=on, size=LOOKED_THROUGH)
    ids, kept = [row.item.id for row in rows], set[UUID]()
    for told in together([shown(ids), those_on_lists(ids)]) if ids else ():
        if isinstance(told, Wants):
            yield told
        else:
            kept.update(told)
    listed = [one for one in rows if one.kept_by and one.kept_by.action in BY_LIST]
    first = next((one.last_on for one in listed if one.item.id not in kept), None)
    are_kept = bool(listed) and first is None
    yield LookedThrough(len(rows), first, are_all=len(rows) < LOOKED_THROUGH, are_kept=are_kept)


def overdue_of(
    table: str, code: str, service: UUID | None, *, on: date, by: Person | None = None
) -> Overdue | None:
    """Find what is overdue of one table, class and owner."""
    found = overdue(on=on, by=by, table=table)
    return next((one for one in found if (one.kept_by.code, one.service) == (code, service)), None)


def proposed(group: Overdue, *, on: date, by: Person | None = None) -> Iterator[Proposed]:
    """The things of a group, the longest overdue first, as many as a list of its class takes."""
    for one in rows_of(group, on=on, by=by):
        item = due.Item(group.table, one.row.pk, str(one.row))
        yield Proposed(item, one.last_on, is_late=one.is_late)


def rows_of(group: Overdue, *, on: date, by: Person | None = None) -> Iterator[OverdueRow]:
    """The rows of a group that can be proposed, in the order and the number in which a list takes them."""
    classes, began = due.in_force(on), group.ending.began
    ordered = _of_group(group, classes, on=on).iterator(chunk_size=AT_ONCE)
    free = (row for some in batched(ordered, AT_ONCE) for row in _not_held(some, group, by=by))
    for row in islice(free, group.at_most):
        yield _overdue_row(row, group.ending, classes, getattr(row, began), row.recorded_at)


def freed(group: Overdue, *, on: date, by: Person) -> int:
    """Count those of a group that others have to propose, since `by` freed them and nothing else keeps them off the list."""
    classes = due.in_force(on)
    mine = freed_by(by, list(_of_group(group, classes, on=on).values_list("pk", flat=True)[:IN_BULK]))
    return len(mine) - len(_held_of(list(mine), group, by=by)) if mine else 0


def recorded_late(group: Overdue, *, on: date, by: Person | None = None) -> int:
    """Count those of a group that were recorded after their last day. One query, and one more where there are any."""
    classes, began = due.in_force(on), group.ending.began
    rows = _of_group(group, classes, on=on)[: group.at_most]
    told = rows.values_list("pk", began, "recorded_at")
    late = [
        key
        for key, began_at, recorded_at in told.iterator(chunk_size=AT_ONCE)
        if _overdue_row(key, group.ending, classes, began_at, recorded_at).is_late
    ]
    return len(late) - len(_held_of(late, group, by=by)) if late else 0


def cause(group: Overdue) -> Cause:
    """Say why they are deleted: the kind of record, its period, the event that began it, the class and its reason in law."""
    kept_by = group.kept_by
    told = _("until {event}") if group.ending.by_hand else _("{period} from {event}")
    kept = told.format(period=period_in_words(kept_by), event=group.event)
    told = _("{kind}: {kept}. Retention class: {title}. {reason}")
    rule = told.format(kind=TITLES[group.table], kept=kept, title=kept_by.title, reason=kept_by.reason)
    return Cause(DeletionGround.SCHEDULE, kept_by.schedule_reference, kept_by.code, rule[:500])


def _of_group(group: Overdue, classes: due.Classes, *, on: date) -> Any:
    rows = unlisted.overdue(group.ending, classes, on=on)
    if path := _owner(group.ending.table):
        rows = rows.filter(**{path: group.service})
    if group.ending.by_hand:
        rows = rows.filter(**{group.ending.code: group.kept_by.code})
    return rows.order_by(group.ending.began, "pk")


def _overdue_row(
    row: Any, ending: Ending, classes: due.Classes, began: date | datetime, recorded_at: datetime
) -> OverdueRow:
    return OverdueRow(row, due.day_of(began), due.last_day(ending, classes, began), london_day(recorded_at))


def _owned(rows: Any, ending: Ending) -> Any:
    """Rows of an ending, each with its owner and its class."""
    path = _owner(ending.table)
    owner = F(path) if path else Value(None, output_field=UUIDField())
    code = F(ending.code) if ending.by_hand else Value(ending.code)
    return rows.annotate(of_service=owner, of_class=code)


def _by_owner(
    rows: Any,
    ending: Ending,
    classes: due.Classes,
    *,
    services: dict[UUID, str],
    on: date,
    by: Person | None,
) -> Reader[Overdue]:
    """The groups of an ending, of a protected kind those of `by`; what its class transfers or answers ends elsewhere."""
    for one in counted(_owned(rows, ending), ending, by=by, at_most=IN_BULK):
        if isinstance(one, Wants):
            yield one
        elif (kept_by := classes.get(one.code)) and kept_by.action in BY_LIST:
            yield Overdue(
                ending,
                kept_by,
                one.service,
                services.get(one.service, "") if one.service else "",
                one.number - sum(one.held.values()),
                due.last_day(ending, classes, one.began) or on,
                one.held,
                is_protected=by is not None,
            )


def _not_held(rows: Sequence[Any], group: Overdue, *, by: Person | None) -> Iterator[Any]:
    """Return those of these rows that can be proposed, by the rule by which they are counted, and that `by` did not free."""
    keys = [row.pk for row in rows]
    held = {*_held_of(keys, group, by=by), *(freed_by(by, keys) if by else ())}
    return (row for row in rows if row.pk not in held)


def _held_of(keys: Sequence[UUID], group: Overdue, *, by: Person | None) -> dict[UUID, ShownHold]:
    return left_out(keys, table=group.table, by=by if group.is_protected else None)


def _owner(table: Any) -> str:
    """The way from a thing to the service that owns it; "" where none does."""
    return next((path for path in OWNERS if leads(table, path)), "")


def leads(table: Any, path: str) -> bool:
    """Whether a way leads from a table to the service that owns its things."""
    for step in path.split("__"):
        fields = {field.name: field for field in table._meta.get_fields()}
        if step not in fields or fields[step].related_model is None:
            return False
        table = fields[step].related_model
    return table is Service
