"""Kinds of things that a file holds besides what it shows, the gravest first, without the readers that only a child needs."""

from enum import StrEnum


class WithinKind(StrEnum):
    """A kind of thing that a file holds besides what it shows."""

    PROGRAM = "program"
    STARTS = "starts"
    SCRIPT = "script"
    PAGE = "page"
    SECOND = "second"
    FORM = "form"
    FETCHED = "fetched"
    UNREAD = "unread"
    FIELDS = "fields"
    FILE = "file"
    MORE = "more"
