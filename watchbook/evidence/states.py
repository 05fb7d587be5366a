"""The life of a capture: asked for, taken by a worker, sealed and put into the store, held; or failed, or given up."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.moves import require_move
from watchbook.acting.refusals import WrongState


class CaptureState(models.TextChoices):
    """Where a capture stands."""

    WAITING = "waiting", gettext_lazy("waiting to start")
    RUNNING = "running", gettext_lazy("being taken")
    STORING = "storing", gettext_lazy("being stored")
    HELD = "held", gettext_lazy("held")
    FAILED = "failed", gettext_lazy("not taken")
    GIVEN_UP = "given_up", gettext_lazy("cancelled before it began")


MOVES: dict[CaptureState, frozenset[CaptureState]] = {
    CaptureState.WAITING: frozenset({CaptureState.RUNNING, CaptureState.GIVEN_UP}),
    CaptureState.RUNNING: frozenset({CaptureState.STORING, CaptureState.FAILED}),
    CaptureState.STORING: frozenset({CaptureState.HELD, CaptureState.FAILED}),
    CaptureState.HELD: frozenset(),
    CaptureState.FAILED: frozenset(),
    CaptureState.GIVEN_UP: frozenset(),
}
UNDER_WAY = frozenset({CaptureState.WAITING, CaptureState.RUNNING, CaptureState.STORING})


def check_move(now: CaptureState, *, to: CaptureState) -> None:
    """Raise WrongState unless the table of moves has this one."""
    refusal = _("You cannot change this capture: its state is “{now}”. Capture the page again instead.")
    require_move(MOVES, now, to=to, refusal=refusal.format(now=now.label))


def check_over(now: CaptureState) -> None:
    """Raise WrongState for a capture that is still under way."""
    if now in UNDER_WAY:
        raise WrongState(
            _(
                "You cannot take this capture again: it is still {now}. Wait until it ends, or stop it."
            ).format(now=now.label)
        )


def check_held(now: CaptureState) -> None:
    """Raise WrongState for a capture that holds nothing that could be seen or exhibited."""
    if now != CaptureState.HELD:
        raise WrongState(
            _(
                "You cannot use this capture: its state is “{now}”. The page of the capture gives the reason."
            ).format(now=now.label)
        )
