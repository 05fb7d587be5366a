"""The report of an audit or an inspection: how far it concerns social media, and whether it may be given out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchbook.files.models import KeptFile
from watchbook.register.models.entries import Entry


class ReportExtent(models.TextChoices):
    """How far something was about the use of social media (FOI 9477, question 1.d)."""

    EXCLUSIVELY = "exclusively", _("exclusively")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


class Release(models.TextChoices):
    """Whether a report may be given out; what is withheld says under which provision."""

    NOT_CONSIDERED = "not_considered", _("not considered yet")
    PUBLISHABLE = "publishable", _("publishable")
    PARTLY = "publishable_in_part", _("publishable in part")
    EXEMPT = "exempt", _("exempt")


WITHHELD = (Release.PARTLY.value, Release.EXEMPT.value)
NOT_WITHHELD = (Release.NOT_CONSIDERED.value, Release.PUBLISHABLE.value)


def withheld_says_why(name: str) -> models.CheckConstraint:
    """The constraint that what is withheld, and nothing else, says under which provision."""
    return models.CheckConstraint(
        name=name,
        condition=Q(release__in=NOT_WITHHELD, release_provision="")
        | (Q(release__in=WITHHELD) & ~Q(release_provision="")),
    )


class Reported(Entry, KeptFile):
    """A check that ends in a report: its reference, how far it is about social media, and what may be done with the report."""

    reference = models.CharField(max_length=20, db_index=True)
    concerns_social_media = models.CharField(max_length=12, choices=ReportExtent)
    release = models.CharField(max_length=20, choices=Release, default=Release.NOT_CONSIDERED)
    release_provision = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference
