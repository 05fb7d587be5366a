"""Acts on what ends in a report, audits and inspections alike: recorded, reported, corrected by a new version, taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.files.upload import Content
from watchbook.organisation.models import Person
from watchbook.oversight.report.models import WITHHELD, Reported
from watchbook.oversight.report.rules import why_not_withheld
from watchbook.register import entry
from watchbook.register.entry import Values


@dataclass(frozen=True)
class ReportRegister:
    """A register of what ends in a report: the column with the day of the report, who keeps it, its rule and its words.

    `why_not` gets a row, today, and whether a copy of the report is held.
    """

    table: type[Reported]
    letter: str
    reported_on: str
    may_record: Callable[[Person], None]
    why_not: Callable[[Any, date, bool], str | None]
    recorded: Kind
    reported: Kind
    corrected: Kind
    taken_back: Kind
    cannot_record: Promise
    cannot_report: Promise
    cannot_correct: Promise
    cannot_take_back: Promise


@transaction.atomic
def add(register: ReportRegister, values: Values, *, file: Content | None, by: Person, at: datetime) -> Any:
    """Record what will end in a report, with the report if one is held."""
    register.may_record(by)
    row = register.table(**_columns(values), reference=next_reference(register.letter), recorded_by=by)
    return _write(register, register.recorded, row, file=file, by=by, at=at)


@transaction.atomic
def report(
    register: ReportRegister, row: Reported, values: Values, *, file: Content | None, by: Person, at: datetime
) -> Any:
    """Record the report once there is one: a new version that carries the rest over."""
    row = entry.lock(row)
    register.may_record(by)
    tried = str(register.cannot_report)
    entry.check_standing(row, tried=tried)
    if getattr(row, register.reported_on) is not None:
        raise WrongState(
            cannot(tried, _("The report is already recorded. If the report is wrong, correct the entry."))
        )
    if values[register.reported_on] is None:
        raise WrongState(cannot(tried, _("The date of the report is missing. Enter the date.")))
    newer = entry.next_version(row, by=by, changes=_columns(values))
    return _write(register, register.reported, newer, file=file, by=by, at=at)


@transaction.atomic
def correct(
    register: ReportRegister, row: Reported, values: Values, *, file: Content | None, by: Person, at: datetime
) -> Any:
    """Write a new version, which brings the entry back if it was taken back. Without a new report the one on file is carried over."""
    row = entry.lock(row)
    register.may_record(by)
    entry.check_newest(row, tried=str(register.cannot_correct))
    newer = entry.next_version(row, by=by, changes=_columns(values))
    return _write(register, register.corrected, newer, file=file, by=by, at=at)


@transaction.atomic
def take_back(register: ReportRegister, row: Reported, *, by: Person, at: datetime) -> Any:
    """Say that an entry was made by mistake: it counts in no answer from now on; every version stays."""
    row = entry.lock(row)
    register.may_record(by)
    entry.check_standing(row, tried=str(register.cannot_take_back))
    rows: Any = register.table._default_manager  # of its own table, which recommendations name
    versions = rows.filter(reference=row.reference)
    if versions.filter(recommendations__is_struck=False, recommendations__corrected_by=None).exists():
        raise WrongState(
            _(
                "You cannot take this entry back: it has recommendations. Take those back first, if they were made by mistake too."
            )
        )
    return entry.write(register.taken_back, entry.taken_back(row, by=by), by=by, at=at)


def _columns(values: Values) -> dict[str, Any]:
    """The values as the table has them: texts without the blanks around them."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _write(
    register: ReportRegister, kind: Kind, row: Reported, *, file: Content | None, by: Person, at: datetime
) -> Reported:
    """Write a version whose days and release can be so, its file kept first."""
    refusal = register.why_not(row, london_day(at), bool(file or row.file_sha256))
    withheld = why_not_withheld(is_withheld=row.release in WITHHELD, provision=row.release_provision)
    entry.check(refusal or withheld, tried=str(register.cannot_record))
    entry.keep_file(row, file)
    return entry.write(kind, row, by=by, at=at)
