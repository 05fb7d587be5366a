"""The acts of a register whose entries have one right and one rule: add, correct, carry on, take back.

A register declares its `Recording` as data and names the acts: `add = partial(recording.add, PARTIES, RECORDED)`. Each takes the
values of an entry by column, as a form or a spreadsheet gives them, in the order of every act (docs/explanation/architecture.md#an-act).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.files.columns import Words
from watchbook.organisation.models import Person
from watchbook.register import entry
from watchbook.register.entry import Values
from watchbook.register.models.entries import NamedEntry


@dataclass(frozen=True)
class Recording[Row: NamedEntry]:
    """The acts of a register as data: its table and counter, the right, the rule on a day, what is tried, its columns."""

    table: type[Row]
    counter: str
    may_record: Callable[[Person, Row], None]
    why_not: Callable[[Row, date], str | None]
    tried: Words
    columns: Callable[[Values], Values] = entry.columns_of


@transaction.atomic
def add[Row: NamedEntry](
    register: Recording[Row], kind: Kind, values: Values, *, by: Person, at: datetime
) -> Row:
    """Record an entry under the next reference of its register."""
    row = register.table(recorded_by=by, **register.columns(values))
    register.may_record(by, row)
    row.reference = next_reference(register.counter)  # before the rule: it holds up whoever adds beside this
    _check(register, row, at=at)
    return entry.write(kind, row, by=by, at=at)


@transaction.atomic
def correct[Row: NamedEntry](
    register: Recording[Row], kind: Kind, row: Row, values: Values, *, by: Person, at: datetime
) -> Row:
    """A new version of an entry; the old one stays. It also brings back an entry that was taken back."""
    row = entry.lock(row)
    newer = entry.next_version(row, by=by, changes=register.columns(values))
    register.may_record(by, row)
    register.may_record(by, newer)
    entry.check_newest(row, tried=_("You cannot correct this entry"))
    _check(register, newer, at=at)
    return entry.write(kind, newer, by=by, at=at)


@transaction.atomic
def carry_on[Row: NamedEntry](
    register: Recording[Row],
    kind: Kind,
    row: Row,
    values: Values,
    *,
    by: Person,
    at: datetime,
    tried: Words = "",
) -> Row:
    """Record what has happened since with an entry that stands: a new version that says so."""
    row = entry.lock(row)
    register.may_record(by, row)
    entry.check_standing(row, tried=tried or register.tried)
    newer = entry.next_version(row, by=by, changes=register.columns(values))
    _check(register, newer, at=at, tried=tried)
    return entry.write(kind, newer, by=by, at=at)


@transaction.atomic
def take_back[Row: NamedEntry](
    register: Recording[Row], kind: Kind, row: Row, *, by: Person, at: datetime
) -> Row:
    """Take back an entry that should not be in the register; every version stays."""
    row = entry.lock(row)
    register.may_record(by, row)
    entry.check_standing(row, tried=_("You cannot take back this entry"))
    return entry.write(kind, entry.taken_back(row, by=by), by=by, at=at)


def _check[Row: NamedEntry](register: Recording[Row], row: Row, *, at: datetime, tried: Words = "") -> None:
    entry.check(register.why_not(row, london_day(at)), tried=tried or register.tried)
