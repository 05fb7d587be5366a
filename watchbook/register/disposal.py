"""The end of a register's entries: a row of data for each register says what is due, where people are named, what goes.

A register's `disposal.py` declares its `Disposal` and takes `due, find, GOES, dispose` from `disposal_of`: retention calls
them by the list in settings.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.files.disposal import Going, Rows, disposing
from watchbook.keys.envelope import says
from watchbook.register.entry import check_newest
from watchbook.register.models.entries import Entry, NamedEntry


@dataclass(frozen=True)
class Disposal:
    """The end of an entry of one register.

    `tables` are those whose rows go, in their order, each with the columns that hold the entry's name; the register's
    own comes last. Where its columns are none, an entry is a chain of versions without a name. `rows` are the entries whose
    time has begun, by the column `began` and the `event` in words (the period of the class is the schedule's, applied by
    retention); `named_in` the columns that may name a person; `why_not` the reason why an entry cannot go yet beside what
    else goes, if there is one; `page` the name of its page's address; `among` as an ending has it.
    """

    kind: Kind
    retention_class: str
    tables: Mapping[type[models.Model], tuple[str, ...]]
    rows: Callable[[], "models.QuerySet[Any]"]
    began: str
    event: Promise | str
    named_in: Mapping[type[models.Model], tuple[str, ...]]
    page: str = ""
    why_not: Callable[[Any, Collection[UUID]], str | None] = lambda _row, _besides: None
    among: Callable[[Any], "models.QuerySet[Any]"] | None = None

    @property
    def register(self) -> Any:
        """The register's own table."""
        return list(self.tables)[-1]

    @property
    def endings(self) -> tuple[Ending, ...]:
        """Return the endings of an entry: its own event, or the day on which it was taken back and so has no other end."""
        table, page_of = self.register, partial(_page, self.page) if self.page else None
        own = Ending(table, self._standing, self.began, self.retention_class, self.event, page=page_of)
        own = replace(own, among=self.among)
        if not issubclass(table, Entry):
            return (own,)
        back = _("the date on which the entry was taken back")
        return own, Ending(table, self._taken_back, "recorded_at", self.retention_class, back, page=page_of)

    def _standing(self) -> "models.QuerySet[Any]":
        rows = self.rows().filter(**{f"{self.began}__isnull": False})
        return rows.filter(is_struck=False) if issubclass(self.register, Entry) else rows

    def _taken_back(self) -> "models.QuerySet[Any]":
        return self.newest.filter(is_struck=True)

    @property
    def newest(self) -> "models.QuerySet[Any]":
        """The entries of the register in their newest versions."""
        rows: models.QuerySet[Any] = self.register._default_manager.all()
        return newest_of(self.register) if issubclass(self.register, Entry) else rows


type FindDue = Callable[[date], list[UUID]]
type Find = Callable[..., list[UUID]]  # of any number of texts
type Dispose = Callable[..., None]
type Parts = tuple[FindDue, Find, tuple[Going, ...], Dispose, dict[str, str], tuple[Ending, ...]]


def disposal_of(*declared: Disposal) -> Parts:
    """The `due`, `find`, `GOES`, `dispose`, `PERSONAL_FIELDS` and `ENDINGS` of registers, as retention asks for them."""
    personal = {
        f"{table._meta.label}.{column}": one.retention_class
        for one in declared
        for table, columns in one.named_in.items()
        for column in columns
    }
    endings = tuple(each for one in declared for each in one.endings)
    due, goes = partial(ending.due, endings), tuple(map(_going, declared))
    return due, partial(find, declared), goes, disposing(goes), personal, endings


def of_ended[Row: NamedEntry](
    kind: Kind, register: type[Row], *, event: Promise | str, page: str, named_in: tuple[str, ...]
) -> Disposal:
    """The end of entries of contracts and uses, which run from their last day."""
    return Disposal(
        kind,
        "contract_record",
        {register: ("reference",)},
        rows=lambda: newest_of(register),
        began="until_on",
        event=event,
        named_in={register: named_in},
        page=page,
    )


def newest_of(register: Any) -> "models.QuerySet[Any]":
    """The entries of a register in their newest versions."""
    rows: models.QuerySet[Any] = register._default_manager.as_at(None)
    return rows


def _page(name: str, row: Any) -> str:
    return reverse(name, args=[row.reference])


def find(declared: tuple[Disposal, ...], *texts: str) -> list[UUID]:
    """The entries in which one of these texts stands, in whichever version or row of theirs: their newest versions."""
    return [row_id for one in declared for row_id in _find(one, texts)]


def _find(declared: Disposal, texts: Sequence[str]) -> list[UUID]:
    named: set[tuple[Any, ...]] = set()
    for table, columns in declared.named_in.items():
        name = declared.tables[table] or ("id",)
        for row in table._default_manager.values(*name, *columns):
            if says({column: row[column] for column in columns}, *texts):
                named.add(tuple(row[column] for column in name))
    own = declared.tables[declared.register] or ("id",)
    return [row_id for row_id, *name in declared.newest.values_list("id", *own) if tuple(name) in named]


def _why_not(declared: Disposal, rows: Rows, besides: Collection[UUID]) -> dict[UUID, str]:
    """Entries that were corrected since, and those that the register keeps."""
    newest = set(declared.newest.filter(pk__among=[row.pk for row in rows]).values_list("pk", flat=True))
    whys = {row.pk: declared.why_not(row, besides) if row.pk in newest else _corrected(row) for row in rows}
    return {key: why for key, why in whys.items() if why}


def _corrected(row: Entry) -> str:
    try:
        check_newest(row, tried=_("You cannot delete this entry"))
    except WrongState as why:
        return str(why)
    return ""


def _going(declared: Disposal) -> Going:
    """An entry with its versions and what belongs to it, each told as the entry is."""
    register, kind, files = declared.register, declared.kind, ("file_sha256",)
    name = declared.tables[register]
    parts = tuple(
        Going(table, kind, by=columns, of=name, files=_held(table, files))
        for table, columns in declared.tables.items()
        if columns
    )
    return Going(
        register,
        kind,
        parts=parts,
        told={"versions": None} if "versions" in kind.fields else {},
        files=_held(register, files),
        earlier="" if name or not issubclass(register, Entry) else "corrects_id",
        why_not=partial(_why_not, declared),
    )


def _held(table: type[models.Model], columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in columns if one in {field.name for field in table._meta.concrete_fields})
