"""Columns of the check of our Welsh, which the authority's row holds."""

from django.db import models
from django.db.models import Q


class WelshChecked(models.Model):
    """A check of our Welsh: who made it, when, and which officer confirms that."""

    # Who checked our Welsh, when, in which state of its words (their digest), and who confirms that.
    welsh_checker = models.CharField(max_length=200, blank=True, default="", db_default="")
    welsh_checked_on = models.DateField(null=True, blank=True)
    welsh_words = models.CharField(max_length=64, blank=True, default="", db_default="")
    welsh_confirmed_by = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True


def welsh_check_is_whole() -> models.CheckConstraint:
    """All of a check is there, or none of it."""
    return models.CheckConstraint(
        name="welsh_check_is_whole",
        condition=Q(welsh_checker="", welsh_checked_on=None, welsh_words="", welsh_confirmed_by=None)
        | Q(
            ~Q(welsh_checker=""),
            ~Q(welsh_words=""),
            welsh_checked_on__isnull=False,
            welsh_confirmed_by__isnull=False,
        ),
    )
