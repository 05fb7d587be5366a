"""The decision of triage before a look, replayed from the officer's answers under the law of its day."""

from collections.abc import Mapping
from typing import Any

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.looks.models import Look
from watchbook.looks.opening import decide_on
from watchbook.triage.rules import decision_as_data


def decided(look: Look, facts: Mapping[str, Any]) -> dict[str, Any] | None:
    """Decide again on the answers of a look, with the looks that its officer was told of; None where triage was not asked.

    None too where the questions have changed since, so that the answers are no longer complete: the recorded outcome stands.
    """
    if not look.outcomes or "prior_looks" not in facts:
        return None
    try:
        decision = decide_on(facts, prior_looks=facts["prior_looks"], on=london_day(look.opened_at))
    except WrongState:
        return None
    return decision_as_data(decision)
