"""The table of activities with personal data: for what, on which basis in law, with which papers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchbook.organisation.models import Service
from watchbook.register.models.entries import GUARDS, NamedEntry, ended_index, ends_after_it_begins, one_entry


class Activity(models.TextChoices):
    """An activity with personal data from social media."""

    LOOKS = "looks", _("looks")
    CAPTURE = "capture", _("capture of pages")
    COVERT_PROFILES = "covert_profiles", _("covert profiles")
    TOOLS = "tools", _("a tool or a method")
    LISTENING = "listening", _("listening projects")


class Processing(NamedEntry):
    """One activity of a service, or of the whole authority: purpose, basis, whose data, for how long, and its papers by reference."""

    class Regime(models.TextChoices):
        """The part of data-protection law that applies."""

        GENERAL = "general", _("UK GDPR and Part 2 of the Data Protection Act 2018")
        LAW_ENFORCEMENT = "law_enforcement", _("Part 3 of the Data Protection Act 2018 (law enforcement)")

    activity = models.CharField(max_length=20, choices=Activity)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tool = models.CharField(max_length=20, blank=True, default="")
    purpose = models.TextField(max_length=1000)
    regime = models.CharField(max_length=20, choices=Regime)
    lawful_basis = models.TextField(max_length=1000, blank=True, default="")
    special_basis = models.TextField(max_length=1000, blank=True, default="")
    people = models.TextField(max_length=1000)
    recipients = models.TextField(max_length=1000, blank=True, default="")
    transfers = models.TextField(max_length=1000, blank=True, default="")
    kept = models.TextField(max_length=1000, blank=True, default="")
    security = models.TextField(max_length=1000, blank=True, default="")
    privacy_notice = models.CharField(max_length=20, blank=True, default="")
    dpia = models.CharField(max_length=20, blank=True, default="")
    equality_assessment = models.CharField(max_length=20, blank=True, default="")
    training = models.CharField(max_length=20, blank=True, default="")
    is_refused_without_papers = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["activity", "reference", "-recorded_at"]
        indexes = [
            ended_index("processing_ended"),
            models.Index(name="processing_by_activity", fields=["activity", "reference", "-recorded_at"]),
        ]
        triggers = GUARDS
        constraints = [
            one_entry("processing_is_one"),
            ends_after_it_begins("processing_ends_after_it_begins"),
            models.CheckConstraint(
                name="processing_of_a_tool_names_it",
                condition=(Q(activity="tools") & ~Q(tool="")) | (~Q(activity="tools") & Q(tool="")),
            ),
        ]

    @property
    def service_name(self) -> str:
        """The service by its name, as forms and spreadsheets have it; empty for the whole authority."""
        return self.service.name if self.service else ""
