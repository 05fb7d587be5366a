"""The life of a deletion list: proposed, agreed by another person, and then gone in three steps that each have their word."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.moves import require_move
from watchbook.acting.refusals import cannot


class ListState(models.TextChoices):
    """The state in which a deletion list stands."""

    PROPOSED = "proposed", gettext_lazy("proposed, waiting for a second person")
    RETURNED = "returned", gettext_lazy("sent back for changes")
    GIVEN_UP = "given_up", gettext_lazy("abandoned")
    APPROVED = "approved", gettext_lazy("approved, being carried out")
    WRITTEN_DOWN = "written_down", gettext_lazy("keys listed, rows deleted")
    UNREADABLE = "unreadable", gettext_lazy("unreadable here")
    IRRECOVERABLE = "irrecoverable", gettext_lazy("unreadable everywhere")
    GONE = "gone", gettext_lazy("no longer in any backup")
    EARLIER = "earlier", gettext_lazy("carried out before a restore")


# The state of a list that was carried out and of which no record went: it has no end and no certificate.
NOTHING_DELETED = gettext_lazy("no record deleted: each was kept or had already been deleted")
CARRIED_OUT = (
    ListState.WRITTEN_DOWN,
    ListState.UNREADABLE,
    ListState.IRRECOVERABLE,
    ListState.GONE,
)


class ItemOutcome(models.TextChoices):
    """The outcome of one thing of a list."""

    WAITING = "waiting", gettext_lazy("waiting")
    DELETED = "deleted", gettext_lazy("deleted")
    HELD = "held", gettext_lazy("kept: a hold or a request requires this")
    REFUSED = "refused", gettext_lazy("kept: it could not be deleted yet")
    RELEASED = "released", gettext_lazy("left out of the list")
    GONE = "gone", gettext_lazy("had already been deleted")
    LOST = "lost", gettext_lazy("not known: the outcome was lost in a restore")


MOVES: dict[ListState, frozenset[ListState]] = {
    ListState.PROPOSED: frozenset(
        {ListState.RETURNED, ListState.GIVEN_UP, ListState.APPROVED, ListState.EARLIER}
    ),
    ListState.RETURNED: frozenset({ListState.PROPOSED, ListState.GIVEN_UP, ListState.EARLIER}),
    ListState.GIVEN_UP: frozenset(),
    ListState.APPROVED: frozenset({ListState.WRITTEN_DOWN, ListState.EARLIER}),
    ListState.WRITTEN_DOWN: frozenset({ListState.UNREADABLE, ListState.EARLIER}),
    ListState.UNREADABLE: frozenset({ListState.IRRECOVERABLE}),
    ListState.IRRECOVERABLE: frozenset({ListState.GONE}),
    ListState.GONE: frozenset(),
    ListState.EARLIER: frozenset(),
}
# What is tried where a list is to come into a state, as its refusal begins.
TRIED = {
    ListState.PROPOSED: gettext_lazy("You cannot send this list again"),
    ListState.RETURNED: gettext_lazy("You cannot send this list back"),
    ListState.GIVEN_UP: gettext_lazy("You cannot abandon this list"),
    ListState.APPROVED: gettext_lazy("You cannot approve this list"),
    ListState.WRITTEN_DOWN: gettext_lazy("You cannot list the keys that this list destroys"),
    ListState.UNREADABLE: gettext_lazy("You cannot record this list as “unreadable here”"),
    ListState.IRRECOVERABLE: gettext_lazy("You cannot record this list as “unreadable everywhere”"),
    ListState.GONE: gettext_lazy("You cannot record that the last backup of these records has been deleted"),
    ListState.EARLIER: gettext_lazy("You cannot record that this list was carried out before a restore"),
}


def check_move(now: ListState, *, to: ListState) -> None:
    """Raise WrongState unless the table of a list's moves has this one."""
    why = _("Its state is “{now}”. Open its page to see its history.").format(now=now.label)
    require_move(MOVES, now, to=to, refusal=cannot(str(TRIED[to]), why))
