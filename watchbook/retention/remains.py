"""Data in clear: what no key covers of a record until its row goes, and where it is left afterwards; made from the tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from watchbook.audit_log.record import KINDS
from watchbook.retention import kept_aside

OURS = "watchbook."
HASHES = ("sha256", "digest", "commitment", "hashes", "parts")
SEALED = {"envelope", "sealed"}
SALT = "seed"  # of the hashes of an event: random, and in clear


@dataclass(frozen=True)
class TableInClear:
    """A table: its columns that no key covers, those that hold hashes, those that lie under a key, and its links to others."""

    title: str
    in_clear: tuple[str, ...]
    hashes: tuple[str, ...]
    sealed: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True)
class PlaceLeft:
    """A place in which something is left after a deletion: what it holds, and until when."""

    place: str
    holds: str
    until: date | None
    words: str | Promise = ""


def tables() -> list[TableInClear]:
    """Every table of ours, with each of its columns in one of the four."""
    found = (one for one in apps.get_models() if one.__module__.startswith(OURS))
    return [_table(one) for one in sorted(found, key=lambda one: one._meta.db_table)]


def places(on: date) -> list[PlaceLeft]:
    """List where something is left of what is deleted on a day, and the day on which it falls out."""
    return list(_places(on))


def _places(on: date) -> Iterator[PlaceLeft]:
    clear = _("Unencrypted columns, and encrypted data that nobody can open")
    yield PlaceLeft(_("Rows of the database"), clear, on)
    dead = _("until the next automatic clean-up by PostgreSQL (“vacuum”)")
    yield PlaceLeft(_("Rows that PostgreSQL has deleted and not yet overwritten"), clear, None, dead)
    log = _("until PostgreSQL uses the file again; the operator must delete any archive of the log")
    yield PlaceLeft(_("Write-ahead log"), clear, None, log)
    backups = on + timedelta(days=settings.BACKUPS_KEPT)
    yield PlaceLeft(_("Backups, if a backup is made each night"), clear, backups)
    if aside := kept_aside.since():
        yield PlaceLeft(
            _("Database and files from before a restore"), clear, None, kept_aside.in_words(aside)
        )
    elsewhere = _("until the people who copied them delete them")
    yield PlaceLeft(_("Copies of backups on other machines"), clear, None, elsewhere)
    told = _("IDs, dates, states and references of {kinds} kinds of event; no names").format(kinds=len(KINDS))
    yield PlaceLeft(_("Audit log"), told, None, _("for as long as the register is kept"))
    lists = _("IDs and references of the deleted records")
    yield PlaceLeft(
        _("Deletion lists, in the database and outside it"),
        lists,
        None,
        _("for as long as the register is kept"),
    )


def _table(table: type[models.Model]) -> TableInClear:
    kinds: dict[str, list[str]] = {"in_clear": [], "hashes": [], "sealed": [], "links": []}
    for field in table._meta.concrete_fields:
        kinds[_kind(field)].append(field.name)
    title = str(table._meta.verbose_name).capitalize()
    return TableInClear(title, **{name: tuple(columns) for name, columns in kinds.items()})


def _kind(field: Any) -> str:
    if field.is_relation or isinstance(field, models.UUIDField):
        return "links"
    is_binary = isinstance(field, models.BinaryField)
    if is_binary and field.name in SEALED:
        return "sealed"
    # Whatever else is binary is of the log: leaves, tiles and time stamps, all made of hashes.
    return "hashes" if field.name.endswith(HASHES) or (is_binary and field.name != SALT) else "in_clear"
