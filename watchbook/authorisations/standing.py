"""Words for where an authorisation stands at a moment: the same in every list, filter and export."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.rules.in_force import has_lapsed, is_in_force
from watchbook.authorisations.states import AuthorisationState

# One state on record, of which the moment says more: to choose by, it has the words of all that it can mean.
STATES: list[tuple[str, str | Promise]] = [
    (
        one.value,
        gettext_lazy("in force, or to be cancelled") if one == AuthorisationState.EFFECTIVE else one.label,
    )
    for one in AuthorisationState
]


def stands_as(row: Authorisation, *, at: datetime) -> str:
    """Say “in force” only of one that is; of one that took effect and is no longer in force, why it waits to be cancelled."""
    if is_in_force(row.times, at=at):
        return _("in force")
    if row.state != AuthorisationState.EFFECTIVE:
        return row.get_state_display()
    return _("lapsed, to be cancelled") if has_lapsed(row.times, at=at) else _("stopped, to be cancelled")
