"""Tables of requests for information, of who asks, and of the questions they were cut into."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock, written_once
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
    # The file as it came, where it came as one: kept byte by byte, its text above.
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["received_on", "reference"]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed(
                "reference", "text", "text_sha256", "received_on", "recorded_by", "file_name", "file_sha256"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Requester(Recorded):
    """Who asks and where the answer goes (FOIA s.8(1)(b)): kept apart from the case, so that it can go before it."""

    request = models.OneToOneField(Request, on_delete=models.CASCADE, related_name="requester")
    name = models.CharField(max_length=200)
    address = models.TextField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [needs_event(subject="request_id"), recorded_by_the_clock()]

    def __str__(self) -> str:
        return str(self.pk)


class RequestQuestion(Recorded):
    """One question of a request: its number, its marker as written, and its place in the text (code points).

    `cut` counts how often the text was cut: the highest is the one that holds, the earlier ones stay.
    """

    class Kind(models.TextChoices):
        """What an officer made of a stretch of the text; what has no row is told by the splitter."""

        QUESTION = "question", _("question")
        HEADING = "heading", _("heading")
        OTHER = "other", _("other text")

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="questions")
    cut = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.QUESTION)
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    marker = models.CharField(max_length=60, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["cut", "position"]
        triggers = [needs_event(subject="request_id"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(name="question_has_its_own_place", fields=["request", "cut", "position"]),
            models.CheckConstraint(name="question_is_not_empty", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return self.number
