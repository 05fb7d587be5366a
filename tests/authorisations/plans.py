"""Overt plans that tests start from."""

from dataclasses import replace
from datetime import date, timedelta

from tests import given as council
from tests.authorisations.given import AT
from watchbook.authorisations import overt_plan
from watchbook.authorisations.overt_plan import PlanTerms

SIGNED_AT = AT + timedelta(hours=1)
PLAN = PlanTerms(
    purpose="See whether the listings go",
    what="Her shop page",
    often_looks=1,
    often_days=7,
    looks_at_most=4,
    from_on=date(2026, 3, 2),
    until_on=date(2026, 4, 1),
)


def a_plan(people, *, subject=None, **changes):
    """Proposed by Ines."""
    subject = subject or council.a_subject(people)
    row = overt_plan.propose(subject, replace(PLAN, **changes), by=people.ines, at=AT)
    overt_plan.read(row, by=people.marian, at=AT)
    return row


def a_signed_plan(people, **changes):
    """Signed by Marian."""
    return overt_plan.sign(a_plan(people, **changes), by=people.marian, at=SIGNED_AT)
