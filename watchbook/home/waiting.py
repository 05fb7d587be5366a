"""One thing that waits for somebody, and the lists of such things."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.organisation.models import Person
from watchbook.register.asked_together import Reader

SOON = timedelta(days=7)

type Matters = Reader[WaitingMatter]
type Gather = Callable[[Person, date], Matters]
type Lists = tuple[tuple[Callable[[Person], None], Gather], ...]  # who may see each list, and what gathers it


@dataclass(frozen=True)
class WaitingMatter:
    """One thing that waits: what it is, what to do, where, and by when; since when it waits, and for whom else than the reader."""

    what: str
    to_do: str
    href: str
    by: date | None = None
    since: date | None = field(default=None, compare=False)
    waits_for: str = field(default="", compare=False)

    @property
    def place(self) -> tuple[date, date]:
        """Return its place in the list: what is overdue and due next comes first, then what has waited longest."""
        return self.by or date.max, self.since or date.max

    def days_waiting(self, on: date) -> int:
        """Return for how many days it has waited; 0 where nobody knows since when."""
        return max(0, (on - self.since).days) if self.since else 0

    def days_overdue(self, on: date) -> int:
        """Return by how many days it is overdue; 0 where it is not."""
        return max(0, (on - self.by).days) if self.by else 0


def matter(
    what: str,
    to_do: object,
    page: str,
    *args: object,
    by: date | None = None,
    since: date | datetime | None = None,
    waits_for: str = "",
) -> WaitingMatter:
    """Return what waits, with the address of its page."""
    began = london_day(since) if isinstance(since, datetime) else since
    return WaitingMatter(what, str(to_do), reverse(page, args=args), by, began, waits_for)


class UrgencyCard(NamedTuple):
    """A card with how many matters are overdue, due in the next days, or wait without a day that is near."""

    number: int
    says: str
    is_overdue: bool = False


def counted_by_urgency(found: Iterable[WaitingMatter], *, on: date) -> list[UrgencyCard]:
    """The cards of the first page; none where nothing waits."""
    waiting = list(found)
    if not waiting:
        return []
    overdue = sum(one.days_overdue(on) > 0 for one in waiting)
    soon = sum(one.by is not None and on <= one.by <= on + SOON for one in waiting)
    return [
        UrgencyCard(overdue, _("overdue"), is_overdue=overdue > 0),
        UrgencyCard(soon, _("due in the next 7 days")),
        UrgencyCard(len(waiting) - overdue - soon, _("waiting, not due yet")),
    ]
