"""The life of an investigation: open, closed; opened again where it goes on after all."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.moves import require_move
from watchbook.acting.refusals import WrongState, cannot


class InvestigationState(models.TextChoices):
    """Where an investigation stands."""

    OPEN = "open", gettext_lazy("open")
    CLOSED = "closed", gettext_lazy("closed")


MOVES: dict[InvestigationState, frozenset[InvestigationState]] = {
    InvestigationState.OPEN: frozenset({InvestigationState.CLOSED}),
    InvestigationState.CLOSED: frozenset({InvestigationState.OPEN}),
}


def check_move(now: InvestigationState, *, to: InvestigationState) -> None:
    """Raise WrongState unless the table of moves has this one."""
    require_move(
        MOVES,
        now,
        to=to,
        refusal=_(
            "You cannot change this investigation: it is {now} already. Open its page to see its history."
        ).format(now=now.label),
    )


def check_open(now: InvestigationState) -> None:
    """Raise WrongState where the investigation is closed: nothing is added to it, and nothing in it changes."""
    if now != InvestigationState.OPEN:
        raise WrongState(
            _(
                "You cannot change this investigation: it is closed. Open the investigation again first, and give the reason."
            )
        )


def check_goes_on(now: str | None, *, tried: str) -> None:
    """Raise WrongState where the investigation, if there is one, is closed: nobody applies, decides or looks for it any more."""
    if now == InvestigationState.CLOSED:
        why = _("The investigation is closed. Open the investigation again first, and give the reason.")
        raise WrongState(cannot(tried, why))
