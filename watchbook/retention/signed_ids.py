"""The signer's memory of what was written outside the database: in a folder that is never put back to an older state.

An event tells of it, and its id says what: the signer keeps the ids of all events with their leaves, and nothing else of them.
"""

from collections.abc import Iterator

from watchbook.audit_log.head import BadHead, HeadFiles
from watchbook.audit_log.sign import event_of

AT_ONCE = 65_536  # leaves read in one go: 3 MB


def signed_ids(files: HeadFiles, begin_with: bytes) -> list[bytes]:
    """Return the ids of the events of a kind that the signer's leaves tell of; none where the signer's files cannot be read."""
    try:
        return list(_ids(files, begin_with))
    except BadHead:  # the doctor says so
        return []


def _ids(files: HeadFiles, begin_with: bytes) -> Iterator[bytes]:
    head = files.read()
    size = head.log.size if head else 0
    for begin in range(0, size, AT_ONCE):
        for leaf in files.leaves_between(begin, min(begin + AT_ONCE, size)):
            if (told := event_of(leaf).bytes).startswith(begin_with):
                yield told
