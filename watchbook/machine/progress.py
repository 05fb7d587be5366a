"""Progress lines: on standard error, so that standard output carries data only."""

import sys
from collections.abc import Callable

Say = Callable[[str], None]


def say(line: str) -> None:
    """One line to the person watching, at once."""
    print(line, file=sys.stderr, flush=True)
