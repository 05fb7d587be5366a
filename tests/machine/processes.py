"""Processes of this machine as the kernel tells of them, any of which may end while it is asked about."""

from contextlib import suppress
from pathlib import Path

GONE = (FileNotFoundError, ProcessLookupError)


def children_of(process):
    """The children that a process still has: none once it has ended."""
    with suppress(*GONE):
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return []


def family(process):
    """A process and all below it: what PostgreSQL starts has process groups of its own."""
    return [process, *(member for child in children_of(process) for member in family(child))]


def is_alive(process):
    """Whether a process runs; one that nobody has buried yet does not."""
    with suppress(*GONE):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
