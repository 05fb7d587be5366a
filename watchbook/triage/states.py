"""The life of an assessment: settled, or waiting until a person has answered; departures change what stands, never the past."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.moves import require_move
from watchbook.acting.refusals import WrongState


class AssessmentState(models.TextChoices):
    """Where an assessment stands."""

    SETTLED = "settled", gettext_lazy("settled")
    WAITING = "waiting", gettext_lazy("waiting for an answer")


MOVES: dict[AssessmentState, frozenset[AssessmentState]] = {
    AssessmentState.SETTLED: frozenset({AssessmentState.SETTLED, AssessmentState.WAITING}),
    AssessmentState.WAITING: frozenset({AssessmentState.SETTLED}),
}


def state_of(ask: str) -> AssessmentState:
    """Return how an assessment stands: it waits as long as somebody has to answer."""
    return AssessmentState.WAITING if ask else AssessmentState.SETTLED


def check_move(now: AssessmentState, *, to: AssessmentState) -> None:
    """Raise WrongState unless the table of moves has this one."""
    require_move(
        MOVES,
        now,
        to=to,
        refusal=_(
            "You cannot ask about this assessment again: it is already waiting for an answer. Do not look until you have the answer."
        ),
    )


def check_waiting(now: AssessmentState) -> None:
    """Raise WrongState unless somebody was asked and has not answered."""
    if now != AssessmentState.WAITING:
        raise WrongState(
            _(
                "You cannot answer: this assessment has no open question, or somebody has already answered it. Open the assessment to see its state."
            )
        )


def check_settled(now: AssessmentState) -> None:
    """Raise WrongState where somebody was asked: what waits for an answer is answered, and not departed from."""
    if now != AssessmentState.SETTLED:
        raise WrongState(
            _("You cannot change this assessment: it is waiting for an answer. Wait for the answer first.")
        )
