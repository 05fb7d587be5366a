"""The life of a duty: proposed by one person, granted or declined by another, ended by either."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.moves import require_move
from watchbook.acting.refusals import cannot


class DutyState(models.TextChoices):
    """Where a duty stands."""

    PROPOSED = "proposed", gettext_lazy("proposed")
    GRANTED = "granted", gettext_lazy("granted")
    DECLINED = "declined", gettext_lazy("declined")
    ENDED = "ended", gettext_lazy("ended")


MOVES: dict[DutyState, frozenset[DutyState]] = {
    DutyState.PROPOSED: frozenset({DutyState.GRANTED, DutyState.DECLINED}),
    DutyState.GRANTED: frozenset({DutyState.ENDED}),
    DutyState.DECLINED: frozenset(),
    DutyState.ENDED: frozenset(),
}


# What is tried where a duty is to come into a state, as its refusal begins.
TRIED = {
    DutyState.PROPOSED: gettext_lazy("You cannot propose this duty again"),
    DutyState.GRANTED: gettext_lazy("You cannot grant this duty"),
    DutyState.DECLINED: gettext_lazy("You cannot decline this duty"),
    DutyState.ENDED: gettext_lazy("You cannot end this duty"),
}


def check_move(now: DutyState, *, to: DutyState) -> None:
    """Raise WrongState unless the table of moves has this one."""
    why = _("It is {now}. Open its page to see its history.").format(now=now.label)
    require_move(MOVES, now, to=to, refusal=cannot(str(TRIED[to]), why))
