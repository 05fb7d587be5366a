"""Statements that were signed on paper, by spreadsheet: for demonstrations and tests alone, where a year is loaded.

A row is a signed page. Of a matter it says nothing (empty), `none`, or how many there were, all on the register. A row
may speak of several quarters; each is judged by the day of signing against its own end.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.files.upload import Refused
from watchbook.governance.statements import statement
from watchbook.governance.statements.models import Matter, Statement
from watchbook.governance.statements.permissions import may_import_statements
from watchbook.governance.statements.queries import Seat
from watchbook.governance.statements.rules import ALL_RECORDED, NONE, SIGNERS, MatterStatement, Quarter
from watchbook.governance.statements.statement import Page
from watchbook.organisation.models import Person, Service
from watchbook.organisation.queries import service_named
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.spreadsheet import Register

NUMBER = re.compile(r"[1-9][0-9]{0,8}")
MATTERS = tuple(
    Column(
        matter.value,
        matter.label,
        required=False,
        explains=_(
            "Optional. If the statement says that there were none, enter “none”. If it gives a number and says that all of them are on the register, enter that "
            "number. If it does not say, leave the cell blank."
        ),
    )
    for matter in Matter
)
COLUMNS = (
    Column(
        "duty",
        _("Duty of the signer"),
        ColumnKind.CHOICE,
        choices={duty.value: TITLES[duty] for duty in SIGNERS},
        example="line_manager",
    ),
    Column(
        "service",
        _("Service"),
        required=False,
        longest=80,
        example="Trading Standards",
        explains=_("Enter a service only if a line manager signed."),
    ),
    Column("first_on", _("First date of the period"), ColumnKind.DAY, example="2019-07-01"),
    Column("last_on", _("Last date of the period"), ColumnKind.DAY, example="2019-09-30"),
    Column("signed_on", _("Date of signature"), ColumnKind.DAY, example="2019-10-04"),
    *MATTERS,
    Column("remarks", _("Remarks"), ColumnKind.LONG_TEXT, required=False, longest=2000),
)


def _import_row(cells: Mapping[str, Any], *, by: Person, at: datetime) -> Statement:
    """One signed page."""
    seat = Seat(DutyKind(cells["duty"]), _service(cells))
    said = {matter: _said(cells[matter], matter) for matter in map(str, Matter.values) if cells[matter]}
    if strange := sorted(said.keys() - set(SIGNERS[seat.duty])):
        raise Refused(
            _(
                "You cannot import this row: the {duty} does not sign for “{columns}”. Leave that part of the row blank."
            ).format(columns=", ".join(strange), duty=TITLES[seat.duty])
        )
    return statement.enter(
        seat,
        Quarter(cells["first_on"], cells["last_on"]),
        Page(said=said, remarks=cells["remarks"]),
        signed_on=cells["signed_on"],
        by=by,
        at=at,
    )


def _service(cells: Mapping[str, Any]) -> Service | None:
    name, is_needed = cells["service"], cells["duty"] == DutyKind.LINE_MANAGER
    if bool(name) != is_needed:
        raise Refused(
            _(
                "You cannot import this row: a line manager’s statement must name a service in “service”, and other statements must leave it blank. Correct the cell."
            )
        )
    return service_named(name) if name else None


def _said(cell: str, matter: str) -> MatterStatement:
    if cell.casefold() == NONE:
        return MatterStatement(NONE)
    if not NUMBER.fullmatch(cell):
        raise Refused(
            _(
                "You cannot import this row: “{column}” is “{value}”. Enter “none” or a whole number of 1 or more, or leave the cell blank."
            ).format(column=matter, value=cell[:40])
        )
    return MatterStatement(ALL_RECORDED, int(cell))


STATEMENTS = Register(
    name="statements",
    title=_("signed statements"),
    columns=COLUMNS,
    may=may_import_statements,
    import_row=_import_row,
    home="governance:statements",
)
