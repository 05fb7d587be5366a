"""The course of a request: open, waiting for the requester, answered, under review, or ended without an answer."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, cannot


class RequestState(models.TextChoices):
    """The state of a request."""

    OPEN = "open", gettext_lazy("open")
    UNCLEAR = "unclear", gettext_lazy("waiting for the requester to clarify")
    FEE_ASKED = "fee_asked", gettext_lazy("waiting for the fee")
    ANSWERED = "answered", gettext_lazy("answered")
    REVIEWED = "reviewed", gettext_lazy("under review")
    ENDED = "ended", gettext_lazy("ended without an answer")


class StepKind(models.TextChoices):
    """A step that a request can take besides its answer."""

    ACKNOWLEDGED = "acknowledged", gettext_lazy("Acknowledge the request")
    UNCLEAR = "unclear", gettext_lazy("Ask the requester to clarify")
    CLARIFIED = "clarified", gettext_lazy("The requester clarified the request")
    FEE_ASKED = "fee_asked", gettext_lazy("Ask for a fee")
    FEE_PAID = "fee_paid", gettext_lazy("The fee was paid")
    EXTENDED = "extended", gettext_lazy("Take longer than the ordinary time")
    TRANSFERRED = (
        "transferred",
        gettext_lazy("Transfer the request to another authority, as the requester agreed"),
    )
    HELD_ELSEWHERE = (
        "held_elsewhere",
        gettext_lazy("Say that we do not hold the information, and which body does"),
    )
    PASSED_ON = (
        "passed_on",
        gettext_lazy("Pass the request on within the authority: it is not about social media"),
    )
    BUSINESS = (
        "business",
        gettext_lazy("Answer as ordinary business: the request asks for no recorded information"),
    )
    RIGHTS = (
        "rights",
        gettext_lazy("Deal with the request under data protection law: it asks for the requester’s own data"),
    )
    WITHDRAWN = "withdrawn", gettext_lazy("The requester withdrew the request")
    LAPSED = "lapsed", gettext_lazy("The request lapsed: the requester did not send what we asked for")
    REOPENED = "reopened", gettext_lazy("Open the request again")
    CORRECTION = "correction", gettext_lazy("Correct the answer that was sent")
    SUPPLEMENT = "supplement", gettext_lazy("Add to the answer that was sent")
    REVIEW_ASKED = "review_asked", gettext_lazy("The requester asked for a review")
    REVIEW_TOLD = "review_told", gettext_lazy("Give the outcome of the review")
    WELSH = "welsh", gettext_lazy("Write our letters in Welsh, as the requester asked")
    ENGLISH = "english", gettext_lazy("Write our letters in English again")


_KIND, _STATE = StepKind, RequestState
ENDS = frozenset(
    {_KIND.TRANSFERRED, _KIND.HELD_ELSEWHERE, _KIND.PASSED_ON, _KIND.BUSINESS, _KIND.RIGHTS,
     _KIND.WITHDRAWN, _KIND.LAPSED}
)  # fmt: skip
# The language of our letters after each step of this sort.
LANGUAGES = {_KIND.WELSH: "cy", _KIND.ENGLISH: "en-gb"}
# To which state each step leads; a step that is in no line leaves the state as it is.
LEADS_TO = {
    _KIND.UNCLEAR: _STATE.UNCLEAR,
    _KIND.CLARIFIED: _STATE.OPEN,
    _KIND.FEE_ASKED: _STATE.FEE_ASKED,
    _KIND.FEE_PAID: _STATE.OPEN,
    _KIND.REOPENED: _STATE.OPEN,
    _KIND.REVIEW_ASKED: _STATE.REVIEWED,
    _KIND.REVIEW_TOLD: _STATE.ANSWERED,
    **dict.fromkeys(ENDS, _STATE.ENDED),
}
_WAITING = ENDS - {_KIND.BUSINESS, _KIND.RIGHTS}
STEPS: dict[RequestState, frozenset[StepKind]] = {
    _STATE.OPEN: frozenset(LANGUAGES)
    | frozenset({_KIND.ACKNOWLEDGED, _KIND.UNCLEAR, _KIND.FEE_ASKED, _KIND.EXTENDED})
    | (ENDS - {_KIND.LAPSED}),
    _STATE.UNCLEAR: frozenset({_KIND.CLARIFIED, *LANGUAGES}) | _WAITING,
    _STATE.FEE_ASKED: frozenset({_KIND.FEE_PAID, *LANGUAGES}) | _WAITING,
    _STATE.ANSWERED: frozenset({_KIND.CORRECTION, _KIND.SUPPLEMENT, _KIND.REVIEW_ASKED, *LANGUAGES}),
    _STATE.REVIEWED: frozenset({_KIND.REVIEW_TOLD, _KIND.CORRECTION, _KIND.SUPPLEMENT, *LANGUAGES}),
    _STATE.ENDED: frozenset({_KIND.REOPENED}),
}
# The states to which they lead; an open request is answered by sending its letter.
MOVES = {
    state: frozenset({LEADS_TO[step] for step in steps if step in LEADS_TO})
    | ({_STATE.ANSWERED} if state in (_STATE.OPEN, _STATE.UNCLEAR, _STATE.FEE_ASKED) else set())
    for state, steps in STEPS.items()
}


def state_after(kinds: Iterable[str], *, is_answered: bool) -> RequestState:
    """The state of a request after these steps, in their order."""
    state = RequestState.ANSWERED if is_answered else RequestState.OPEN
    for kind in kinds:
        to = LEADS_TO.get(StepKind(kind), state)
        state = to if not is_answered or to in (RequestState.ANSWERED, RequestState.REVIEWED) else state
    return state


def check_step(now: RequestState, *, step: StepKind) -> None:
    """Raise WrongState unless the table of steps has this one."""
    if step not in STEPS[now]:
        why = _(
            "The state of the request is “{now}”. Open the page of the request to see what you can do."
        ).format(now=now.label)
        raise WrongState(cannot(_("You cannot record this step of the request"), why))
