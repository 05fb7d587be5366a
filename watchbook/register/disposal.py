"""The end of a register's entries: a row of data for each register says what is due, where people are named, what goes.

A register's `disposal.py` declares its `Disposal` and takes `due, find, dispose` from `disposal_of`: retention calls
them by the list in settings.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record
from watchbook.files import removal
from watchbook.keys import destruction
from watchbook.organisation.models import Person
from watchbook.register.entry import check_newest
from watchbook.register.models.entries import Entry, NamedEntry


@dataclass(frozen=True)
class Disposal:
    """The end of an entry of one register.

    `tables` are those whose rows go, in their order, each with the columns that hold the entry's name; the register's
    own comes last. Where its columns are none, an entry is a chain of versions without a name. `due` gives the entries
    whose time begins to run before a day (the period of the class is the schedule's, applied by retention); `named_in`
    the columns that may name a person; `why_not` the reason why an entry cannot go yet, if there is one.
    """

    kind: Kind
    retention_class: str
    tables: Mapping[type[models.Model], tuple[str, ...]]
    due: Callable[[date], "models.QuerySet[Any]"]
    named_in: Mapping[type[models.Model], tuple[str, ...]]
    why_not: Callable[[Any], str | None] = lambda _row: None

    @property
    def register(self) -> Any:
        """The register's own table."""
        return list(self.tables)[-1]

    @property
    def newest(self) -> "models.QuerySet[Any]":
        """The entries of the register in their newest versions."""
        rows: models.QuerySet[Any] = self.register._default_manager.all()
        return rows.filter(corrected_by=None) if issubclass(self.register, Entry) else rows


type Due = Callable[[date], list[UUID]]
type Find = Callable[[str], list[UUID]]
type Dispose = Callable[..., None]


def disposal_of(*declared: Disposal) -> tuple[Due, Find, Dispose, dict[str, str]]:
    """The `due`, `find`, `dispose` and `PERSONAL_FIELDS` of registers, as retention asks for them."""
    personal = {
        f"{table._meta.label}.{column}": one.retention_class
        for one in declared
        for table, columns in one.named_in.items()
        for column in columns
    }
    return partial(due, declared), partial(find, declared), partial(dispose, declared), personal


def of_ended[Row: NamedEntry](
    kind: Kind, register: type[Row], *, retention_class: str, named_in: tuple[str, ...]
) -> Disposal:
    """The end of entries that are due once they ended, or were taken back and so have no other end."""

    def ended(on: date) -> "models.QuerySet[Any]":
        rows: models.QuerySet[Any] = register._default_manager.filter()
        taken_back = Q(is_struck=True, recorded_at__date__lt=on)
        return rows.filter(Q(until_on__lt=on) | taken_back, corrected_by=None)

    return Disposal(kind, retention_class, {register: ("reference",)}, ended, {register: named_in})


def due(declared: tuple[Disposal, ...], on: date) -> list[UUID]:
    """The entries whose time to be kept began to run before a day."""
    return [row_id for one in declared for row_id in one.due(on).values_list("id", flat=True)]


def find(declared: tuple[Disposal, ...], text: str) -> list[UUID]:
    """The entries in which this text stands, in whichever version or row of theirs: their newest versions."""
    return [row_id for one in declared for row_id in _find(one, text)]


def _find(declared: Disposal, text: str) -> list[UUID]:
    named: set[tuple[Any, ...]] = set()
    for table, columns in declared.named_in.items():
        holds = reduce(or_, (Q(**{f"{column}__icontains": text}) for column in columns))
        named |= set(table._default_manager.filter(holds).values_list(*(declared.tables[table] or ("id",))))
    own = declared.tables[declared.register] or ("id",)
    return [row_id for row_id, *name in declared.newest.values_list("id", *own) if tuple(name) in named]


@transaction.atomic
def dispose(declared: tuple[Disposal, ...], row_id: UUID, *, by: Person, at: datetime) -> None:
    """Remove every version of an entry with what belongs to it, its keys and its files; the events keep its reference."""
    *others, last = declared
    one = next((one for one in others if one.register._default_manager.filter(pk=row_id).exists()), last)
    entry = one.register._default_manager.select_for_update(of=("self",)).get(pk=row_id)
    if isinstance(entry, Entry):
        check_newest(entry, tried=_("You cannot delete this entry"))
    if refusal := one.why_not(entry):
        raise WrongState(refusal)
    rows = _rows(one, entry)
    told = {name: len(rows) if name == "versions" else getattr(entry, name) for name in one.kind.fields}
    destruction.at_commit(*(row.pk for row in rows))
    for row in rows:
        record(one.kind, subject=row, by=by, at=at, **told)
        row.delete()
    removal.at_commit(*{getattr(row, "file_sha256", "") for row in rows})


def _rows(declared: Disposal, entry: Any) -> list[Any]:
    """Every row that goes with an entry, in the order in which they can go: a newer version before the one it corrects."""
    names = declared.tables[declared.register]
    if not names:
        return _chain(entry)
    name = [getattr(entry, column) for column in names]
    found: list[Any] = []
    for table, columns in declared.tables.items():
        rows = table._default_manager.select_for_update(of=("self",))
        named = rows.filter(**dict(zip(columns, name, strict=True)))
        found += named.order_by("-recorded_at", "-id")
    return found


def _chain(entry: Any) -> list[Any]:
    """An entry without a name and the versions before it."""
    earlier = getattr(entry, "corrects", None)
    return [entry, *(_chain(earlier) if earlier else [])]
