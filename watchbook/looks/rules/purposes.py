"""The purpose of a look against its answers: one that says a fact decides that fact, and one about a person is never at nobody.

Pure. The other answers of the officer stand beside it (Covert Surveillance Code, 3.16).
"""

from collections.abc import Mapping
from typing import Any

from watchbook.triage.facts import NO, YES

# To keep watch is to go on looking, and to learn how somebody lives.
_WATCH = {"f5": YES, "f7": YES, "one_off": NO}
SAYS: dict[str, dict[str, str]] = {
    "profile": {"f3": YES},
    "person": _WATCH,
    "group": _WATCH,
}
ABOUT_SOMEBODY = frozenset({"profile", "person", "group", "recruitment", "tracing"})


def with_purpose(facts: Mapping[str, Any], purpose: str) -> dict[str, Any]:
    """Return the facts of a look with what its purpose says over what the officer answered."""
    return {**facts, **SAYS.get(purpose, {})}


def is_about_somebody(purpose: str) -> bool:
    """Whether a purpose is about a person or a group, so that the look has a subject."""
    return purpose in ABOUT_SOMEBODY
