"""People and proposals of their duties by spreadsheet: all rows or none, each with the reason if it is refused.

Duties come as proposals, however they were appointed on paper: a second administrator grants them here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.files.columns import CellsRefused, Column, ColumnKind, parse
from watchbook.files.spreadsheet import read_sheet
from watchbook.files.upload import Refused
from watchbook.organisation import appointment as appointments
from watchbook.organisation import duty as duties
from watchbook.organisation import person as people
from watchbook.organisation.models import Duty, Person, Service
from watchbook.organisation.permissions import may_import_people
from watchbook.organisation.queries import service_named
from watchbook.organisation.rules import TITLES, DutyKind, joinings_of
from watchbook.organisation.turn import take_turn

ROWS_AT_MOST = 500
_COLUMNS = (
    Column("name", gettext_lazy("Name"), longest=80, example="Simon Harrow"),
    Column(
        "email",
        gettext_lazy("Email address"),
        ColumnKind.EMAIL,
        longest=254,
        example="simon.harrow@example.invalid",
    ),
    Column("service", gettext_lazy("Service"), required=False, longest=80, example="Trading Standards"),
    Column(
        "duties",
        gettext_lazy("Duties"),
        ColumnKind.CHOICES,
        required=False,
        choices={kind.value: title for kind, title in TITLES.items()},
        example="senior responsible officer",
    ),
    Column(
        "from_on",
        gettext_lazy("First date of the duties"),
        ColumnKind.DAY,
        required=False,
        explains=gettext_lazy("such as 2026-03-02"),
        blank=gettext_lazy("today"),
    ),
    Column(
        "until_on",
        gettext_lazy("Last date of the duties"),
        ColumnKind.DAY,
        required=False,
        explains=gettext_lazy("such as 2026-03-02"),
        blank=gettext_lazy("no last date"),
    ),
    Column(
        "rank",
        gettext_lazy("Rank"),
        required=False,
        longest=80,
        example="Head of Service",
    ),
    Column(
        "appointed_minute",
        gettext_lazy("Minute of the appointment"),
        required=False,
        explains=gettext_lazy("the reference of the minute that records the appointment"),
        longest=120,
        example="Cabinet 14, item 7",
    ),
)
COLUMNS = tuple(replace(one, in_words=True) for one in _COLUMNS)


@dataclass(frozen=True)
class PeopleRow:
    """One row of the file: its line and its cells by our names of columns."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class RefusedLine:
    """A line that cannot be imported, and why."""

    line: int
    reason: str


class LinesRefused(Exception):
    """Nothing was imported; `lines` says of each wrong line why."""

    def __init__(self, lines: Sequence[RefusedLine]) -> None:
        super().__init__(lines[0].reason)
        self.lines = tuple(lines)


@dataclass(frozen=True)
class ImportedPeople:
    """What an import added."""

    people: tuple[Person, ...]
    duties: tuple[Duty, ...]


def read_lines(data: bytes, *, name: str) -> tuple[PeopleRow, ...]:
    """The rows of a CSV or XLSX file whose headings are ours. Raises Refused."""
    sheet = read_sheet(data, name=name)
    names = [_column_called(heading) for heading in sheet.headings]
    missing = [column.name for column in COLUMNS if column.required and column.name not in names]
    if missing:
        raise Refused(
            _(
                "You cannot import this file: it has no column “{column}”. Name the columns as in the template."
            ).format(column=missing[0])
        )
    if len(set(names)) < len(names):
        raise Refused(
            _("You cannot import this file: two columns have the same heading. Delete one of these columns.")
        )
    if len(sheet.rows) > ROWS_AT_MOST:
        raise Refused(
            _("The file has more than {limit} rows. Split the file and import the parts.").format(
                limit=ROWS_AT_MOST
            )
        )
    if not sheet.rows:
        raise Refused(
            _("You cannot import this file: it has headings but no rows. Add a row for each person.")
        )
    return tuple(
        PeopleRow(line=row.line, cells=dict(zip(names, row.cells, strict=True))) for row in sheet.rows
    )


def _title(name: str) -> str:
    """The words for people of a column."""
    return str(next(column.title for column in COLUMNS if column.name == name))


def _column_called(heading: str) -> str:
    for column in COLUMNS:
        if heading.casefold() in {column.name, str(column.title).casefold()}:
            return column.name
    raise Refused(
        _(
            "You cannot import this file: column “{heading}” is not in the template. Delete the column, or give it a name from the template."
        ).format(heading=heading[:40])
    )


@transaction.atomic
def import_people(
    lines: Sequence[PeopleRow], *, keeps: bool = True, by: Person, at: datetime
) -> ImportedPeople:
    """Add everyone and propose their duties; without `keeps` only try it. Raises LinesRefused, or WrongState where it is not its turn, and leaves nothing."""
    take_turn(by, waits=False)
    may_import_people(by)
    added: dict[str, Person] = {}
    proposed: list[Duty] = []
    refused: list[RefusedLine] = []
    for line in lines:
        try:
            with transaction.atomic():
                proposed += _import_line(line, added=added, by=by, at=at)
        except (Refused, WrongState, NotPermitted) as refusal:
            refused += [RefusedLine(line.line, reason) for reason in _reasons(refusal)]
    if refused:
        raise LinesRefused(refused)
    if not keeps:
        transaction.set_rollback(True)
    return ImportedPeople(people=tuple(added.values()), duties=tuple(proposed))


def _reasons(refusal: Exception) -> list[str]:
    if isinstance(refusal, CellsRefused):
        return [cell.reason for cell in refusal.cells]
    return [str(refusal)]


def _import_line(line: PeopleRow, *, added: dict[str, Person], by: Person, at: datetime) -> list[Duty]:
    values: dict[str, Any] = parse(line.cells, COLUMNS, files={})
    kinds = [DutyKind(kind) for kind in values["duties"]]
    if not kinds:
        _refuse_filled(values, "from_on", "until_on", "rank", "appointed_minute")
    _refuse_forbidden(kinds)
    name, open_ones = values["service"], Service.objects.filter(closed_on=None)
    service = service_named(name, column=_title("service"), among=open_ones) if name else None
    person = _person(values, service=service, added=added, by=by, at=at)
    return [_duty(person, kind, values, service=service, by=by, at=at) for kind in kinds]


def _refuse_filled(values: Mapping[str, Any], *columns: str) -> None:
    """What would be read by nobody is refused rather than dropped."""
    for column in columns:
        if values[column]:
            raise Refused(
                _("“{column}” has an entry, but “{duties}” is blank. Enter the duty.").format(
                    column=_title(column), duties=_title("duties")
                )
            )


def _refuse_forbidden(kinds: Sequence[DutyKind]) -> None:
    """A pair that could never be granted is not even proposed."""
    for joining in joinings_of(kinds):
        if joining.forbidden:
            raise Refused(
                _(
                    "You cannot give one person both of these duties: {titles}. {why} Leave one of them out."
                ).format(titles=joining.titles, why=joining.why)
            )


def _person(
    values: Mapping[str, Any],
    *,
    service: Service | None,
    added: dict[str, Person],
    by: Person,
    at: datetime,
) -> Person:
    """The account with this address, or a new one. The same address with another name is a mistake to be asked about."""
    found: Person | None = Person.objects.filter(email__iexact=values["email"]).first()
    if found is None:
        person = people.add(email=values["email"], name=values["name"], service=service, by=by, at=at)
        added[person.email] = person
        return person
    if found.name.casefold() != values["name"].casefold():
        raise Refused(
            _(
                "You cannot import this person: the account with this email address has another name. Enter the name of the account, or correct the address."
            )
        )
    return found


def _duty(
    person: Person,
    kind: DutyKind,
    values: Mapping[str, Any],
    *,
    service: Service | None,
    by: Person,
    at: datetime,
) -> Duty:
    from_on: date = values["from_on"] or london_day(at)
    of_service = service if kind is DutyKind.LINE_MANAGER else None
    duty = duties.propose(
        person, kind=kind, from_on=from_on, until_on=values["until_on"], service=of_service, by=by, at=at
    )
    if values["rank"] or values["appointed_minute"]:
        told = appointments.AppointmentParticulars(
            rank=values["rank"], minute=values["appointed_minute"], appointed_on=values["from_on"]
        )
        appointments.add(duty, told, by=by, at=at)
    return duty
