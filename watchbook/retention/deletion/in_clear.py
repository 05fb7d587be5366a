"""Data in clear of a thing that goes: the files and the columns with words about people that no key covers, as its part declares both.

No destroyed key makes them unreadable. They go with the row and the file, and stay readable in each backup until the last
that holds them falls out; so a list with any of them is readable by nobody only then.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.acting.london_day import london_day
from watchbook.files.disposal import Going
from watchbook.retention import backups_here, kept_aside
from watchbook.retention.deletion.disposals import can_go, going_of, tables_that_go
from watchbook.retention.deletion.models import DeletionItem, DeletionList
from watchbook.retention.deletion.states import ItemOutcome, ListState
from watchbook.web import wording

KEYS_REPLACED = gettext_lazy("keys replaced")
SEALED = "envelope"
FILES_KEPT, KEPT_ASIDE = (
    "files_kept",
    "kept_aside",
)  # what is not gone with its record, noted once its rows are deleted


def in_clear(table: str, files: Collection[str]) -> dict[str, Any] | None:
    """Say what of a thing lies in clear, and for how many days a backup keeps it; None where all of it lies under a key."""
    columns = columns_of(table)
    clear = sorted(files) if not _are_files_sealed(table) else []
    return {"columns": columns, "files": clear, "days": settings.BACKUPS_KEPT} if columns or clear else None


@cache
def columns_of(table: str) -> list[str]:
    """The columns with words about people that no key covers, of a table and of what goes with its things."""
    if not can_go(table):
        return []
    personal = {one for name in settings.DISPOSAL for one in import_module(name).PERSONAL_FIELDS}
    goes = {one.table._meta.label for one in _every(going_of(table))}
    found = (one for one in personal if one.rpartition(".")[0] in goes and one.rpartition(".")[2] != SEALED)
    return sorted(one.partition(".")[2] for one in found)


@cache
def tables() -> frozenset[str]:
    """The kinds of thing of which something lies in clear."""
    return frozenset(table for table in tables_that_go() if _has_clear(table))


@cache
def tables_with_files() -> frozenset[str]:
    """The kinds of thing of which files lie in clear."""
    return frozenset(
        table for table in tables_that_go() if _has_files(table) and not _are_files_sealed(table)
    )


def is_in_clear() -> Q:
    """The condition that something of a thing of a list that went lay in clear."""
    return Q(outcome=ItemOutcome.DELETED) & (
        Q(clear__isnull=False) | Q(clear__isnull=True, table__in=tables())
    )


def has_clear(row: DeletionList) -> bool:
    """Whether something of what a list deleted lay in clear. One query."""
    return row.items.filter(is_in_clear()).exists()


def until(row: DeletionList, clear: dict[str, Any] | None = None) -> date | None:
    """The day on which the last backup that may hold what a list deleted falls out; None before it went."""
    days = (clear or {}).get("days", settings.BACKUPS_KEPT)
    return london_day(row.unreadable_at) + timedelta(days=days) if row.unreadable_at else None


def until_in_words(row: DeletionList, day: date) -> str:
    """Say until when backups may hold what a list deleted; no day that is past, unless the last of them went on it."""
    if row.gone_at:
        return _("until {day}").format(day=wording.day(london_day(row.gone_at)))
    return backups_here.until_in_words(day, row.unreadable_at) if row.unreadable_at else ""


def oldest_deleted(of: Any) -> QuerySet[DeletionItem, UUID]:
    """Find the record of a list that went and was recorded first, as its id says."""
    went = DeletionItem.objects.filter(deletion_list=of, outcome=ItemOutcome.DELETED)
    return went.order_by("item").values_list("item", flat=True)[:1]


def kept_aside_since(row: Any) -> date | None:
    """Return the day of the first restore whose kept copy can hold something of what a list deleted. Two queries at most."""
    if not (asides := kept_aside.moments(row)):
        return None
    found = row.oldest_deleted if hasattr(row, "oldest_deleted") else oldest_deleted(row.pk).first()
    return kept_aside.holding(asides, found)


def end_in_words(end: ListState, row: DeletionList, *, is_clear: bool) -> str:
    """Name an end of a list: with something in clear it is not readable by nobody before the last backup is gone."""
    if end != ListState.IRRECOVERABLE or not is_clear:
        return str(end.label)
    if aside := kept_aside_since(row):
        return _("keys replaced; unencrypted data is still {where}").format(where=kept_aside.in_words(aside))
    day = until(row)
    told = _("keys replaced; unencrypted data can be read in backups {until}")
    return told.format(until=until_in_words(row, day)) if day else str(KEYS_REPLACED)


def told_of(one: DeletionItem, row: DeletionList) -> str:
    """Say of a thing that went what of it lay in clear, until when a backup may hold it, and what stays; "" where all lay under a key."""
    clear = one.clear or in_clear(one.table, one.files)
    if not clear or (day := until(row, clear)) is None:
        return ""
    return " ".join(filter(None, (_went(one, row, clear, day), _stays(clear))))


def _stays(clear: dict[str, Any]) -> str:
    """Say of files that another record has too that they stay; whose that is, its readers know."""
    count = len(clear.get(FILES_KEPT, ()))
    return (
        ngettext(
            "{count} file is kept: another record has the same file.",
            "{count} files are kept: other records have the same files.",
            count,
        ).format(count=count)
        if count
        else ""
    )


def _went(one: DeletionItem, row: DeletionList, clear: dict[str, Any], day: date) -> str:
    if not clear["files"] and not clear["columns"]:
        return ""
    count = len(clear["files"])
    files = ngettext("{count} file", "{count} files", count).format(count=count) if count else ""
    columns = (
        _("some text")
        if one.is_protected
        else _("text ({columns})").format(columns=_in_words(clear["columns"]))
    )
    what = _(" and ").join(filter(None, (files, columns if clear["columns"] else "")))
    if aside := kept_aside.since(row, thing=one.item):
        told = _(
            "Never encrypted: {what}. This data had no key to destroy. It was deleted here, but stays in backups, and a copy of it is {where}."
        )
        return told.format(what=what, where=kept_aside.in_words(aside))
    told = _(
        "Never encrypted: {what}. This data had no key to destroy. It was deleted here, but stays in backups {until}."
    )
    return told.format(what=what, until=until_in_words(row, day))


def _in_words(columns: Collection[str]) -> str:
    """Name columns for people, each once: the file of a certificate names them with their tables."""
    return ", ".join(dict.fromkeys(one.rpartition(".")[2].replace("_", " ") for one in columns))


def _has_clear(table: str) -> bool:
    return bool(columns_of(table)) or (_has_files(table) and not _are_files_sealed(table))


def _has_files(table: str) -> bool:
    return any(one.files for one in _every(going_of(table)))


def _are_files_sealed(table: str) -> bool:
    """Whether files of a thing lie under its key; no thing has files of both sorts."""
    return can_go(table) and any(one.are_files_sealed for one in _every(going_of(table)))


def _every(going: Going) -> Iterator[Going]:
    yield going
    for part in going.parts:
        yield from _every(part)
