"""Tables of what an officer decides of a question: its topic, a search by hand, the sentence that goes out.

Each hangs on the question's place in the request's text, which a new cut elsewhere leaves alone. The newest row holds;
earlier ones stay, so that an answer can be told as at a moment.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.figures.findings import Status
from watchbook.foi.models.requests import Request
from watchbook.organisation.models import Person


class AboutQuestion(Recorded):
    """What was decided of the question that stands at this place of the text (code points)."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["recorded_at"]
        triggers = [needs_event(subject="request_id"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.CheckConstraint(name="%(class)s_has_a_place", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class TopicChoice(AboutQuestion):
    """The topic that an officer confirmed for a question; empty: none of them."""

    topic = models.CharField(max_length=60, blank=True)


class SearchOutcome(models.TextChoices):
    """What a search by hand can say. A nil is a figure of a register and its statements, never of a search."""

    HELD_SUPPLIED = Status.HELD_SUPPLIED, _("found, and supplied")
    HELD_LINK = Status.HELD_LINK, _("found, and published at an address")
    PARTLY = Status.PARTLY, _("found in part")
    NOT_HELD = Status.NOT_HELD, _("looked for and not held")
    NOT_APPLICABLE = Status.NOT_APPLICABLE, _("does not apply")
    EXPLANATION = Status.EXPLANATION, _("explained")


class Search(AboutQuestion):
    """A search by a person, which its certificate shows: where, for which terms, when, by whom, with what result."""

    reference = models.CharField(max_length=20, unique=True)
    where = models.TextField()
    terms = models.TextField()
    searched_on = models.DateField()
    searched_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    result = models.TextField()
    outcome = models.CharField(max_length=16, choices=SearchOutcome)
    answer = models.TextField()
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.reference


class Wording(AboutQuestion):
    """The sentence an officer wrote over the drafted one; empty: the drafted one again.

    `over_sha256` is the digest of the finding it was written over: where that has changed since, a check says so.
    """

    answer = models.TextField(blank=True)
    over_sha256 = models.CharField(max_length=64)
