"""What people were told of by the clock, once each; and the secret address under which somebody's calendar reads dates."""

from django.db import models
from django.db.models import Q

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.authorisations.models.applications import Authorisation
from watchbook.organisation.models import Person


class ReminderGiven(Recorded):
    """That a task about an authorisation, due on a day, was told; the unique row makes the job one that may run twice."""

    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT, related_name="reminders")
    task = models.CharField(max_length=20)
    due_on = models.DateField()

    class Meta:
        ordering = ["recorded_at"]
        triggers = [needs_event(subject="authorisation_id"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(
                name="reminder_is_given_once", fields=["authorisation", "task", "due_on"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.due_on}"


class CalendarAddress(Recorded):
    """A secret address of somebody's calendar feed, known by its hash alone; one at a time, and it can be withdrawn."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers = [needs_event(), recorded_by_the_clock(), never_changed("person", "secret_sha256")]
        constraints = [
            models.UniqueConstraint(
                name="calendar_address_is_one", fields=["person"], condition=Q(withdrawn_at=None)
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
