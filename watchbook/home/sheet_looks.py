"""The looks of the year on the sheet “Are we defensible today?”, and what a line of it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import can
from watchbook.figures.findings import Value
from watchbook.figures.named import figure
from watchbook.looks.models import Basis, Look
from watchbook.looks.permissions import may_supervise_looks
from watchbook.looks.queries.counts import looks_between
from watchbook.looks.queries.looks import opening_to
from watchbook.organisation.models import Person
from watchbook.reading.times.period import Period

NAMED = 6  # of the looks at fault the newest, for the sheet is one page of paper
MANNERS = ("looks", "overt", "own_pages", "covert", "unannounced")


@dataclass(frozen=True)
class SheetRemark:
    """One thing in words; `is_fault` where somebody must see to it; its page and its rows where the reader may open them.

    Each of the rows is its reference and its page, "" where the reader may not open it; `more` says how many there are besides.
    `is_early`: so far nobody can say whether its line is in order.
    """

    words: str
    is_fault: bool = False
    address: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    more: str = ""
    is_early: bool = False


type Remarks = Iterator[SheetRemark]


def looks_told(on: date, _now: datetime, reader: Person) -> Remarks:
    """Tell the looks of the year so far by their manner, and those at fault with what of them this person may open."""
    year = Period(date(on.year, 1, 1), on)
    made = figure("conducts_research", on=on, period=year).value
    yield SheetRemark(
        _(
            "Looks this year: {looks}. Open: {overt} (of these, at our own pages: {own_pages}). Covert: {covert}. Neither announced nor hidden: {unannounced}"
        ).format(**{name: number_in(made, name) for name in MANNERS})
    )
    wrong = figure("unauthorised_looks", on=on, period=year).value
    listed = reverse("looks:service") if can(may_supervise_looks, reader) else ""
    without = f"{listed}?every-basis={Basis.NONE}&every-year={on.year}#every" if listed else ""
    bare, more = number_in(wrong, "without_basis"), number_in(wrong, "did_more")
    yield counted(
        ngettext("{count} look without a basis", "{count} looks without a basis", bare),
        bare,
        address=without,
        rows=_opening(Q(basis=Basis.NONE), year, by=reader) if bare else (),
    )
    yield counted(
        ngettext(
            "{count} look in which an officer also took part (liked or joined something, asked to be let in, or wrote to somebody)",
            "{count} looks in which an officer also took part (liked or joined something, asked to be let in, or wrote to somebody)",
            more,
        ),
        more,
        address=listed,
        rows=_opening(Q(did_more=True), year, by=reader) if more else (),
    )


def number_in(value: Value, name: str) -> int:
    """Read a number of a figure; a figure that is a number or empty has none of any sort."""
    found = value.get(name, 0) if isinstance(value, dict) else 0
    return found if isinstance(found, int) else 0


def counted(
    words: str, count: int, *, address: str = "", rows: tuple[tuple[str, str], ...] = ()
) -> SheetRemark:
    """Tell a number that should be 0."""
    left = count - len(rows) if rows else 0
    more = _("{count} more").format(count=left) if left > 0 else ""
    return SheetRemark(words.format(count=count), count > 0, address if count else "", rows, more)


def _opening(which: Q, year: Period, *, by: Person) -> tuple[tuple[str, str], ...]:
    """Name the newest of some looks, each with its page where a person may open it; none for who may open none. Two queries."""
    found = Look.objects.filter(which, looks_between(year.first_on, year.last_on))
    rows = list(found.select_related("investigation").order_by("-opened_at")[:NAMED])
    may_open = opening_to(rows, by)
    pages = {one.reference: reverse("looks:look", args=[one.reference]) for one in rows if one.id in may_open}
    return tuple((one.reference, pages.get(one.reference, "")) for one in rows) if pages else ()
