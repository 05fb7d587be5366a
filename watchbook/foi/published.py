"""Tables of the disclosure log: what was published of a request, edition by edition, and what was withdrawn."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.foi.words_of_entry import WordsOfEntry
from watchbook.organisation.models import Person

FIRST_DAY = Coalesce("first_published_on", "published_on")


class Licence(models.TextChoices):
    """The terms on which the requester may re-use the answer (RoPSI 2015; docs/law/foi.md#after-the-answer)."""

    OGL = "ogl", _("Open Government Licence v3.0")
    OTHER = "other", _("other terms")


class Publication(Recorded):
    """One edition of an entry of the disclosure log; the highest edition is the one shown at its permanent address.

    `answers` is a list in the questions' order (foi.frozen.PublicAnswer): nothing in it names the requester or anyone.
    """

    reference = models.CharField(max_length=20)
    request_reference = models.CharField(max_length=20)  # no key: an entry outlives its request's file
    edition = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    answers = models.JSONField()
    published_on = models.DateField()
    # Of the entry, whatever its edition; an edition of before this was kept has none.
    first_published_on = models.DateField(null=True)
    # What the public is told of the request, for the day when its file is not kept any more.
    received_on = models.DateField()
    answered_on = models.DateField()
    due_on = models.DateField(null=True)
    licence = models.CharField(max_length=5, choices=Licence)
    licence_terms = models.TextField(blank=True)
    requester_is_out = models.BooleanField()
    persons_are_out = models.BooleanField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["reference", "edition"]
        indexes = [
            models.Index(FIRST_DAY.desc(), F("reference").desc(), name="publication_newest_first"),
            GinIndex(WordsOfEntry("title"), name="words_of_publication", fastupdate=False),
        ]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(name="edition_of_a_publication", fields=["reference", "edition"]),
            models.CheckConstraint(
                name="published_names_nobody", condition=Q(requester_is_out=True, persons_are_out=True)
            ),
        ]

    @property
    def first_day(self) -> date:
        """The day on which the public first read the entry."""
        return self.first_published_on or self.published_on

    def __str__(self) -> str:
        return self.reference


class Withdrawal(Recorded):
    """An entry taken back: its address stays and says why (a tombstone)."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_on = models.DateField()
    reason = models.TextField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
