"""What the record knows of a look before anybody answers: how often the subject was looked at, and whether others were counted."""

from collections.abc import Mapping
from typing import Any

from watchbook.triage.facts import YES


def from_record(said: Mapping[str, Any], *, prior_looks: int, others: int) -> dict[str, Any]:
    """Return the facts with what the record knows; an officer may say more than the record does, never less."""
    repeated = {"f7": YES} if prior_looks else {}
    collateral = {"f8": YES} if others else {}
    return {**said, "prior_looks": prior_looks, **repeated, **collateral}
