"""The lives of a duty and of a recovery: each begun by one person and decided by another."""

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
    TAKEN_BACK = "taken_back", gettext_lazy("taken back")
    ENDED = "ended", gettext_lazy("ended")


MOVES: dict[DutyState, frozenset[DutyState]] = {
    DutyState.PROPOSED: frozenset({DutyState.GRANTED, DutyState.DECLINED, DutyState.TAKEN_BACK}),
    DutyState.GRANTED: frozenset({DutyState.ENDED}),
    DutyState.DECLINED: frozenset(),
    DutyState.TAKEN_BACK: frozenset(),
    DutyState.ENDED: frozenset(),
}


# What is tried where a duty is to come into a state, as its refusal begins.
TRIED = {
    DutyState.PROPOSED: gettext_lazy("You cannot propose this duty again"),
    DutyState.GRANTED: gettext_lazy("You cannot grant this duty"),
    DutyState.DECLINED: gettext_lazy("You cannot decline this duty"),
    DutyState.TAKEN_BACK: gettext_lazy("You cannot take back the proposal of this duty"),
    DutyState.ENDED: gettext_lazy("You cannot end this duty"),
}


def check_move(now: DutyState, *, to: DutyState) -> None:
    """Raise WrongState unless the table of moves has this one."""
    why = _(
        "The state of the duty is “{now}”. Open the page of the person to see the history of the duty."
    ).format(now=now.label)
    require_move(MOVES, now, to=to, refusal=cannot(str(TRIED[to]), why))


class RecoveryState(models.TextChoices):
    """The states of a recovery."""

    ASKED = "asked", gettext_lazy("requested")
    AGREED = "agreed", gettext_lazy("agreed")
    DECLINED = "declined", gettext_lazy("declined")
    STOPPED = "stopped", gettext_lazy("stopped")
    USED = "used", gettext_lazy("used")


class IdentityCheck(models.TextChoices):
    """The ways in which the person who makes a link, or takes part in a recovery, can know the owner."""

    STAFF_PASS = "staff_pass", gettext_lazy("I met them and saw their staff pass")
    KNOWN = "known_in_person", gettext_lazy("I know them and met them in person")
    VIDEO = "known_on_video", gettext_lazy("I know them and spoke to them on video")
    CALLED_BACK = (
        "called_back",
        gettext_lazy(
            "I called a number that the council has for them, and their manager confirmed who they are"
        ),
    )
    AT_HAND_OVER = (
        "at_hand_over",
        gettext_lazy("I will hand over the link in person after I see their staff pass"),
    )


KNOWS = {"identity": dict(IdentityCheck.choices)}
# Of these one is true before a recovery; a first link can also wait for its owner.
CHECKED = tuple(one for one in IdentityCheck if one is not IdentityCheck.AT_HAND_OVER)
IN_PERSON = (IdentityCheck.STAFF_PASS, IdentityCheck.KNOWN)


RECOVERY_OPEN = frozenset({RecoveryState.ASKED, RecoveryState.AGREED})
RECOVERY_MOVES: dict[RecoveryState, frozenset[RecoveryState]] = {
    RecoveryState.ASKED: frozenset(
        {RecoveryState.AGREED, RecoveryState.DECLINED, RecoveryState.STOPPED, RecoveryState.USED}
    ),
    RecoveryState.AGREED: frozenset({RecoveryState.STOPPED, RecoveryState.USED}),
    RecoveryState.DECLINED: frozenset(),
    RecoveryState.STOPPED: frozenset(),
    RecoveryState.USED: frozenset(),
}
# What is tried where a recovery is to come into a state, as its refusal begins.
RECOVERY_TRIED = {
    RecoveryState.ASKED: gettext_lazy("You cannot ask for this recovery again"),
    RecoveryState.AGREED: gettext_lazy("You cannot agree to this recovery"),
    RecoveryState.DECLINED: gettext_lazy("You cannot decline this recovery"),
    RecoveryState.STOPPED: gettext_lazy("You cannot stop this recovery"),
    RecoveryState.USED: gettext_lazy("You cannot use this recovery"),
}


def check_recovery_move(now: RecoveryState, *, to: RecoveryState) -> None:
    """Raise WrongState unless the table of moves has this one."""
    why = _("The state of the recovery is “{now}”. Open the page of the recovery to see the history.").format(
        now=now.label
    )
    require_move(RECOVERY_MOVES, now, to=to, refusal=cannot(str(RECOVERY_TRIED[to]), why))
