"""A covert source's own records, in a vault with a key of its own, and its openings to an inspector (SI 2000/2725 reg 3).

The vault's key is no other row's: whoever may open the authorisation cannot open the vault by that. Break-glass never does.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.authorisations.models.applications import Authorisation
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Person

OF_AUTHORISATION = needs_event(subject="authorisation_id")
WRITTEN: list[Any] = [OF_AUTHORISATION, recorded_by_the_clock(), written_once()]


class Particular(models.TextChoices):
    """What must be kept about a source (SI 2000/2725 reg 3, (a) to (n))."""

    IDENTITY = "a", _("the identity of the source")
    IDENTITY_USED = "b", _("the identity that the source uses")
    OTHER_AUTHORITIES = "c", _("other authorities that use the source")
    REFERRED_TO = "d", _("the way in which each authority refers to the source")
    WELFARE = "e", _("security and welfare")
    RISKS_EXPLAINED = "f", _("the officer’s confirmation that the risks were considered and explained")
    RECRUITED = "g", _("when and how the source was recruited")
    KEEPERS = "h", _("handler, controller and record-keeper")
    PERIODS = "i", _("periods for which the handler, controller and record-keeper had these duties")
    TASKS = "j", _("tasks given")
    CONTACTS = "k", _("contacts with the source")
    INFORMATION = "l", _("information obtained")
    DISSEMINATION = "m", _("recipient of the information")
    PAYMENTS = "n", _("payments and benefits")


class SourceVault(Recorded):
    """The vault of one authorisation; its id is the item under whose key everything in it lies."""

    authorisation = models.OneToOneField(Authorisation, on_delete=models.PROTECT, related_name="vault")

    class Meta:
        triggers = WRITTEN

    def __str__(self) -> str:
        return str(self.authorisation_id)


class InVault(Recorded, Enveloped):
    """A row whose words lie under the vault's key."""

    ends_with = ("vault_id",)

    vault = models.ForeignKey(SourceVault, on_delete=models.PROTECT, related_name="%(class)ss")
    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT, related_name="%(class)ss")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class SourceRecord(InVault):
    """One thing that is kept about a source, written once."""

    kind_of_envelope = "authorisations.source_record"
    particular = models.CharField(max_length=1, choices=Particular)

    class Meta:
        ordering = ["particular", "at", "recorded_at"]
        triggers = WRITTEN

    def __str__(self) -> str:
        return self.particular


class SourceOpening(InVault):
    """That an authorising officer opened the vault to an inspector, until when; why lies in the vault."""

    kind_of_envelope = "authorisations.source_opening"
    inspector = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        triggers = [
            OF_AUTHORISATION,
            recorded_by_the_clock(),
            never_changed("vault", "authorisation", "by", "at", "inspector", "until_at"),
        ]
        constraints = [
            models.CheckConstraint(name="source_opening_ends", condition=Q(until_at__gt=F("at"))),
            models.CheckConstraint(name="source_opening_is_anothers", condition=~Q(inspector=F("by"))),
        ]

    def __str__(self) -> str:
        return str(self.until_at)
