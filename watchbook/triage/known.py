"""Facts that the record knows before anybody answers: how often the subject was looked at, and whether others were counted."""

from collections.abc import Mapping
from typing import Any

from watchbook.triage.facts import OPENINGS, YES


def from_record(said: Mapping[str, Any], *, prior_looks: int, others: int) -> dict[str, Any]:
    """Return the facts with what the record knows; an officer may say more than the record does, never less."""
    repeated = {"f7": YES} if prior_looks else {}
    collateral = {"f8": YES} if others else {}
    return {**said, "prior_looks": prior_looks, **repeated, **collateral}


def is_opened(said: Mapping[str, Any]) -> bool:
    """Whether something made a look open: the people concerned were told, a published notice, the authority's own page."""
    return said.get("told") == YES or said.get("made_open") in OPENINGS


def is_hidden(said: Mapping[str, Any]) -> bool:
    """Whether a look keeps the people concerned from knowing, whatever they were told."""
    return YES in {said.get(one) for one in ("covert", "past_access_control", "false_persona")}
