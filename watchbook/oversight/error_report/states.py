"""The life of an error: suspected, established or found to be none, reported."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.moves import require_move
from watchbook.acting.refusals import cannot


class ErrorState(models.TextChoices):
    """Where an error stands."""

    SUSPECTED = "suspected", gettext_lazy("suspected")
    DISMISSED = "dismissed", gettext_lazy("found not to be an error")
    ESTABLISHED = "established", gettext_lazy("established, to be reported")
    INTERIM = "interim", gettext_lazy("interim notice sent, full report to follow")
    REPORTED = "reported", gettext_lazy("reported in full")


MOVES: dict[ErrorState, frozenset[ErrorState]] = {
    ErrorState.SUSPECTED: frozenset({ErrorState.DISMISSED, ErrorState.ESTABLISHED}),
    ErrorState.ESTABLISHED: frozenset({ErrorState.INTERIM, ErrorState.REPORTED}),
    ErrorState.INTERIM: frozenset({ErrorState.REPORTED}),
    ErrorState.DISMISSED: frozenset(),
    ErrorState.REPORTED: frozenset(),
}
# What is tried where an error is to come into a state, as its refusal begins.
TRIED = {
    ErrorState.SUSPECTED: gettext_lazy("You cannot record this suspected error again"),
    ErrorState.DISMISSED: gettext_lazy("You cannot dismiss this suspected error"),
    ErrorState.ESTABLISHED: gettext_lazy("You cannot establish this error"),
    ErrorState.INTERIM: gettext_lazy("You cannot record an interim notice"),
    ErrorState.REPORTED: gettext_lazy("You cannot record the full report"),
}


def check_move(now: ErrorState, *, to: ErrorState) -> None:
    """Raise WrongState unless the table of an error's moves has this one."""
    why = _("Its state is “{now}”. Open its page to see its history.").format(now=now.label)
    require_move(MOVES, now, to=to, refusal=cannot(str(TRIED[to]), why))
