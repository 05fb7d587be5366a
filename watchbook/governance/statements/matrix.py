"""Who has signed for which quarter, as a table of a year: the cell of each signer and quarter. Pure presentation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.governance.statements.models import Statement
from watchbook.governance.statements.queries import Seat
from watchbook.governance.statements.rules import SIGNERS, Quarter, covers, is_retrospective


@dataclass(frozen=True)
class Cell:
    """How a signer stands for a quarter: in words, the colour of its tag, and the statement if there is one."""

    words: str
    colour: str
    quarter: Quarter
    seat: Seat
    statement: Statement | None = None
    can_be_signed: bool = False


def row_of(
    seat: Seat,
    quarters: Iterable[Quarter],
    *,
    signed: Mapping[tuple[str, UUID | None], list[Statement]],
    today: date,
) -> list[Cell]:
    """The cells of a signer, quarter by quarter."""
    rows = signed.get(seat.key, [])
    return [_cell(seat, quarter, rows=rows, today=today) for quarter in quarters]


def _cell(seat: Seat, quarter: Quarter, *, rows: list[Statement], today: date) -> Cell:
    statement = next((row for row in rows if covers(quarter, [(row.first_on, row.last_on)])), None)
    if statement:
        words, colour = _signed(statement, quarter)
        return Cell(words, colour, quarter, seat, statement)
    if not seat.is_open_in(quarter):
        return Cell(_("closed"), "grey", quarter, seat)
    if quarter.last_on >= today:
        return Cell(_("not over yet"), "grey", quarter, seat)
    return Cell(_("not signed"), "red", quarter, seat, can_be_signed=True)


def _signed(statement: Statement, quarter: Quarter) -> tuple[str, str]:
    """The words and the colour of what was signed: late is said, and so is what was left open."""
    is_late = is_retrospective(quarter.last_on, signed_on=statement.signed_on)
    is_part = len(statement.items.all()) < len(SIGNERS[Seat.of(statement).duty])
    if is_part:
        return (_("signed later, in part") if is_late else _("signed in part")), "yellow"
    return (_("signed later"), "blue") if is_late else (_("signed"), "green")
