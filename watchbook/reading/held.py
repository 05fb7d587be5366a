"""Kinds of things that a file holds besides what it shows, without the readers that only a child needs."""

from enum import StrEnum


class WithinKind(StrEnum):
    """A kind of thing that a file holds besides what it shows."""

    PROGRAM = "program"
    FILE = "file"
    FETCHED = "fetched"
    SCRIPT = "script"
    STARTS = "starts"
    SECOND = "second"
