"""Table of what the authority uses for social-media research: software, hardware, and methods of its own."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchbook.register.models.entries import GUARDS, NamedEntry, ended_index, ends_after_it_begins, one_entry
from watchbook.register.title_words import words_index


class Tool(NamedEntry):
    """A tool or a method: whose it is, how it was come by, whether it does sentiment analysis, and since when."""

    class Kind(models.TextChoices):
        """What it is."""

        SOFTWARE = "software", _("software")
        HARDWARE = "hardware", _("hardware")
        IN_HOUSE_METHOD = "in_house_method", _("in-house method")

    class Acquired(models.TextChoices):
        """How it was come by."""

        BOUGHT = "bought", _("bought")
        FREE = "free", _("free of charge")
        TRIAL = "trial", _("on trial")
        MADE = "made", _("made by the authority")

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    supplier = models.CharField(max_length=200, blank=True, default="")
    acquired = models.CharField(max_length=10, choices=Acquired)
    purpose = models.TextField(max_length=1000)
    does_sentiment_analysis = models.BooleanField()
    whole_authority = models.BooleanField(default=False)
    services = ArrayField(models.UUIDField(), default=list, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    @property
    def called(self) -> str:
        """Return its name as its events have it, since `name` is the event’s own."""
        return self.name

    class Meta:
        ordering = ["kind", "name", "-recorded_at"]
        indexes = [
            words_index("words_of_tool", "name"),
            ended_index("tool_ended"),
        ]
        triggers = GUARDS
        constraints = [
            one_entry("tool_reference_is_one_tools"),
            ends_after_it_begins("tool_ends_after_it_begins"),
            models.CheckConstraint(
                name="tool_in_house_method_is_made_here",
                condition=Q(kind="in_house_method", acquired="made") | ~Q(kind="in_house_method"),
            ),
            models.CheckConstraint(
                name="tool_bought_names_its_supplier", condition=~Q(acquired="bought") | ~Q(supplier="")
            ),
        ]
