"""Facts of a mail besides its text: the people whom it names, the files that came with it, and a mail that it forwards."""

from datetime import date
from typing import NamedTuple


class AttachedFile(NamedTuple):
    """A file that came with a mail and was not read: its name, the kind that the mail says it is, and its bytes."""

    name: str
    kind: str
    size: int


class MailPeople(NamedTuple):
    """The people whom a mail names; empty what it does not say, or where it names several.

    `came_from` is its own address where it wants answers elsewhere, `sent_by` who sent it for who wrote it,
    `replies` are the addresses to which it wants answers and `writers` those of who wrote it, where they are several.
    """

    name: str = ""
    address: str = ""
    came_from: str = ""
    sent_by: str = ""
    replies: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()


class ForwardedMail(NamedTuple):
    """A mail within another: whom it is from, and the day in its head; empty what it does not say.

    `other` is the day if the month stands first: 11/10/2026 is 11 October, or 10 November where a program counts in American ways.
    """

    name: str
    address: str
    day: date | None
    other: date | None = None
