"""Steps of rights requests and of complaints, each with the words of a person and, where it has one, its letter."""

from typing import Any

from django.db import models

from watchbook.audit_log.guard import recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Person

STEP_GUARDS: list[Any] = [recorded_by_the_clock(), written_once()]


class CaseStep(Recorded, Enveloped):
    """A step in the course of a case, written once. In the envelope, under the case's key: its words and its letter."""

    kind = models.CharField(max_length=20)
    on = models.DateField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["on", "recorded_at"]

    def __str__(self) -> str:
        return self.kind
