"""A register's entry: rows written once. A correction, and taking an entry back, is a new version that names the old one.

An act of a register reads in the order of every act: `lock` the version that the person saw, ask whether they may,
check that it is the newest (to take it back: that it stands), ask the rule, and `write` the next version with its event.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from watchbook.acting.own_words import as_read, drawn
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.models import Recorded
from watchbook.audit_log.record import Fact, Kind, record_row
from watchbook.files.columns import Words
from watchbook.files.models import KeptFile
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.organisation.models import Person
from watchbook.register.models.entries import Entry

type Values = Mapping[str, Any]  # of an entry's columns by their names, as a form or a spreadsheet gives them

OF_ITS_VERSION = frozenset({"id", "recorded_at", "recorded_by", "corrects", "is_struck"})


def lock[Row: Recorded](row: Row) -> Row:
    """Return the row again, locked: of two people who act on one entry at once, one waits for the other."""
    there = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if there is None:
        raise WrongState(
            _("You cannot change this entry: it was deleted at the end of its retention period.")
        )
    return there


def check_newest(row: Entry, *, tried: Words) -> None:
    """Raise WrongState if a newer version of the entry was recorded since."""
    newer = type(row)._default_manager.filter(corrects=row).first()
    if newer and newer.is_struck:
        raise WrongState(cannot(str(tried), _already_taken_back()))
    if newer:
        why = _(
            "Somebody has already corrected the entry. Open the entry again and continue from its newest version."
        )
        raise WrongState(cannot(str(tried), why))


def check_standing(row: Entry, *, tried: Words) -> None:
    """Raise WrongState unless this version is the newest and was not taken back."""
    check_newest(row, tried=tried)
    if row.is_struck:
        raise WrongState(cannot(str(tried), _already_taken_back()))


def _already_taken_back() -> str:
    return _(
        "Somebody has already taken the entry back. If that was a mistake, correct the entry or record it again."
    )


def check(refusal: str | None, *, tried: Words) -> None:
    """Raise WrongState with the sentence of a rule, if it has one."""
    if refusal:
        raise WrongState(cannot(str(tried), refusal))


def facts_of[Facts](kind: type[Facts], said: Any) -> Facts:
    """Return the facts of a kind among what a row, or a form or a spreadsheet, says."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # every kind of facts is a dataclass
    if isinstance(said, Mapping):
        return kind(**{name: said[name] for name in names if name in said})
    return kind(**{name: getattr(said, name) for name in names})


def values_of(facts: Any) -> dict[str, Any]:
    """The values of a dataclass of facts as columns take them."""
    return columns_of({field.name: getattr(facts, field.name) for field in fields(facts)})


def columns_of(values: Values) -> dict[str, Any]:
    """The values of an entry as columns take them: texts without the blanks around them, empty where nothing is drawn, tuples as lists."""
    return {name: _column(value) for name, value in values.items()}


def _column(value: Any) -> Any:
    if isinstance(value, str):
        return drawn(as_read(value).strip())
    return list(value) if isinstance(value, tuple) else value


def next_version[Row: Entry](row: Row, *, by: Person, changes: Values | None = None) -> Row:
    """A new version of an entry, not written yet: as the earlier one, its file included, but for the changes."""
    kept = [field for field in row._meta.concrete_fields if field.name not in OF_ITS_VERSION]
    newer = type(row)(**{field.attname: getattr(row, field.attname) for field in kept})
    newer.corrects, newer.recorded_by = row, by
    for name, value in (changes or {}).items():
        setattr(newer, name, value)
    return newer


def taken_back[Row: Entry](row: Row, *, by: Person) -> Row:
    """The version that takes an entry back, not written yet: every version stays, and none counts."""
    return next_version(row, by=by, changes={"is_struck": True})


def keep_file(row: KeptFile, file: Content | None) -> None:
    """Keep the bytes before the row: a row may never name a file that is not there. Without a file all stays."""
    if file is not None:
        row.file_sha256 = the_store().put(file.data)
        row.file_name, row.file_media_type, row.file_size = file.name, file.media_type, len(file.data)


def drop_file(row: KeptFile) -> None:
    """Let a new version have no file; the earlier version keeps its own."""
    row.file_sha256 = row.file_name = row.file_media_type = ""
    row.file_size = 0


def write[Row: Recorded](kind: Kind, row: Row, *, by: Person, at: datetime, **facts: Fact) -> Row:
    """Write a row with its event; `facts` are those that the row does not hold under the field's name."""
    row.save(force_insert=True)
    record_row(kind, row, by=by, at=at, **facts)
    return row
