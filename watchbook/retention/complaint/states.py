"""The life of a complaint about personal data: received, acknowledged, and its outcome told (DPA 2018 s.164A)."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, cannot


class ComplaintState(models.TextChoices):
    """A complaint's place in its life."""

    RECEIVED = "received", gettext_lazy("received, to be acknowledged")
    ACKNOWLEDGED = "acknowledged", gettext_lazy("acknowledged, being looked into")
    CLOSED = "closed", gettext_lazy("person told the outcome")


class ComplaintChannel(models.TextChoices):
    """The way in which a complaint came."""

    FORM = "form", gettext_lazy("our online form")
    EMAIL = "email", gettext_lazy("email")
    LETTER = "letter", gettext_lazy("letter")
    TELEPHONE = "telephone", gettext_lazy("telephone")
    IN_PERSON = "in_person", gettext_lazy("in person")


class ComplaintOutcome(models.TextChoices):
    """The finding about a complaint."""

    UPHELD = "upheld", gettext_lazy("You were right")
    PARTLY = "partly", gettext_lazy("You were right in part")
    NOT_UPHELD = "not_upheld", gettext_lazy("We found nothing wrong")


class ComplaintStepKind(models.TextChoices):
    """A step in the course of a complaint."""

    ACKNOWLEDGED = "acknowledged", gettext_lazy("Acknowledge the complaint")
    ENQUIRED = "enquired", gettext_lazy("Record an enquiry and its findings")
    PROGRESS_TOLD = "progress_told", gettext_lazy("Tell the person about progress")
    OUTCOME_TOLD = "outcome_told", gettext_lazy("Tell the person the outcome")


_KIND, _STATE = ComplaintStepKind, ComplaintState
LETTERS = frozenset({_KIND.ACKNOWLEDGED, _KIND.PROGRESS_TOLD, _KIND.OUTCOME_TOLD})
NEEDS_WORDS = frozenset(_KIND) - {_KIND.ACKNOWLEDGED}
LEADS_TO = {_KIND.ACKNOWLEDGED: _STATE.ACKNOWLEDGED, _KIND.OUTCOME_TOLD: _STATE.CLOSED}
# An outcome that is told within the time for the acknowledgement needs no acknowledgement before it.
STEPS: dict[ComplaintState, frozenset[ComplaintStepKind]] = {
    _STATE.RECEIVED: frozenset({_KIND.ACKNOWLEDGED, _KIND.ENQUIRED, _KIND.OUTCOME_TOLD}),
    _STATE.ACKNOWLEDGED: frozenset({_KIND.ENQUIRED, _KIND.PROGRESS_TOLD, _KIND.OUTCOME_TOLD}),
    _STATE.CLOSED: frozenset(),
}
MOVES = {
    state: frozenset(LEADS_TO[step] for step in steps if step in LEADS_TO) for state, steps in STEPS.items()
}


def check_step(now: ComplaintState, *, step: ComplaintStepKind) -> None:
    """Raise WrongState unless the table of steps has this one."""
    if step not in STEPS[now]:
        why = _(
            "The state of the complaint is “{now}”. Open the page of the complaint to see what you can do."
        ).format(now=now.label)
        raise WrongState(cannot(_("You cannot record this step of the complaint"), why))
