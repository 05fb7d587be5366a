"""Tables of the register of letters received from oversight bodies, and of what was answered.

A row is never changed. A correction is a new row that names the old one, so that what was recorded by any
moment can be told again.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.files.models import KeptFile
from watchbook.register.models.entries import GUARDS, Entry, NamedEntry, one_entry
from watchbook.register.title_words import words_index


class Body(models.TextChoices):
    """Who oversees: the Surveillance Commissioners until 2017, the Investigatory Powers Commissioner since."""

    OSC = "osc", _("Office of Surveillance Commissioners")
    IPCO = "ipco", _("Investigatory Powers Commissioner’s Office")
    ICO = "ico", _("Information Commissioner")
    HOME_OFFICE = "home_office", _("Home Office")
    OTHER = "other", _("another body")


class LetterReceived(NamedEntry, KeptFile):
    """A letter from an oversight body: who sent it, what about, its date, when it came, and its copy on file."""

    sender = models.CharField(max_length=12, choices=Body)
    subject = models.CharField(max_length=200)
    concerns_social_media = models.BooleanField()
    dated_on = models.DateField()
    received_on = models.DateField()

    class Meta:
        ordering = ["-dated_on", "-recorded_at"]
        indexes = [
            models.Index(name="letter_by_moment", fields=["recorded_at"]),
            models.Index(name="letters_newest_first", fields=["-dated_on", "-reference"]),
            models.Index(
                name="letter_by_receipt", fields=["received_on", "id"], condition=Q(is_struck=False)
            ),
            words_index("words_of_letter", "subject"),
        ]
        triggers = GUARDS
        constraints = [
            models.CheckConstraint(
                name="letter_received_after_its_date", condition=Q(received_on__gte=F("dated_on"))
            ),
            one_entry("letter_reference_is_one_letters"),
        ]


class LetterAnswer(Entry, KeptFile):
    """What became of a letter: a reply with its copy, or a signed word that none was asked for and none sent."""

    class Kind(models.TextChoices):
        """The two ways a letter is done with."""

        REPLIED = "replied", _("a reply was sent")
        NO_REPLY = "no_reply", _("no reply was asked for and none was sent")

    letter = models.ForeignKey(LetterReceived, on_delete=models.PROTECT, related_name="answers")
    letter_reference = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=Kind)
    sent_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField()

    class Meta:
        ordering = ["recorded_at"]
        indexes = [models.Index(name="answer_of_letter", fields=["letter_reference"])]
        triggers = GUARDS
        constraints = [
            models.CheckConstraint(
                name="letter_reply_has_its_day_and_no_reply_has_none",
                condition=Q(kind="replied", sent_on__isnull=False)
                | Q(kind="no_reply", sent_on=None, file_sha256=""),
            ),
            one_entry("letter_is_answered_once", "letter_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.letter_reference} {self.kind}"
