"""Tables of requests for information and of the questions they were cut into."""

from django.db import models
from django.db.models import F, Q

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.organisation.models import Person, Regime


class Request(Recorded):
    """A request as it came: its text is never changed, and its hash says so."""

    reference = models.CharField(max_length=20, unique=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    received_on = models.DateField()
    regime = models.CharField(max_length=5, choices=Regime)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["received_on", "reference"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed("reference", "text", "text_sha256", "received_on", "recorded_by"),
        ]

    def __str__(self) -> str:
        return self.reference


class RequestQuestion(Recorded):
    """One question of a request: its number, its marker as written, and its place in the text (code points)."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    marker = models.CharField(max_length=60, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        triggers = [needs_event(subject="request_id"), recorded_by_the_clock()]
        constraints = [
            models.UniqueConstraint(name="question_has_its_own_place", fields=["request", "position"]),
            models.CheckConstraint(name="question_is_not_empty", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return self.number
