"""The data pathway: for each kind of thing what is held, where, how many, and how it ends; counted when it is asked for.

Kinds of which somebody may not read every record are counted together for them: two figures, one before and one after the
erasure of a protected record, would tell its kind. And they are counted as they stood when the last month ended, since two figures,
one before and one after a list, would tell whether it deleted anything; what a request holds of them is not told at all. Only who
checks deletions, and reads for no name that somebody asks, is told how they stand now.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from watchbook.acting.ending import Ending
from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asking_once
from watchbook.files.removal import NAMES_A_FILE
from watchbook.governance.retention_schedule.models import RetentionClass
from watchbook.keys.envelope import Enveloped
from watchbook.law.periods import months_beginning_with
from watchbook.organisation.models import Person
from watchbook.register.models.entries import Entry
from watchbook.retention import due
from watchbook.retention.deleted import (
    PROTECTED,
    Deleted,
    deleted,
    first_id,
    month_began,
    register_began_before,
    went_since,
)
from watchbook.retention.deletion.models import DeletionItem
from watchbook.retention.deletion.permissions import sees_what_went
from watchbook.retention.due import Classes
from watchbook.retention.legal_hold import lock
from watchbook.retention.legal_hold.queries import held_by_requests
from watchbook.retention.reading_rights import open_tables, reads_all
from watchbook.retention.titles import TITLES
from watchbook.web.picture import WHOLE

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PathwayStretch:
    """One kind of thing on its way: its table, its classes, its places, how many, the oldest, overdue, held, deleted."""

    table: Any
    title: str
    kept_by: tuple[RetentionClass, ...]
    places: tuple[str, ...]
    count: int
    oldest: date | None
    overdue: int
    under_hold: int | None  # None: not told
    held_by_request: int | None  # as above
    by_hand: bool
    deleted: int
    deleted_last: date | None
    is_protected: bool = False  # from whoever reads it: its figures are none of their own

    @property
    def is_anything(self) -> bool:
        """Whether anything is held of it or was deleted, or may have been since the month ended as at which it is counted."""
        return bool(self.count or self.deleted) or self.held_by_request is None

    @property
    def is_settled(self) -> bool:
        """Whether the schedule has a class for it; else it has no end."""
        return bool(self.kept_by)


@dataclass(frozen=True)
class Pathway:
    """Every kind of thing, those that are counted, and when something was deleted last.

    `protected_on` is the last day of the month as at whose end protected records are counted; None where they are counted now.
    `first_on` is such a day that is still to come: the register began after the last month ended, so nothing was counted yet.
    """

    stretches: tuple[PathwayStretch, ...]
    counted: tuple[PathwayStretch, ...]
    deleted_last: date | None
    protected_on: date | None = None
    first_on: date | None = None

    @property
    def in_use(self) -> list[PathwayStretch]:
        """The kinds that anything is held of, or was deleted of."""
        return [one for one in self.counted if one.is_anything]

    @property
    def empty(self) -> list[PathwayStretch]:
        """The kinds that nothing was ever held of, as far as is known."""
        return [one for one in self.counted if not one.is_anything]

    @property
    def together(self) -> list[PathwayStretch]:
        """The kinds that are counted together."""
        return [one for one in self.stretches if one.is_protected]

    @property
    def bars(self) -> list[dict[str, Any]]:
        """For each kind that anything is held of: its bar, with the part that is overdue."""
        shown = [one for one in self.counted if one.count]
        most = max((one.count for one in shown), default=1)
        return [
            {
                "title": one.title,
                "count": one.count,
                "overdue": one.overdue,
                "share": WHOLE * one.count / most,
                "overdue_share": WHOLE * one.overdue / most,
            }
            for one in shown
        ]


def pathway(*, on: date, by: Person) -> Pathway:
    """Count everything that can fall due, as it stands now, for somebody who reads it."""
    classes, placed = due.in_force(on), lock.everything_held()
    gone, is_open = deleted(), open_tables()
    with asking_once():
        stretches = tuple(
            replace(
                _stretch(table, list(mine), classes, on=on, placed=placed, gone=gone),
                is_protected=(name := table._meta.label_lower) not in is_open and not reads_all(by, name),
            )
            for table, mine in groupby(due.endings(), key=lambda one: one.table)
        )
    counted = [one for one in stretches if not one.is_protected]
    hidden = [one for one in stretches if one.is_protected]
    ended = None if sees_what_went(by) else month_began(on)
    if hidden or PROTECTED in gone:
        together = _together(hidden, gone.get(PROTECTED))
        counted.append(together if ended is None else _as_it_stood(together, hidden, ended))
    protected_on = ended.date() - ONE_DAY if ended else None
    first_on = (
        months_beginning_with(on.replace(day=1), months=1)
        if ended and not register_began_before(ended)
        else None
    )
    last = _latest(one.deleted_last for one in counted)
    return Pathway(stretches, tuple(counted), last, protected_on, first_on)


def _together(rows: list[PathwayStretch], erased: Deleted | None) -> PathwayStretch:
    """Add up the kinds that are counted together, and what was erased of any kind because a person asked."""
    days = [one.oldest for one in rows if one.oldest]
    at_request = london_day(erased.last_at) if erased else None
    return PathwayStretch(
        table=None,
        title=_("Protected records, of all kinds"),
        kept_by=(),
        places=(),
        count=sum(one.count for one in rows),
        oldest=min(days, default=None),
        overdue=sum(one.overdue for one in rows),
        under_hold=sum(one.under_hold or 0 for one in rows),
        held_by_request=sum(one.held_by_request or 0 for one in rows),
        by_hand=False,
        deleted=sum(one.deleted for one in rows) + (erased.count if erased else 0),
        deleted_last=_latest([at_request, *(one.deleted_last for one in rows)]),
        is_protected=True,
    )


def _as_it_stood(together: PathwayStretch, rows: list[PathwayStretch], ended: datetime) -> PathwayStretch:
    """Return what is counted together as it stood when a month ended: without what came since, with what went since."""
    tables, on = [one.table for one in rows], ended.date()
    names = {table._meta.db_table for table in tables}
    gone, classes = deleted(as_at=ended), due.in_force(on)
    went = went_since(names, ended)
    was_due = DeletionItem.objects.filter(item__in=went, last_on__lt=on).values("item").distinct()
    settled = [one for one in due.settled(classes) if one.table in tables]
    due_then = (due.overdue(one, classes, on=on).filter(pk__lt=first_id(ended)) for one in settled)
    return replace(
        together,
        count=sum(_there(table).filter(pk__lt=first_id(ended)).count() for table in tables) + went.count(),
        overdue=sum(one.count() for one in due_then) + was_due.count(),
        under_hold=None,
        held_by_request=None,
        deleted=sum(gone[name].count for name in {*names, PROTECTED} & gone.keys()),
        deleted_last=None,
    )


def _there(table: Any) -> Any:
    """The things of a table that are there, each once in its newest version."""
    rows = due.still_there(table)
    return rows.filter(corrected_by=None) if issubclass(table, Entry) else rows


def _latest(days: Iterable[date | None]) -> date | None:
    return max((one for one in days if one), default=None)


def _stretch(
    table: Any,
    mine: list[Ending],
    classes: Classes,
    *,
    on: date,
    placed: frozenset[UUID],
    gone: Any,
) -> PathwayStretch:
    rows = _there(table)
    settled = [one for one in due.settled(classes) if one.table is table]
    told = gone.get(table._meta.db_table)
    counted = rows.order_by().aggregate(
        count=Count("pk"), oldest=Min("recorded_at"), under_hold=Count("pk", filter=Q(pk__among=placed))
    )
    return PathwayStretch(
        table=table,
        title=str(TITLES[table._meta.label_lower]),
        kept_by=tuple(classes[one.code] for one in mine if one.code in classes),
        places=_places(table),
        count=counted["count"],
        oldest=london_day(oldest) if (oldest := counted["oldest"]) else None,
        overdue=sum(due.overdue(one, classes, on=on).count() for one in settled),
        under_hold=counted["under_hold"],
        held_by_request=rows.filter(held_by_requests(table._meta.label_lower)).count(),
        by_hand=any(one.by_hand for one in mine),
        deleted=told.count if told else 0,
        deleted_last=london_day(told.last_at) if told else None,
    )


def _places(table: Any) -> tuple[str, ...]:
    """Return the places where things of a table lie, read from the table itself."""
    enveloped = issubclass(table, Enveloped)
    files = any(field.name in NAMES_A_FILE for field in table._meta.concrete_fields)
    found = [
        _("database, each record encrypted under its own key") if enveloped else _("database, unencrypted")
    ]
    found += [_("file store")] if files else []
    found += [_("key folders, two copies")]
    return tuple(found)
