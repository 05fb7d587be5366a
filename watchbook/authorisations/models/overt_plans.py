"""Overt plans: a manager's signed plan for repeated overt looks at a subject, how often, with an end."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q
from django.utils.translation import ngettext

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.authorisations.states import PlanState
from watchbook.investigations.models import Investigation, Subject
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.models import Person, Service

A_DAY = timedelta(days=1)


class Frequency(NamedTuple):
    """So many looks at most in any so many London days in a row."""

    looks: int
    days: int

    def __str__(self) -> str:
        if self.days == 1:
            told = ngettext("At most {looks} look a day", "At most {looks} looks a day", self.looks)
        else:
            told = ngettext(
                "At most {looks} look in any {days} days",
                "At most {looks} looks in any {days} days",
                self.looks,
            )
        return told.format(looks=self.looks, days=self.days)

    def has_room(self, made: Sequence[date], *, on: date) -> bool:
        """Whether one look more on a day keeps to it, given the days of the looks before and after that day."""
        ends = [on + back * A_DAY for back in range(self.days)]
        return all(sum(end - self.days * A_DAY < day <= end for day in made) < self.looks for end in ends)

    def next_day(self, made: Sequence[date], *, on: date) -> date:
        """Return the first day from this one on that has room for one look more."""
        day = on
        while not self.has_room(made, on=day):
            day += A_DAY
        return day


class OvertPlan(Recorded, Enveloped):
    """What is looked at openly, how often, until when. Purpose and description lie in the envelope."""

    kind_of_envelope = "authorisations.overt_plan"

    reference = models.CharField(max_length=30, unique=True)
    investigation = models.ForeignKey(Investigation, on_delete=models.PROTECT, related_name="overt_plans")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="overt_plans")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=PlanState, default=PlanState.PROPOSED)
    looks_at_most = models.PositiveSmallIntegerField()
    # How often: so many looks at most in any so many days; plans of before November 2026 say it in words alone.
    often_looks = models.PositiveSmallIntegerField(null=True, blank=True)
    often_days = models.PositiveSmallIntegerField(null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at"]
        indexes = [
            models.Index(name="overt_plan_by_end", fields=["until_on", "id"]),
            models.Index(name="overt_plan_proposed", fields=["recorded_at"], condition=Q(state="proposed")),
            models.Index(name="overt_plan_of_investigation", fields=["investigation", "-recorded_at"]),
            models.Index(
                name="overt_plan_to_sign",
                fields=["service", "-recorded_at", "id"],
                condition=Q(state=PlanState.PROPOSED),
            ),
            models.Index(
                name="overt_plan_signed",
                fields=["service", "until_on", "reference"],
                condition=Q(state=PlanState.SIGNED),
            ),
        ]
        triggers = [
            needs_event(),
            recorded_by_the_clock(),
            never_changed(
                "reference",
                "investigation",
                "subject",
                "looks_at_most",
                "often_looks",
                "often_days",
                "from_on",
                "until_on",
                "proposed_by",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="overt_plan_is_signed_by_another",
                condition=Q(signed_by=None) | ~Q(signed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="overt_plan_signed_says_by_whom",
                condition=~Q(state__in=[PlanState.SIGNED, PlanState.ENDED])
                | Q(signed_by__isnull=False, signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="overt_plan_ended_says_when",
                condition=~Q(state=PlanState.ENDED) | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="overt_plan_says_how_often_in_full",
                condition=Q(often_looks=None, often_days=None) | Q(often_looks__gte=1, often_days__gte=1),
            ),
            models.CheckConstraint(
                name="overt_plan_ends_after_it_begins", condition=Q(until_on__gte=F("from_on"))
            ),
        ]

    @property
    def frequency(self) -> Frequency | None:
        """The frequency that binds its looks; None where the plan says it in words alone."""
        if self.often_looks is None or self.often_days is None:
            return None
        return Frequency(self.often_looks, self.often_days)

    def __str__(self) -> str:
        return self.reference
