"""Count a signed statement's matters whose registers stand in parts above governance, as the figures do.

Governance reads none of them: it calls this by the settings' `STATED_ABOVE`, so that a signer is held to these registers too.
"""

from collections.abc import Callable, Mapping
from datetime import date

from watchbook.figures.tallies import TALLIES
from watchbook.governance.statements.models import Matter
from watchbook.oversight.inspection.queries import inspections
from watchbook.oversight.internal_audit.queries import internal_audits
from watchbook.reading.times.period import Period


def _tallied(name: str) -> Callable[[date, date], int]:
    return lambda first_on, last_on: TALLIES[name].within([Period(first_on, last_on)]).count()


def _audits(first_on: date, last_on: date) -> int:
    return internal_audits(as_at=None, first_on=first_on, last_on=last_on, on_social_media=True).count()


def _inspections(first_on: date, last_on: date) -> int:
    return inspections(as_at=None, first_on=first_on, last_on=last_on, on_social_media=True).count()


HELD: Mapping[str, Callable[[date, date], int]] = {
    Matter.AUDITS: _audits,
    Matter.AUTHORISATIONS: _tallied("authorisations_for_social_media"),
    Matter.COVERT_PROFILES: _tallied("covert_profiles"),
    Matter.INSPECTIONS: _inspections,
}


def held(matters: set[str], *, first_on: date, last_on: date) -> dict[str, int]:
    """Count each of these matters that has its register in a part above governance. One query for each."""
    return {str(one): count(first_on, last_on) for one, count in HELD.items() if one in matters}
