"""The retention schedule: an edition is proposed and its classes are settled within the law's bounds.

That the authority adopted it is an act of its own (retention_adoption).
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.governance.retention_schedule import permissions, queries
from watchbook.governance.retention_schedule.models import RetentionClass, RetentionSchedule
from watchbook.governance.retention_schedule.rules import ClassFacts, why_no_class, why_not_on_paper
from watchbook.organisation.models import Person
from watchbook.register.entry import check, facts_of, next_version, taken_back, values_of, write

REGISTER = "RS"
ROW = ("reference", "corrects", "is_struck")
CLASS = ("schedule_reference", "corrects", "is_struck", "code", "period", "unit", "action", "lga_record_type")
WORDS = ("title", "trigger", "period_words", "action_words", "reason")
PROPOSED = Kind(
    "retention_schedule.proposed", ROW, ("title",), _("An edition of the retention schedule was begun.")
)
CLASS_ADDED = Kind("retention_schedule.class_added", CLASS, WORDS, _("A class was added to the schedule."))
CLASS_CHANGED = Kind(
    "retention_schedule.class_changed",
    CLASS,
    WORDS,
    _("A class of the schedule was changed by a new version."),
)
CLASS_REMOVED = Kind(
    "retention_schedule.class_removed", CLASS, WORDS, _("A class was removed from the schedule.")
)
TAKEN_BACK = Kind(
    "retention_schedule.taken_back",
    ROW,
    ("title",),
    _("The schedule’s entry was taken back because it was a mistake."),
)


@transaction.atomic
def begin(*, title: str, by: Person, at: datetime) -> RetentionSchedule:
    """Begin an edition without a class."""
    permissions.may_prepare_retention_schedule(by)
    if not title.strip():
        raise WrongState(
            _(
                "You cannot save this schedule: the title is missing. Enter a title, such as “Retention schedule 2026”."
            )
        )
    row = RetentionSchedule(reference=next_reference(REGISTER), title=title.strip(), recorded_by=by)
    return write(PROPOSED, row, by=by, at=at)


@transaction.atomic
def propose(*, title: str, after: queries.Edition | None, by: Person, at: datetime) -> RetentionSchedule:
    """Begin an edition: the classes of an earlier one, and of the rule set's those that are not among them."""
    permissions.may_prepare_retention_schedule(by)
    schedule = begin(title=title, by=by, at=at)
    earlier = [facts_of(ClassFacts, row) for row in after.classes] if after else []
    known = {facts.code for facts in earlier}
    proposed = [facts for facts in queries.proposed_facts(on=london_day(at)) if facts.code not in known]
    for facts in (*earlier, *proposed):
        row = RetentionClass(schedule_reference=schedule.reference, recorded_by=by, **values_of(facts))
        write(CLASS_ADDED, row, by=by, at=at)
    return schedule


@transaction.atomic
def add_class(schedule: RetentionSchedule, facts: ClassFacts, *, by: Person, at: datetime) -> RetentionClass:
    """Put a class of the authority's own into an edition that is not adopted yet, or one back that was taken out."""
    edition = queries.lock_edition(schedule.reference)
    permissions.may_prepare_retention_schedule(by)
    _check_open(edition)
    check(why_no_class(facts, on=london_day(at)), tried=_("You cannot record this class"))
    _check_new(facts, edition)
    row = _class(edition.schedule, facts, by=by)
    return write(CLASS_ADDED, row, by=by, at=at)


@transaction.atomic
def change_class(row: RetentionClass, facts: ClassFacts, *, by: Person, at: datetime) -> RetentionClass:
    """A new version of a class, within the law's bounds, in an edition that is not adopted yet."""
    edition = queries.lock_edition(row.schedule_reference)
    permissions.may_prepare_retention_schedule(by)
    _check_open(edition)
    _check_newest(row, edition)
    facts = replace(facts, code=row.code)
    check(why_no_class(facts, on=london_day(at)), tried=_("You cannot record this class"))
    return write(CLASS_CHANGED, next_version(row, by=by, changes=values_of(facts)), by=by, at=at)


@transaction.atomic
def remove_class(row: RetentionClass, *, by: Person, at: datetime) -> RetentionClass:
    """Take a class out of an edition that is not adopted yet; the rule set's required ones must come back before it is."""
    edition = queries.lock_edition(row.schedule_reference)
    permissions.may_prepare_retention_schedule(by)
    _check_open(edition)
    _check_newest(row, edition)
    return write(CLASS_REMOVED, taken_back(row, by=by), by=by, at=at)


@transaction.atomic
def enter_class(
    schedule: RetentionSchedule, facts: ClassFacts, *, by: Person, at: datetime
) -> RetentionClass:
    """Put a class into an adopted schedule that its paper has and the register lacks, as it was decided, good or bad."""
    edition = queries.lock_edition(schedule.reference)
    permissions.may_adopt_retention_schedule(by)
    check(why_not_on_paper(facts), tried=_("You cannot record this class"))
    _check_new(facts, edition)
    row = _class(edition.schedule, facts, by=by)
    return write(CLASS_ADDED, row, by=by, at=at)


@transaction.atomic
def take_back(schedule: RetentionSchedule, *, by: Person, at: datetime) -> RetentionSchedule:
    """Say that an edition that is not adopted was begun by mistake: it counts no more, its rows stay."""
    edition = queries.lock_edition(schedule.reference)
    permissions.may_prepare_retention_schedule(by)
    _check_open(edition)
    return write(TAKEN_BACK, taken_back(edition.schedule, by=by), by=by, at=at)


def _check_open(edition: queries.Edition) -> None:
    if edition.adoption:
        raise WrongState(
            _("You cannot change this edition: it has been adopted. Begin a new edition from this edition.")
        )


def _check_newest(row: RetentionClass, edition: queries.Edition) -> None:
    if row.pk not in {one.pk for one in edition.classes}:
        raise queries.changed_meanwhile()


def _check_new(facts: ClassFacts, edition: queries.Edition) -> None:
    if any(row.code == facts.code for row in edition.classes):
        raise WrongState(
            _(
                "You cannot add this class: “{title}” already has the class “{code}”. Change that class instead, or leave the row out of your spreadsheet."
            ).format(title=edition.schedule.title, code=facts.code)
        )


def _class(schedule: RetentionSchedule, facts: ClassFacts, *, by: Person) -> RetentionClass:
    """A class of an edition, not written yet; over the row that took it out, where it was in the edition before."""
    row = RetentionClass(schedule_reference=schedule.reference, recorded_by=by, **values_of(facts))
    row.corrects = queries.class_in(schedule.reference, facts.code)
    return row
