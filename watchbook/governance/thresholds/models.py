"""The table of the authority's own thresholds of drift: when looking at one subject again asks for more (docs/law/drift.md#thresholds)."""

from django.db import models
from django.db.models import F, Q

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.organisation.models import Person


class DriftThreshold(Recorded):
    """The thresholds from a day on: by whom they were set, and why. The newest row that has begun applies."""

    from_on = models.DateField()
    amber_look = models.PositiveSmallIntegerField()
    red_look = models.PositiveSmallIntegerField()
    window_days = models.PositiveSmallIntegerField()
    collateral_handles = models.PositiveSmallIntegerField()
    night_from_hour = models.PositiveSmallIntegerField()
    night_until_hour = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=500)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-from_on", "-recorded_at"]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
        constraints = [
            models.CheckConstraint(
                name="drift_threshold_amber_comes_no_later_than_red",
                condition=Q(amber_look__gte=1) & Q(red_look__gte=F("amber_look")),
            ),
            models.CheckConstraint(
                name="drift_threshold_night_is_within_a_day",
                condition=Q(night_until_hour__lt=F("night_from_hour")) & Q(night_from_hour__lt=24),
            ),
            models.CheckConstraint(
                name="drift_threshold_says_why",
                condition=~Q(why="") & Q(window_days__gte=1) & Q(collateral_handles__gte=1),
            ),
        ]
