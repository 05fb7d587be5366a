"""The table of the pages viewed in a look."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.keys.envelope import Enveloped
from watchbook.looks.models.looks import Look


class PageView(Recorded, Enveloped):
    """A page opened in the sitting of a look. In the look's envelope key: its address."""

    kind_of_envelope: ClassVar[str] = "looks.page_view"
    ends_with = ("look_id",)
    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="page_views")
    number = models.PositiveSmallIntegerField()
    platform = models.CharField(max_length=20)
    is_of_another = models.BooleanField()
    viewed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        triggers = [needs_event(subject="look_id"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(name="page_view_number_is_one", fields=["look", "number"]),
            models.CheckConstraint(
                name="page_view_platform_is_an_id", condition=Q(platform__regex=r"^[a-z][a-z0-9_]*$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.look}/{self.number}"
