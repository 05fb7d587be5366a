"""The life of a rights request: open, waiting for the person, answered, or ended without an answer."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, cannot


class RightsState(models.TextChoices):
    """A rights request's place in its life."""

    OPEN = "open", gettext_lazy("open")
    IDENTITY = "identity", gettext_lazy("waiting for proof of identity")
    UNCLEAR = "unclear", gettext_lazy("waiting for clarification")
    ANSWERED = "answered", gettext_lazy("answered")
    ENDED = "ended", gettext_lazy("ended without an answer")


class RightsStepKind(models.TextChoices):
    """A step in the course of a rights request; `LETTERS` names those that go to the person as a letter."""

    ACKNOWLEDGED = "acknowledged", gettext_lazy("Acknowledge the request")
    IDENTITY_ASKED = "identity_asked", gettext_lazy("Ask for proof of identity")
    IDENTIFIED = "identified", gettext_lazy("Record the proof of identity")
    CLARIFICATION_ASKED = "clarification_asked", gettext_lazy("Ask for clarification")
    CLARIFIED = "clarified", gettext_lazy("Record the clarification")
    EXTENDED = "extended", gettext_lazy("Take two more months")
    ANSWERED = "answered", gettext_lazy("Send the answer")
    ANSWERED_FURTHER = "answered_further", gettext_lazy("Send a further answer")
    RESTRICTION_ENDS = "restriction_ends", gettext_lazy("Tell the person that a restriction ends")
    RECIPIENT_TOLD = "recipient_told", gettext_lazy("Record that a recipient was told")
    RECIPIENT_NOT_TOLD = "recipient_not_told", gettext_lazy("Record why a recipient was not told")
    NOT_IDENTIFIED = "not_identified", gettext_lazy("Close the request: we could not identify the person")
    LETTER_CHECKED = "letter_checked", gettext_lazy("Check a letter that was recorded late")
    WITHDRAWN = "withdrawn", gettext_lazy("Record that the request was withdrawn")


_KIND, _STATE = RightsStepKind, RightsState
LETTERS = frozenset(
    {_KIND.ACKNOWLEDGED, _KIND.IDENTITY_ASKED, _KIND.CLARIFICATION_ASKED, _KIND.EXTENDED, _KIND.ANSWERED}
) | {_KIND.ANSWERED_FURTHER, _KIND.RESTRICTION_ENDS, _KIND.NOT_IDENTIFIED}
ANSWERS = frozenset({_KIND.ANSWERED, _KIND.ANSWERED_FURTHER})
NEEDS_WORDS = frozenset(_KIND) - {_KIND.ACKNOWLEDGED, _KIND.ANSWERED, _KIND.ANSWERED_FURTHER}
RECIPIENTS = frozenset({_KIND.RECIPIENT_TOLD, _KIND.RECIPIENT_NOT_TOLD})
# To which state each step leads; a step that is in no line leaves the state as it is.
LEADS_TO = {
    _KIND.IDENTITY_ASKED: _STATE.IDENTITY,
    _KIND.IDENTIFIED: _STATE.OPEN,
    _KIND.CLARIFICATION_ASKED: _STATE.UNCLEAR,
    _KIND.CLARIFIED: _STATE.OPEN,
    _KIND.ANSWERED: _STATE.ANSWERED,
    _KIND.NOT_IDENTIFIED: _STATE.ENDED,
    _KIND.WITHDRAWN: _STATE.ENDED,
}
# What can be done while somebody is asked, where the question did not stop the time.
WHILE_IT_RUNS = frozenset({_KIND.EXTENDED, _KIND.ANSWERED})
STEPS: dict[RightsState, frozenset[RightsStepKind]] = {
    _STATE.OPEN: RECIPIENTS
    | {_KIND.LETTER_CHECKED}
    | {_KIND.ACKNOWLEDGED, _KIND.IDENTITY_ASKED, _KIND.IDENTIFIED, _KIND.CLARIFICATION_ASKED, _KIND.EXTENDED}
    | {_KIND.ANSWERED, _KIND.WITHDRAWN},
    _STATE.IDENTITY: WHILE_IT_RUNS
    | {_KIND.LETTER_CHECKED}
    | {_KIND.ACKNOWLEDGED, _KIND.IDENTIFIED, _KIND.NOT_IDENTIFIED, _KIND.WITHDRAWN},
    _STATE.UNCLEAR: WHILE_IT_RUNS
    | {_KIND.LETTER_CHECKED}
    | {_KIND.ACKNOWLEDGED, _KIND.CLARIFIED, _KIND.WITHDRAWN},
    _STATE.ANSWERED: RECIPIENTS
    | {_KIND.IDENTIFIED, _KIND.ANSWERED_FURTHER, _KIND.RESTRICTION_ENDS, _KIND.LETTER_CHECKED},
    _STATE.ENDED: frozenset(),
}


def leads_to(now: RightsState, step: RightsStepKind) -> RightsState:
    """Return the state after a step: proof of identity that comes once the answer has gone opens nothing again."""
    return now if now == RightsState.ANSWERED else LEADS_TO.get(step, now)


MOVES = {
    state: frozenset(leads_to(state, step) for step in steps) - {state} for state, steps in STEPS.items()
}
WORKED_ON = (_STATE.OPEN, _STATE.IDENTITY, _STATE.UNCLEAR)
CLOSED = (_STATE.ANSWERED, _STATE.ENDED)


def offered(
    now: RightsState, taken: Collection[str], *, is_paused: bool, is_to_check: bool, is_restricted: bool
) -> list[RightsStepKind]:
    """The steps that can be taken now: the longer time once, and while the time stands still neither it nor an answer."""
    left_out = {RightsStepKind.EXTENDED} & set(taken) | (WHILE_IT_RUNS if is_paused else frozenset())
    left_out |= frozenset() if is_to_check else {RightsStepKind.LETTER_CHECKED}
    left_out |= frozenset() if is_restricted else {RightsStepKind.RESTRICTION_ENDS}
    return [one for one in RightsStepKind if one in STEPS[now] and one not in left_out]


def check_step(now: RightsState, *, step: RightsStepKind) -> None:
    """Raise WrongState unless the table of steps has this one."""
    if step not in STEPS[now]:
        why = _(
            "The state of the request is “{now}”. Open the page of the request to see what you can do."
        ).format(now=now.label)
        raise WrongState(cannot(_("You cannot record this step of the request"), why))


def check_open(now: RightsState, *, tried: str) -> None:
    """Raise WrongState unless the request is still worked on."""
    if now not in WORKED_ON:
        raise WrongState(
            cannot(
                tried,
                _(
                    "The state of the request is “{now}”. You can do this only before the request is answered or ended."
                ).format(now=now.label),
            )
        )
