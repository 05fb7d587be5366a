"""One thing that waits for somebody, and the lists of such things: of each the most urgent, and a line where there are more."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import Authorisation
from watchbook.investigations.models import Investigation
from watchbook.organisation.models import Person
from watchbook.register.asked_together import Reader, SqlQuestion, counted_first
from watchbook.web.address import address_of

SOON, AHEAD = timedelta(days=7), timedelta(weeks=6)
SHOWN = 25  # lines of one list
COUNTED = 100  # how far one line counts: the page that it leads to tells how many there are

type Titled = Authorisation | Investigation
type Matters = Reader[WaitingMatter]
type Gather = Callable[[Person, date], Matters]
type Place = tuple[date, date]
type Turn = tuple[int, date, date]
type Lists = tuple[tuple[Callable[[Person], None], Gather], ...]  # who may see each list, and what gathers it


@dataclass(frozen=True)
class WaitingMatter:
    """One thing that waits: what it is, what to do, where, and by when; since when it waits, and for whom else than the reader.

    `shared_with` names those whose task it is as much as the reader's.

    `tells_title`: the page that it leads to tells its reader the title, so that the line may too.

    `after` is only of a line that stands for the rest of a list: the place of the last that is shown.
    """

    what: str
    to_do: str
    href: str
    by: date | None = None
    since: date | None = field(default=None, compare=False)
    waits_for: str = field(default="", compare=False)
    shared_with: str = field(default="", compare=False)
    after: Place | None = field(default=None, compare=False)
    titled_by: Titled | None = field(default=None, compare=False, repr=False)  # what gives it a title
    tells_title: bool = field(default=False, compare=False, repr=False)

    @property
    def place(self) -> Place:
        """Return its place in the list: what is overdue and due next comes first, then what has waited longest."""
        return self.after or (self.by or date.max, self.since or date.max)

    def turn(self, on: date) -> Turn:
        """Return its place among all that waits: dated for the next weeks, then what has waited longest, then what is dated later."""
        by, since = self.place
        if by <= on + AHEAD:
            return (0, by, since)
        return (1, since, since) if by == date.max else (2, by, since)

    def days_waiting(self, on: date) -> int:
        """Return for how many days it has waited; 0 where nobody knows since when."""
        return max(0, (on - self.since).days) if self.since else 0

    def days_overdue(self, on: date) -> int:
        """Return by how many days it is overdue; 0 where it is not."""
        return max(0, (on - self.by).days) if self.by else 0


def anybody(_person: Person) -> None:
    """A right that everybody has: to a list of what is their own, or of what the public reads."""


def matter(
    what: str,
    to_do: object,
    page: str,
    *args: object,
    by: date | None = None,
    since: date | datetime | None = None,
    waits_for: str = "",
    part: str = "",
    titled_by: Titled | None = None,
    tells_title: bool = False,
) -> WaitingMatter:
    """Return what waits, with the address of its page, or of a part of that; the first page adds its title, for whoever may read it."""
    began = london_day(since) if isinstance(since, datetime) else since
    href = address_of(page, *args) + (f"#{part}" if part else "")
    said = str(to_do)
    return WaitingMatter(what, said, href, by, began, waits_for, titled_by=titled_by, tells_title=tells_title)


def first_of[Rows: QuerySet[Any, Any]](rows: Rows) -> Rows:
    """Return the first rows of a list whose order is that of urgency, and one more that tells whether there are others."""
    return rows[: SHOWN + 1]


def in_lines[Row](
    rows: Iterable[Row],
    line: Callable[[Row], WaitingMatter | None],
    *,
    others: str,
    page: str,
    is_cut: bool = False,
) -> Iterator[WaitingMatter]:
    """Give a line for each of the first rows that is this reader’s to do, and one line for all others, with the page that lists them.

    Where no page does, `page` is empty: the others come up as the first are done. `is_cut`: there are others, however few rows come.
    """
    every = list(rows)
    lines = [told for row in every[:SHOWN] if (told := line(row))]
    yield from lines
    if is_cut or len(every) > SHOWN:
        last = max((one.place for one in lines), default=(date.min, date.min))
        what = _("More {others} are waiting").format(others=others)
        to_do = (
            _("open the list to see all of them")
            if page
            else _("they appear here as you complete the ones already shown")
        )
        waits_for = lines[-1].waits_for if lines else ""
        yield replace(matter(what, to_do, page or "home"), after=last, waits_for=waits_for)


def several(rows: QuerySet[Any, Any], since: str) -> SqlQuestion:
    """Ask for the number of some rows, as far as they are counted, and their first day or moment."""
    return counted_first(rows, since, up_to=COUNTED)


class Several:
    """The answer of the database to `several`."""

    def __init__(self, asked: SqlQuestion) -> None:
        self.asked = asked

    @property
    def count(self) -> int:
        """Return the number, or how far it was counted."""
        return int(self.asked.answers[0][0])

    @property
    def since(self) -> Any:
        """Return the first day or moment; None where there is no row."""
        return self.asked.answers[0][1]

    @property
    def is_more(self) -> bool:
        """Whether there may be more than were counted."""
        return self.count == COUNTED

    @property
    def said(self) -> str:
        """Say the number."""
        return at_least(self.count) if self.is_more else str(self.count)


def at_least(count: int) -> str:
    """Say a number that is not counted any further."""
    return _("{count} or more").format(count=f"{count:,}")


class UrgencyCard(NamedTuple):
    """A card with how many matters are overdue, due in the next days, or wait without a day that is near; or at least how many."""

    number: int
    says: str
    is_overdue: bool = False
    is_at_least: bool = False


def counted_by_urgency(found: Iterable[WaitingMatter], *, on: date) -> list[UrgencyCard]:
    """The cards of the first page, of what is the reader's to do; none where nothing is.

    What a list leaves out is as urgent as its last line, or less: from there on a card says only how many there are at
    least, and one that could only say "0 or more" is left out.
    """
    waiting = [one for one in found if not one.waits_for]
    if not waiting:
        return []
    urgency = [_urgency(one, on=on) for one in waiting if not one.after]
    known_below = min((_urgency(one, on=on) for one in waiting if one.after), default=len(CARDS))
    cards = [
        UrgencyCard(urgency.count(at), str(says), at == 0 and at in urgency, is_at_least=at >= known_below)
        for at, says in enumerate(CARDS)
    ]
    return [one for one in cards if one.number or not one.is_at_least]


CARDS = (
    gettext_lazy("overdue"),
    gettext_lazy("due in the next 7 days"),
    gettext_lazy("due later, or without a due date"),
)


def _urgency(one: WaitingMatter, *, on: date) -> int:
    """Return which card counts it."""
    by, _since = one.place
    return 0 if by < on else 1 if by <= on + SOON else 2
