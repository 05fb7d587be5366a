"""The signer's memory of the notes of holds outside: the number of each, in the id of the event that tells of it.

id = 8 bytes that all of them have ‖ number of the note (4) ‖ random (4)
"""

import secrets
from uuid import UUID, uuid5

from watchbook.audit_log.head import HeadFiles
from watchbook.retention.signed_ids import signed_ids

OF_A_NOTE = uuid5(UUID("6c1f4b0e-8a55-4d0b-9d5f-2f0c7b1e9477"), "holds noted").bytes[:8]
NUMBER = slice(8, 12)


def event_id(number: int) -> UUID:
    """Return the id of an event which tells that the holds were noted."""
    return UUID(bytes=OF_A_NOTE + number.to_bytes(4) + secrets.token_bytes(4))


def newest_note(files: HeadFiles) -> int:
    """Return the number of the newest note that the signer's leaves tell of."""
    return max((int.from_bytes(told[NUMBER]) for told in signed_ids(files, OF_A_NOTE)), default=0)
