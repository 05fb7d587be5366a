"""Published checkpoints held against what the last verification logged of them: their days, keys and moments are in no leaf."""

from collections.abc import Iterator
from hashlib import sha256

from watchbook.audit_log.health import last_verified
from watchbook.audit_log.models import PublishedCheckpoint


def digest(first: int) -> str:
    """Return the SHA-256 over everything that the first publications say, in the order of their days."""
    rows = PublishedCheckpoint.objects.order_by("on").values_list("on", "key", "size", "note", "published_at")
    said = (
        f"{on.isoformat()}\n{key}\n{size}\n{at.timestamp()!r}\n{note}"
        for on, key, size, note, at in rows[:first]
    )
    return sha256("\0".join(said).encode()).hexdigest()


def changed() -> Iterator[str]:
    """Say if the publications of before the last verification are not those that it saw."""
    verified = last_verified()
    told = verified.fields if verified else {}
    logged, many = told.get("published_digest"), told.get("published_checkpoints")
    if logged and isinstance(many, int) and digest(many) != logged:
        yield "The published checkpoints are not those of the last verification: somebody changed a day, a key or a moment of one."
