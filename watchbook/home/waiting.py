"""One thing that waits for somebody, and the lists of such things."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from watchbook.organisation.models import Person

type Matters = Iterator[WaitingMatter]
type Gather = Callable[[Person, date], Matters]
type Lists = tuple[tuple[Callable[[Person], None], Gather], ...]  # who may see each list, and what gathers it


@dataclass(frozen=True)
class WaitingMatter:
    """One thing that waits: what it is, what to do, where, and by when."""

    what: str
    to_do: str
    href: str
    by: date | None = None

    def days_overdue(self, on: date) -> int:
        """Return by how many days it is overdue; 0 where it is not."""
        return max(0, (on - self.by).days) if self.by else 0


def matter(what: str, to_do: object, page: str, *args: object, by: date | None = None) -> WaitingMatter:
    """Return what waits, with the address of its page."""
    return WaitingMatter(what, str(to_do), reverse(page, args=args), by)
