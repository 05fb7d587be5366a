"""The life of a recommendation: open, evidence given, discharged by a second person; opened again where it was not done."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState


class Progress(models.TextChoices):
    """Where a recommendation stands."""

    OPEN = "open", gettext_lazy("open")
    EVIDENCE_GIVEN = "evidence_given", gettext_lazy("evidence given")
    DISCHARGED = "discharged", gettext_lazy("discharged")


class ProgressStep(models.TextChoices):
    """What may be done about a recommendation."""

    EVIDENCE = "evidence", gettext_lazy("evidence was given")
    DISCHARGE = "discharge", gettext_lazy("discharged")
    REOPENING = "reopening", gettext_lazy("opened again")


# Further evidence may follow evidence; evidence that does not show it opens the recommendation again.
MOVES: dict[Progress, frozenset[Progress]] = {
    Progress.OPEN: frozenset({Progress.EVIDENCE_GIVEN}),
    Progress.EVIDENCE_GIVEN: frozenset({Progress.EVIDENCE_GIVEN, Progress.DISCHARGED, Progress.OPEN}),
    Progress.DISCHARGED: frozenset({Progress.OPEN}),
}
LEADS_TO: dict[str, Progress] = {
    ProgressStep.EVIDENCE.value: Progress.EVIDENCE_GIVEN,
    ProgressStep.DISCHARGE.value: Progress.DISCHARGED,
    ProgressStep.REOPENING.value: Progress.OPEN,
}


def progress_after(step: str | None) -> Progress:
    """Where a recommendation stands after its last step; None for none yet."""
    return Progress.OPEN if step is None else LEADS_TO[step]


def check_move(now: Progress, *, to: Progress) -> None:
    """Raise WrongState unless the table of moves has this one."""
    if to in MOVES[now]:
        return
    if now == Progress.DISCHARGED:
        raise WrongState(
            _(
                "You cannot record this step: the recommendation is discharged. If it was not followed after all, open the recommendation again and give the reason."
            )
        )
    if to == Progress.DISCHARGED:
        raise WrongState(
            _(
                "You cannot discharge this recommendation: nobody has given evidence since it was opened. The owner or the RIPA co-ordinator must give evidence "
                "first."
            )
        )
    raise WrongState(
        _(
            "You cannot open this recommendation again: it is open already. Read its history on the page of the recommendation."
        )
    )
