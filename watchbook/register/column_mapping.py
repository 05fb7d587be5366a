"""How a spreadsheet's columns are matched with a register's: remembered for its headings, or guessed from them."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind, record_row
from watchbook.files.columns import Column
from watchbook.organisation.models import Person
from watchbook.register.models.imports import ColumnMapping
from watchbook.register.spreadsheet import Register, may_import

REMEMBERED = Kind(
    "column_mapping.remembered",
    ("register", "headings_sha256", "columns"),
    says=_("The columns of a spreadsheet were matched with the columns of the register."),
)
ALIKE = 0.6
APART = re.compile(r"[\W_]+")


@transaction.atomic
def remember(
    register: Register, headings: Sequence[str], places: Mapping[str, int], *, by: Person, at: datetime
) -> None:
    """Remember how columns with these headings were matched; what is remembered already stays as it is."""
    may_import(by, register)
    if remembered(register, headings) == dict(places):
        return
    row = ColumnMapping(
        register=register.name, headings_sha256=_digest(headings), places=dict(places), recorded_by=by
    )
    row.save(force_insert=True)
    columns = [f"{name}={place}" for name, place in places.items()]
    record_row(REMEMBERED, row, by=by, at=at, columns=columns)


def remembered(register: Register, headings: Sequence[str]) -> dict[str, int] | None:
    """How columns with these headings were matched the last time, or None; columns we no longer have are left out."""
    rows = ColumnMapping.objects.filter(register=register.name, headings_sha256=_digest(headings))
    newest = rows.last()
    if newest is None:
        return None
    known = {column.name for column in register.columns}
    return {name: place for name, place in newest.places.items() if name in known}


def guess(columns: Sequence[Column], headings: Sequence[str]) -> dict[str, int]:
    """Which heading looks most like each column, the best pair first, each heading once; a person looks it over."""
    pairs = sorted(
        (
            (_alike(column, heading), -place, column.name)
            for column in columns
            for place, heading in enumerate(headings)
            if heading
        ),
        reverse=True,
    )
    found: dict[str, int] = {}
    for likeness, minus_place, name in pairs:
        if likeness >= ALIKE and name not in found and -minus_place not in found.values():
            found[name] = -minus_place
    return found


def _alike(column: Column, heading: str) -> float:
    """From 0 to 1, how alike a heading and a column's name or title are."""
    written = _plain(heading)
    return max(
        SequenceMatcher(None, written, _plain(str(own)), autojunk=False).ratio()
        for own in (column.name, column.title)
    )


def _plain(text: str) -> str:
    return APART.sub(" ", text.casefold()).strip()[:60]


def _digest(headings: Sequence[str]) -> str:
    """One hash of the headings in their order, whatever their case; their words are not kept."""
    return sha256("\x1f".join(heading.casefold() for heading in headings).encode()).hexdigest()
