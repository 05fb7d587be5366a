"""Tables of the retention schedule: an edition with its classes, and its adoption by an act of the authority."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchbook.register.models.entries import GUARDS, Entry, NamedEntry, one_entry


class PeriodUnit(models.TextChoices):
    """In what a period is counted."""

    DAYS = "days", _("days")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class Action(models.TextChoices):
    """What happens when a period is over."""

    DELETE = "delete", _("delete")
    REVIEW = "review", _("review, then delete or keep with a reason")
    TRANSFER = "transfer", _("transfer to the service’s own file")
    ANSWER = "answer", _("answer the person who made the request")


class RetentionSchedule(NamedEntry):
    """One edition of the schedule; its classes are its own rows."""

    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["-recorded_at"]
        triggers = GUARDS
        constraints = [one_entry("retention_schedule_reference_is_one_editions")]


class RetentionClass(Entry):
    """A class of what is kept: from when the period runs, how long, what happens then, and why in law.

    `code` names one of the classes that the rule set knows (`retention.classes`), or is the authority's own.
    """

    schedule_reference = models.CharField(max_length=20)
    code = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    trigger = models.CharField(max_length=200)
    period = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=10, choices=PeriodUnit, blank=True, default="")
    period_words = models.CharField(max_length=300, blank=True, default="")
    action = models.CharField(max_length=10, choices=Action)
    action_words = models.TextField(max_length=1000, blank=True, default="")
    reason = models.CharField(max_length=500)
    # Of the Local Government Association's list of record types, where the class is one of them.
    lga_record_type = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        ordering = ["code", "-recorded_at"]
        indexes = [models.Index(name="class_of_schedule", fields=["schedule_reference"])]
        triggers = GUARDS
        constraints = [
            one_entry("retention_class_stands_once_in_a_schedule", "schedule_reference", "code"),
            models.CheckConstraint(
                name="retention_class_has_a_period_or_words_for_it",
                condition=Q(period__isnull=False, unit__in=["days", "months", "years"])
                | (Q(period=None, unit="") & ~Q(period_words="")),
            ),
            models.CheckConstraint(
                name="retention_class_lga_record_type_is_an_id",
                condition=Q(lga_record_type__regex=r"^[0-9A-Za-z.-]*$"),
            ),
        ]


class RetentionAdoption(Entry):
    """The act by which an edition was adopted: who decided, the minute, and the day from which it is followed."""

    schedule_reference = models.CharField(max_length=20)
    adopted_on = models.DateField()
    in_force_from = models.DateField()
    decided_by = models.CharField(max_length=200)
    minute = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["-in_force_from", "-recorded_at"]
        triggers = GUARDS
        constraints = [one_entry("retention_schedule_is_adopted_once", "schedule_reference")]
        indexes = [
            models.Index(
                name="retention_newest_first", fields=["-in_force_from", "-adopted_on", "-recorded_at"]
            ),
            models.Index(name="adoption_of_schedule", fields=["schedule_reference"]),
            models.Index(name="schedule_adoption_by_day", fields=["in_force_from"]),
        ]
