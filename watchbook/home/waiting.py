"""One thing that waits for somebody."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class WaitingMatter:
    """One thing that waits: what it is, what to do, where, and by when."""

    what: str
    to_do: str
    href: str
    by: date | None = None
