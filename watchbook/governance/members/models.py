"""The table of meetings at which members were told, or decided, something about these powers."""

from django.db import models
from django.db.models import F, Q

from watchbook.register.models.entries import GUARDS, NamedEntry, one_entry


class MembersMeeting(NamedEntry):
    """A meeting: the report that members had and its period, the policy that they approved, what they decided, and the minute."""

    committee = models.CharField(max_length=200)
    met_on = models.DateField()
    told = models.TextField(max_length=4000)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    policy = models.CharField(max_length=20, blank=True, default="")
    decided = models.TextField(max_length=4000)
    minute = models.CharField(max_length=200)

    class Meta:
        ordering = ["-met_on", "-recorded_at"]
        indexes = [
            models.Index(name="meeting_newest_first", fields=["-met_on", "-recorded_at"]),
            models.Index(name="policy_decided", fields=["policy", "decided"], condition=~Q(policy="")),
        ]
        triggers = GUARDS
        constraints = [
            one_entry("members_meeting_is_one"),
            models.CheckConstraint(
                name="members_meeting_report_has_both_dates",
                condition=Q(first_on=None, last_on=None)
                | Q(first_on__isnull=False, last_on__isnull=False, last_on__gte=F("first_on")),
            ),
        ]
