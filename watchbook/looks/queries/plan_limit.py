"""Whether a signed plan leaves a look: how many it allows in all, and how often."""

from collections.abc import Sequence
from datetime import datetime

from watchbook.acting.london_day import london_day
from watchbook.authorisations.queries.in_force import BasisInForce
from watchbook.looks.queries.look_rows import LookRow
from watchbook.looks.rules.opening import AUTHORISATIONS
from watchbook.looks.rules.wording import ReachedPlan


def reached_at(plan: BasisInForce, rows: Sequence[LookRow], *, at: datetime) -> ReachedPlan | None:
    """Tell which limit of a plan a look at a moment would go over; None where it keeps to both.

    In all, the looks under the plan count. How often, every look of the service since it was signed does, on whatever it
    rested but an authorisation: otherwise a look on triage beside the plan would double it.
    """
    if plan.looks_at_most is not None and sum(row.basis_id == plan.id for row in rows) >= plan.looks_at_most:
        return ReachedPlan(plan.reference, looks_at_most=plan.looks_at_most)
    made = [london_day(row.opened_at) for row in rows if _counts(row, plan)]
    if plan.often is None or plan.often.has_room(made, on=london_day(at)):
        return None
    next_on = plan.often.next_day(made, on=london_day(at))
    return ReachedPlan(
        plan.reference, often=str(plan.often), next_on=next_on if next_on <= plan.last_day else None
    )


def _counts(row: LookRow, plan: BasisInForce) -> bool:
    is_since = plan.since is not None and row.opened_at >= plan.since
    return is_since and row.service == plan.service and row.basis not in AUTHORISATIONS
