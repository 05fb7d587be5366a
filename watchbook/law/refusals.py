"""A refusal by the law: its id and its values. What happened, why, and what to do next, `law_words` says."""

from collections.abc import Mapping
from datetime import date

type Value = int | str | date | tuple[str, ...]

_SHOWN = 50


class Refusal(Exception):
    """The law, as this rule set holds it, does not answer what was asked."""

    def __init__(self, refusal_id: str, values: Mapping[str, Value]) -> None:
        super().__init__(refusal_id, values)
        self.id = refusal_id
        self.values = values


def shown(text: str) -> str:
    """Give the beginning of what was typed, as a refusal shows it back."""
    return text[:_SHOWN]
