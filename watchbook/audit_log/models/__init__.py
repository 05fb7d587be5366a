"""Tables of the audit log: what acts record, and what the sealer makes of it."""

from watchbook.audit_log.models.recording import (
    CurrentTransactionId,
    Event,
    EventSecret,
    Installation,
    NextNumber,
    Pending,
    Recorded,
    RegisterCounter,
    TransactionId,
)
from watchbook.audit_log.models.sealing import (
    Cosignature,
    Leaf,
    PublishedCheckpoint,
    SealedLog,
    SignedCheckpoint,
    Tile,
    TimestampToken,
)

__all__ = [
    "Cosignature",
    "CurrentTransactionId",
    "Event",
    "EventSecret",
    "Installation",
    "Leaf",
    "NextNumber",
    "Pending",
    "PublishedCheckpoint",
    "Recorded",
    "RegisterCounter",
    "SealedLog",
    "SignedCheckpoint",
    "Tile",
    "TimestampToken",
    "TransactionId",
]
