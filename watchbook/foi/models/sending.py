"""Table of answers sent: what the letter said to each question, frozen, with its three files."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.foi.models.requests import Request
from watchbook.organisation.models import Person


class Licence(models.TextChoices):
    """The terms on which the requester may re-use the answer (RoPSI 2015; docs/law/foi.md#after-the-answer)."""

    OGL = "ogl", _("Open Government Licence v3.0")
    OTHER = "other", _("other terms")


class Channel(models.TextChoices):
    """How the letter went."""

    EMAIL = "email", _("email")
    POST = "post", _("post")
    BY_HAND = "by_hand", _("by hand")
    OTHER = "other", _("another way")


class SentAnswer(Recorded):
    """The answer to a request as it was sent. `answers` is a list in the questions' order (foi.frozen.FrozenAnswer)."""

    request = models.OneToOneField(Request, on_delete=models.CASCADE, related_name="sent")
    sent_on = models.DateField()
    channel = models.CharField(max_length=8, choices=Channel)
    licence = models.CharField(max_length=5, choices=Licence, default=Licence.OGL)
    licence_terms = models.TextField(blank=True)
    licence_reason = models.TextField(blank=True)
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
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
