"""What every register row here shares: it is written once, and a correction is a new row that names the old one."""

from datetime import datetime
from functools import cache
from typing import Self

from django.db import models

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.organisation.models import Person

GUARDS = [needs_event(), recorded_by_the_clock(), written_once()]


def one_entry(name: str, *columns: str) -> models.UniqueConstraint:
    """The constraint that these columns (the reference alone) name one entry: only corrections bear the name again."""
    return models.UniqueConstraint(
        name=name, fields=columns or ["reference"], condition=models.Q(corrects=None)
    )


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """The constraint that an entry's last day, if it has one, is not before its first."""
    ends = models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on"))
    return models.CheckConstraint(name=name, condition=ends)


def ended_index(name: str) -> models.Index:
    """The index of the entries that have a last day, in the order in which retention finds them."""
    return models.Index(name=name, fields=["until_on", "id"], condition=models.Q(until_on__isnull=False))


class EntryQuerySet[Row: "Entry"](models.QuerySet[Row]):
    """Reading a register as at a moment."""

    def as_at(self, moment: datetime | None) -> Self:
        """The rows recorded by then and not yet corrected by then; None means now."""
        if moment is None:
            return self.filter(_uncorrected(self.model))
        later = _later(self.model).filter(recorded_at__lte=moment)
        return self.filter(~models.Exists(later), recorded_at__lte=moment)

    def newest(self, **named: object) -> Row | None:
        """The newest version of the entry with this name, also where it was taken back. One query."""
        return self.as_at(None).filter(**named).select_related("recorded_by").first()

    def versions(self, **named: object) -> list[Row]:
        """Every version of the entry with this name, oldest first. One query."""
        return list(self.filter(**named).select_related("recorded_by").order_by("recorded_at", "id"))


def _later(model: type[models.Model]) -> models.QuerySet[models.Model]:
    # Not `corrected_by=None`: the database takes that join for one of a single row, and plans badly. That few rows
    # correct another it sees only where it is told to look at these alone.
    return model._default_manager.filter(corrects__isnull=False, corrects=models.OuterRef("pk"))


@cache
def _uncorrected(
    model: type[models.Model],
) -> "models.expressions.NegatedExpression[models.expressions.Combinable]":
    """The condition that no row corrects this one; made once, since each page asks several registers so."""
    return ~models.Exists(_later(model))


class Entry(Recorded):
    """A row written once. `is_struck` marks a correction that takes the entry back altogether."""

    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    is_struck = models.BooleanField(default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class NamedEntry(Entry):
    """An entry that people name by its reference, which its register's counter gave."""

    reference = models.CharField(max_length=20, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference
