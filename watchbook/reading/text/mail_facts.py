"""Facts of a mail besides its text: the files that came with it, and a mail that it forwards."""

from datetime import date
from typing import NamedTuple


class AttachedFile(NamedTuple):
    """A file that came with a mail and was not read: its name, the kind that the mail says it is, and its bytes."""

    name: str
    kind: str
    size: int


class ForwardedMail(NamedTuple):
    """A mail within another: whom it is from, and the day in its head; empty what it does not say."""

    name: str
    address: str
    day: date | None
