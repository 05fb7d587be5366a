"""The signer's memory of the lists outside: which of them were written, in a folder that is never put back to an older state.

The key store remembers the newest place, and goes back with an older copy of it. So an event tells of each list that was
written, and its id says which: the signer keeps the ids of all events with their leaves, and nothing else of them.

    id = 8 bytes that all of them have ‖ place among the lists (4) ‖ number of the list's reference (4)
"""

from uuid import UUID, uuid5

from watchbook.audit_log.head import HeadFiles
from watchbook.retention.signed_ids import signed_ids

OF_A_LIST = uuid5(UUID("b5f0a7a2-6d0e-4c55-9a55-3f1d6f3b9477"), "list written").bytes[:8]
PLACE, NUMBER = slice(8, 12), slice(12, 16)
REFERENCE = "DEL-{number:04d}"


def event_id(reference: str, place: int) -> UUID:
    """Return the id of the event which tells that a list was written in its place."""
    number = int(reference.rpartition("-")[2])
    return UUID(bytes=OF_A_LIST + place.to_bytes(4) + number.to_bytes(4))


def signed_lists(files: HeadFiles) -> dict[int, str]:
    """Return the reference of every list that the signer's leaves tell of, by its place; none where the signer's files cannot be read."""
    return {
        int.from_bytes(told[PLACE]): REFERENCE.format(number=int.from_bytes(told[NUMBER]))
        for told in signed_ids(files, OF_A_LIST)
    }
