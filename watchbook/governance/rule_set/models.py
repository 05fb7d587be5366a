"""The table of rule sets that the authority's solicitor has adopted, each in the words in which it was adopted."""

from django.db import models
from django.db.models import Q

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.register.models.entries import Entry


class RuleSetAdoption(Entry):
    """That the solicitor adopted an edition of the rules, from which day, with which exceptions, and what it said."""

    edition = models.CharField(max_length=60)
    adopted_on = models.DateField()
    exceptions = models.TextField(max_length=4000, blank=True, default="")
    criteria = models.TextField()
    process = models.TextField()
    annex = models.TextField()

    class Meta:
        ordering = ["-adopted_on", "-recorded_at"]
        triggers = [needs_event(), recorded_by_the_clock(), written_once()]
        indexes = [
            models.Index(
                name="rule_sets_in_order",
                fields=["-adopted_on", "-recorded_at", "id"],
                condition=Q(is_struck=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="rule_set_adoption_names_its_edition",
                condition=Q(edition__regex=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\.[0-9a-f]{12}$"),
            ),
            models.CheckConstraint(
                name="rule_set_adoption_keeps_what_was_adopted",
                condition=~Q(criteria="") & ~Q(process="") & ~Q(annex=""),
            ),
        ]

    def __str__(self) -> str:
        return self.edition
