"""Tables of requests for information, of what was found and worded for each question, sent and published."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.figures.findings import Status
from watchbook.foi.published import Licence
from watchbook.foi.states import StepKind
from watchbook.organisation.models import Person, Regime


class Request(Recorded):
    """A request as it came: its text is never changed, and its hash says so."""

    reference = models.CharField(max_length=20, unique=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    received_on = models.DateField()
    regime = models.CharField(max_length=5, choices=Regime)
    due_on = models.DateField(null=True)  # as last counted: a holiday added later moves the day
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # The file as it came, where it came as one: kept byte by byte, its text above.
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    # Files that came with a mail and were not read: name, kind and bytes of each; null where nobody looked.
    attached = models.JSONField(null=True)

    class Meta:
        ordering = ["received_on", "reference"]
        indexes = [
            models.Index(name="request_by_due_date", fields=["due_on", "reference"]),
            models.Index(name="request_newest_first", fields=["-received_on", "-reference"]),
        ]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed(
                "reference", "text", "text_sha256", "received_on", "recorded_by",
                "file_name", "file_sha256", "attached",
            ),
        ]  # fmt: skip

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


class RequestQuestion(Recorded):
    """One question of a request: its number, its marker as written, and its place in the text (code points).

    `cut` counts how often the text was cut: the highest is the one that holds, the earlier ones stay. What it could
    reach is kept with it (request.question_reach), for the hold of an open request: see migration 0003.
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
    likely = ArrayField(models.CharField(max_length=60), default=list)
    halves = models.PositiveSmallIntegerField(default=1)
    asks_from = models.DateField(null=True)
    asks_until = models.DateField(null=True)

    class Meta:
        ordering = ["cut", "position"]
        triggers = [needs_event(subject="request_id"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(name="question_has_its_own_place", fields=["request", "cut", "position"]),
            models.CheckConstraint(name="question_is_not_empty", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return self.number


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
        constraints = [models.CheckConstraint(name="%(class)s_has_a_place", condition=Q(end__gt=F("start")))]


class TopicChoice(AboutQuestion):
    """The topic that an officer confirmed for a question, or for one half of it; empty: none of them.

    `over_sha256` is the digest of the finding that was confirmed with it; empty for choices that kept none.
    """

    half = models.PositiveSmallIntegerField(default=0)
    topic = models.CharField(max_length=60, blank=True)
    over_sha256 = models.CharField(max_length=64, blank=True)


class SearchOutcome(models.TextChoices):
    """What a search by hand can say. A nil is a figure of a register and its statements, never of a search."""

    HELD_SUPPLIED = Status.HELD_SUPPLIED, _("found, and supplied")
    HELD_LINK = Status.HELD_LINK, _("found, and published at an address")
    PARTLY = Status.PARTLY, _("found in part")
    NOT_HELD = Status.NOT_HELD, _("searched for and not held")
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


class Scope(models.TextChoices):
    """The share of what was asked that a refusal keeps back."""

    WITHHELD = "withheld", _("We withhold all of the information")
    PARTLY = "partly", _("We give part of the information and withhold the rest")
    NEITHER = "neither", _("We neither confirm nor deny that we hold the information")


class QuestionRefusal(AboutQuestion):
    """A question refused, or the whole request, by one exemption (FOIA s.17; EIR reg 14; FOISA s.16).

    `told` is what the exemption asks to be said, by name (foi.refusal.asks). The newest row of a place and an exemption
    holds; one that is lifted refuses nothing.
    """

    exemption = models.CharField(max_length=20)
    scope = models.CharField(max_length=8, choices=Scope)
    told = models.JSONField(default=dict)
    is_lifted = models.BooleanField(default=False)


class RequestStep(Recorded):
    """Something that happened to a request on a day: it was clarified, a fee was asked for, it was passed on.

    `words` are ours to the requester, or what came from them; a letter that went is kept in three files.
    """

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=StepKind)
    on = models.DateField()
    words = models.TextField(blank=True)
    until = models.DateField(null=True)
    html_sha256 = models.CharField(max_length=64, blank=True)
    docx_sha256 = models.CharField(max_length=64, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "recorded_at"]
        triggers = [needs_event(subject="request_id"), recorded_by_the_clock(), written_once()]
        indexes = [models.Index(name="step_by_kind", fields=["kind", "on"])]


class Channel(models.TextChoices):
    """How the letter went."""

    EMAIL = "email", _("email")
    POST = "post", _("post")
    BY_HAND = "by_hand", _("by hand")
    OTHER = "other", _("another way")


class SentAnswer(Recorded):
    """The answer to a request as it was sent. `answers` is a list in the questions' order (foi.letter.sent_answer.as_kept)."""

    request = models.OneToOneField(Request, on_delete=models.CASCADE, related_name="sent")
    sent_on = models.DateField(db_index=True)
    channel = models.CharField(max_length=8, choices=Channel)
    licence = models.CharField(max_length=5, choices=Licence, default=Licence.OGL)
    licence_terms = models.TextField(blank=True)
    licence_reason = models.TextField(blank=True)
    late_reason = models.TextField(blank=True, default="")
    answers = models.JSONField()
    answers_sha256 = models.CharField(max_length=64)
    html_sha256 = models.CharField(max_length=64)
    docx_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sent_on", "recorded_at"]
        triggers = [needs_event(subject="request_id"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.CheckConstraint(
                name="other_terms_have_a_reason",
                condition=Q(licence="ogl") | (~Q(licence_terms="") & ~Q(licence_reason="")),
            )
        ]
