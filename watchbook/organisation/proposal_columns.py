"""The database's own rule for a proposal of a duty that was taken back."""

from django.db import models
from django.db.models import F, Q

from watchbook.organisation.states import DutyState


def taken_back_by_its_proposer() -> models.CheckConstraint:
    """A proposal is taken back by the person who made it, before anybody decides on it."""
    return models.CheckConstraint(
        name="duty_taken_back_by_its_proposer",
        condition=~Q(state=DutyState.TAKEN_BACK)
        | Q(ended_by__isnull=False, ended_by=F("proposed_by"), decided_by=None),
    )
