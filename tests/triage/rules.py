"""The rules in use, adopted by Leila."""

from dataclasses import replace
from datetime import date

from tests import given
from watchbook.governance.rule_set import rule_set
from watchbook.triage.views.rule_set import rules_in_use

ADOPTED_ON = date(2026, 3, 2)


def adopt(people, *, exceptions="", adopted_on=ADOPTED_ON, by=None, at=given.AT, **changes):
    """An adoption of the rules in use, or of others."""
    rules = replace(rules_in_use(), **changes)
    return rule_set.adopt(rules, adopted_on=adopted_on, exceptions=exceptions, by=by or people.leila, at=at)
