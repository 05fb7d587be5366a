"""Reading the retention schedule: the edition in force on a day, every edition, and what each leaves out.

Two times: `on` is the day that is asked about, `as_at` the moment by which it was recorded (None: now).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.asked_once import asked_once
from watchbook.audit_log.written_once import SOME_DAY, objects
from watchbook.governance.retention_schedule.models import (
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)
from watchbook.governance.retention_schedule.rules import ClassFacts, missing_classes
from watchbook.law.retention import retention_classes
from watchbook.organisation.queries import today
from watchbook.register.entry import facts_of


@dataclass(frozen=True)
class ScheduleInForce:
    """The edition followed on a day, its adoption, its classes, and the codes of the required ones that it lacks."""

    schedule: RetentionSchedule
    adoption: RetentionAdoption
    classes: tuple[RetentionClass, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """One edition of the schedule as it stands: its classes, and its adoption if it was adopted."""

    schedule: RetentionSchedule
    adoption: RetentionAdoption | None
    classes: tuple[RetentionClass, ...]

    def missing(self, on: date) -> tuple[str, ...]:
        """The codes of the required classes that it lacks by the law as at a day."""
        return missing_classes([row.code for row in self.classes], on=on)


@asked_once
def schedule_in_force(*, on: date, as_at: datetime | None = None) -> ScheduleInForce | None:
    """The schedule that was followed on a day, or None if none was adopted by then. Three queries."""
    found = objects(_newest_adoption, {SOME_DAY: on}) if as_at is None else list(_adopted(on, as_at=as_at))
    if not found:
        return None
    [adoption] = found
    schedule = _standing(as_at).get(reference=adoption.schedule_reference)
    classes = _classes([schedule.reference], as_at=as_at)
    return ScheduleInForce(
        schedule=schedule,
        adoption=adoption,
        classes=tuple(classes),
        missing=missing_classes([row.code for row in classes], on=on),
    )


def _newest_adoption() -> QuerySet[RetentionAdoption]:
    return _adopted(SOME_DAY, as_at=None)


def _adopted(on: date, *, as_at: datetime | None) -> QuerySet[RetentionAdoption]:
    """The newest adoption of a schedule that was in force on a day."""
    adoptions = RetentionAdoption.objects.as_at(as_at).filter(
        is_struck=False, in_force_from__lte=on, schedule_reference__in=_standing(as_at).values("reference")
    )
    return adoptions.order_by("-in_force_from", "-adopted_on", "-recorded_at")[:1]


def _standing(as_at: datetime | None) -> QuerySet[RetentionSchedule]:
    return RetentionSchedule.objects.as_at(as_at).filter(is_struck=False)


def classes_on(days: Collection[date]) -> dict[date, tuple[RetentionClass, ...]]:
    """The classes of the schedule that was followed on each of some past days, none where none was.

    Three queries, however many; none of their own where today's schedule was followed on all of them.
    """
    now = schedule_in_force(on=today())
    if now and now.adoption.in_force_from <= min(days):
        return dict.fromkeys(days, now.classes)
    standing = RetentionSchedule.objects.as_at(None).filter(is_struck=False).values("reference")
    rows = RetentionAdoption.objects.as_at(None).filter(is_struck=False, schedule_reference__in=standing)
    newest = rows.order_by("-in_force_from", "-adopted_on", "-recorded_at")
    within = newest.filter(in_force_from__gt=min(days), in_force_from__lte=max(days))
    adopted = [*within, *newest.filter(in_force_from__lte=min(days))[:1]]
    followed = {
        on: next((one.schedule_reference for one in adopted if one.in_force_from <= on), "") for on in days
    }
    classes: dict[str, list[RetentionClass]] = defaultdict(list)
    for row in _classes(set(followed.values()), as_at=None):
        classes[row.schedule_reference].append(row)
    return {on: tuple(classes[reference]) for on, reference in followed.items()}


def editions() -> list[Edition]:
    """Every edition with its classes and its adoption, the newest first. Three queries."""
    return with_parts(schedules())


def schedules() -> QuerySet[RetentionSchedule]:
    """Every edition, the newest first."""
    rows = RetentionSchedule.objects.as_at(None).filter(is_struck=False).select_related("recorded_by")
    return rows.order_by("-reference")


def edition_by_reference(reference: str) -> Edition | None:
    """One edition as it stands, or None. Three queries."""
    rows = RetentionSchedule.objects.as_at(None).filter(is_struck=False, reference=reference)
    return next(iter(with_parts(rows.select_related("recorded_by"))), None)


def class_in(reference: str, code: str) -> RetentionClass | None:
    """The newest row of a class of an edition, even if it was taken back."""
    return RetentionClass.objects.as_at(None).filter(schedule_reference=reference, code=code).first()


def adoption_in(reference: str) -> RetentionAdoption | None:
    """The newest row of an edition's adoption, even if it was taken back."""
    return RetentionAdoption.objects.as_at(None).filter(schedule_reference=reference).first()


def lock_edition(reference: str) -> Edition:
    """The edition as it stands, its row locked so that two tabs cannot both win. Raises WrongState where it is gone."""
    list(RetentionSchedule.objects.select_for_update().filter(reference=reference).values_list("pk"))
    edition = edition_by_reference(reference)
    if edition is None:
        raise changed_meanwhile()
    return edition


def changed_meanwhile() -> WrongState:
    """The refusal of an act on what somebody else changed first."""
    return WrongState(
        _(
            "You cannot save this: somebody changed the schedule in the meantime. Open the schedule again to see the change."
        )
    )


def versions_of(reference: str) -> list[RetentionSchedule | RetentionClass | RetentionAdoption]:
    """Every row ever written of an edition, for its history. Three queries."""
    named = {"schedule_reference": reference}
    return [
        *RetentionSchedule.objects.filter(reference=reference),
        *RetentionClass.objects.filter(**named),
        *RetentionAdoption.objects.filter(**named),
    ]


def proposed_facts(*, on: date) -> list[ClassFacts]:
    """The classes that the rule set proposes on a day, as a schedule takes them."""
    return [facts_of(ClassFacts, one) for one in retention_classes(on=on)]


def with_parts(schedules: Iterable[RetentionSchedule]) -> list[Edition]:
    """Editions in their order, each with its classes and its adoption. Two queries."""
    rows = list(schedules)
    references = [row.reference for row in rows]
    classes: dict[str, list[RetentionClass]] = defaultdict(list)
    for row in _classes(references, as_at=None):
        classes[row.schedule_reference].append(row)
    adopted = RetentionAdoption.objects.as_at(None).filter(is_struck=False, schedule_reference__in=references)
    adoptions = {row.schedule_reference: row for row in adopted.select_related("recorded_by")}
    return [
        Edition(schedule=row, adoption=adoptions.get(row.reference), classes=tuple(classes[row.reference]))
        for row in rows
    ]


def _classes(references: Iterable[str], *, as_at: datetime | None) -> list[RetentionClass]:
    """Classes in the order of a record's life, the authority's own ones after those that the rule set knows."""
    rows = RetentionClass.objects.as_at(as_at).filter(is_struck=False, schedule_reference__in=references)
    places = {known.code: place for place, known in enumerate(retention_classes(on=date.max))}
    return sorted(
        rows.select_related("recorded_by"), key=lambda row: (places.get(row.code, len(places)), row.code)
    )
