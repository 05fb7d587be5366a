"""The life of a look, which is opened and closed, and of a re-triage, which the authorising officer signs or declines."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.moves import require_move


class LookState(models.TextChoices):
    """Where a look stands."""

    OPEN = "open", gettext_lazy("open")
    CLOSED = "closed", gettext_lazy("closed")


class ReTriageState(models.TextChoices):
    """Where a re-triage stands; used by one look, it has done what it was signed for."""

    ASKED = "asked", gettext_lazy("requested")
    SIGNED = "signed", gettext_lazy("signed")
    DECLINED = "declined", gettext_lazy("not signed")
    USED = "used", gettext_lazy("used")


MOVES: dict[LookState, frozenset[LookState]] = {
    LookState.OPEN: frozenset({LookState.CLOSED}),
    LookState.CLOSED: frozenset(),
}
RE_TRIAGE_MOVES: dict[ReTriageState, frozenset[ReTriageState]] = {
    ReTriageState.ASKED: frozenset({ReTriageState.SIGNED, ReTriageState.DECLINED}),
    ReTriageState.SIGNED: frozenset({ReTriageState.USED}),
    ReTriageState.DECLINED: frozenset(),
    ReTriageState.USED: frozenset(),
}


def check_move(now: LookState, *, to: LookState) -> None:
    """Raise WrongState unless the table of moves has this one."""
    require_move(
        MOVES,
        now,
        to=to,
        refusal=_(
            "You cannot change this look: it is {now} already. Open a new look, or record a look that you have made."
        ).format(now=now.label),
    )


def check_re_triage_move(now: ReTriageState, *, to: ReTriageState) -> None:
    """Raise WrongState unless the table of moves has this one."""
    require_move(
        RE_TRIAGE_MOVES,
        now,
        to=to,
        refusal=_(
            "You cannot sign or use this re-triage: its state is “{now}”. Each re-triage is signed once and opens one look."
        ).format(now=now.label),
    )
