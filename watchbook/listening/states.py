"""The life of a listening project: proposed, approved or refused, ended. An approved project is never rewritten.

One that is stopped is approved again by somebody who brought nothing back of what it had lost.
"""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.moves import require_move
from watchbook.acting.refusals import cannot


class ProjectState(models.TextChoices):
    """States of a project."""

    PROPOSED = "proposed", gettext_lazy("proposed")
    APPROVED = "approved", gettext_lazy("approved")
    REFUSED = "refused", gettext_lazy("refused")
    ENDED = "ended", gettext_lazy("ended early")


MOVES: dict[ProjectState, frozenset[ProjectState]] = {
    ProjectState.PROPOSED: frozenset({ProjectState.PROPOSED, ProjectState.APPROVED, ProjectState.REFUSED}),
    ProjectState.REFUSED: frozenset({ProjectState.PROPOSED}),
    ProjectState.APPROVED: frozenset({ProjectState.APPROVED, ProjectState.ENDED}),
    ProjectState.ENDED: frozenset(),
}
# What is tried where a project is to come into a state, as its refusal begins.
TRIED = {
    ProjectState.PROPOSED: gettext_lazy("You cannot record this proposal"),
    ProjectState.APPROVED: gettext_lazy("You cannot approve this project"),
    ProjectState.REFUSED: gettext_lazy("You cannot refuse this project"),
    ProjectState.ENDED: gettext_lazy("You cannot end this project"),
}


def check_move(now: ProjectState, *, to: ProjectState) -> None:
    """Raise WrongState unless the table of a project's moves has this one."""
    why = _("The state of the project is “{now}”. Open the page of the project to see the history.").format(
        now=now.label
    )
    require_move(MOVES, now, to=to, refusal=cannot(str(TRIED[to]), why))
