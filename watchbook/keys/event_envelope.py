"""The envelope of an event's personal facts: under the key of the row that the event is about, so that they end with it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from watchbook.keys import envelope

KIND = "audit_log.event"


def seal(facts: Mapping[str, Any], *, subject: UUID, event: UUID) -> bytes:
    """As `audit_log.personal_facts` asks: sealed for this event alone."""
    return envelope.seal(facts, item=subject, kind=f"{KIND}.{event}")


def unseal(sealed: bytes, *, subject: UUID, event: UUID) -> dict[str, Any]:
    """The personal facts again. Raises KeyDestroyed once the row was deleted."""
    return envelope.open_sealed(sealed, item=subject, kind=f"{KIND}.{event}")
