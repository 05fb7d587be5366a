"""What triage said of a look: its facts, its outcomes, under which graph. Kept with the look or the re-triage itself.

The one place that asks triage, so that a saved assessment can take its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.governance.thresholds.queries import own_thresholds
from watchbook.organisation.queries import the_authority
from watchbook.triage.facts import NO, YES, BadFacts, parse
from watchbook.triage.rules import Decision
from watchbook.triage.rules import decide as decide_by_triage

# What a first look of a service is unless the officer says otherwise: openly, once, nothing kept.
USUAL = {
    "unlawful_means": NO,
    "lent_login": NO,
    "inside_home": NO,
    "relationship": NO,
    "third_party": NO,
    "no_one_named": NO,
    "specific_investigation": YES,
    "immediate": NO,
    "told": NO,
    "covert": NO,
    "one_off": YES,
    "f1": YES,
    "f2": NO,
    "f3": NO,
    "f4": NO,
    "f5": NO,
    "f6": NO,
    "f7": NO,
    "f8": NO,
    "core_function": YES,
    "offence": "none",
}
# What it is where nobody in particular is looked at: the authority's own page, a register, themes.
NOBODY = USUAL | {"no_one_named": YES, "specific_investigation": NO, "one_off": NO, "f1": NO, "told": YES}


@dataclass(frozen=True)
class Assessed:
    """The facts as they were given, and what triage decided on them."""

    facts: Mapping[str, Any]
    decision: Decision

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The ids of the outcomes, from the least strict."""
        return self.decision.outcomes


def assess(given: Mapping[str, Any], *, on: date, prior_looks: int) -> Assessed:
    """Ask triage. `prior_looks` comes from the count and never from the officer."""
    authority = the_authority()
    facts = {name: value for name, value in given.items() if name not in {"nation", "prior_looks"}}
    if authority is None:
        raise WrongState(
            _(
                "You cannot open or record a look: the register has not been set up. Ask a system administrator."
            )
        )
    asked = facts | {"nation": str(authority.nation), "prior_looks": prior_looks}
    try:
        with own_thresholds(on=on):
            decision = decide_by_triage(parse(asked, on=on), on=on)
    except BadFacts as refusal:
        raise WrongState(str(refusal)) from None
    return Assessed(facts=facts, decision=decision)
