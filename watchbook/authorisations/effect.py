"""Taking effect: from which moment and until which day, when the officer decides or the court orders (RIPA ss.32A, 43)."""

from datetime import date, datetime

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.rules.court import last_day
from watchbook.authorisations.rules.kinds import AuthorisationKind
from watchbook.authorisations.states import AuthorisationState
from watchbook.law.durations import ACTS, is_juvenile


def take_effect(row: Authorisation, *, at: datetime, born: date | None) -> None:
    """Set the times of a row that its act is about to save: the whole statutory period, which nobody may shorten."""
    first = london_day(at)
    granted_on = london_day(row.decided_at) if row.decided_at else first
    row.state = AuthorisationState.EFFECTIVE
    row.effective_from = at
    row.ends_on = last_day(row.kind, nation=row.nation, first_day=first, born=born, granted_on=granted_on)
    if row.kind == AuthorisationKind.CHIS:
        row.source_is_juvenile = born is not None and is_juvenile(born, on=granted_on, act=ACTS[row.nation])
