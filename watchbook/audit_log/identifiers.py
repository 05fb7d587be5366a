"""Identifiers of register rows: UUID version 7 (RFC 9562 §5.7), so that rows sort by when they were made."""

import secrets
import time
from uuid import UUID

_RANDOM_BITS = 74


def uuidv7() -> UUID:
    """48 bits of Unix milliseconds, then version, variant and 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(_RANDOM_BITS)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | (7 << 76) | (high << 64) | (2 << 62) | low)
