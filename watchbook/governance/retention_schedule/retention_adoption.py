"""The adoption of a retention schedule: who decided, by which minute, and from when it is followed.

What was adopted on paper before this register is entered as it was decided, even where it leaves classes out.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.governance.retention_schedule import queries, retention_schedule
from watchbook.governance.retention_schedule.models import (
    RetentionAdoption,
    RetentionClass,
    RetentionSchedule,
)
from watchbook.governance.retention_schedule.permissions import may_adopt_retention_schedule
from watchbook.governance.retention_schedule.rules import (
    AdoptionFacts,
    ClassFacts,
    why_no_class,
    why_not_adopted,
    why_not_complete,
)
from watchbook.organisation.models import Person
from watchbook.register.entry import check, facts_of, next_version, taken_back, values_of, write

FIELDS = ("schedule_reference", "adopted_on", "in_force_from", "corrects", "is_struck")
PERSONAL = ("decided_by", "minute")
ADOPTED = Kind("retention_adoption.recorded", FIELDS, PERSONAL, _("The schedule was adopted."))
CORRECTED = Kind(
    "retention_adoption.corrected",
    FIELDS,
    PERSONAL,
    _("The entry for the adoption was corrected by a new version."),
)
TAKEN_BACK = Kind(
    "retention_adoption.taken_back",
    FIELDS,
    PERSONAL,
    _("The entry for the adoption was taken back because it was a mistake."),
)


@dataclass(frozen=True)
class Paper:
    """A schedule that was adopted on paper: its title, and the decision."""

    title: str
    adoption: AdoptionFacts


@transaction.atomic
def adopt(
    schedule: RetentionSchedule, facts: AdoptionFacts, *, by: Person, at: datetime
) -> RetentionAdoption:
    """Record that the authority adopted an edition; refused while it leaves a required class out or breaks a bound."""
    edition = queries.lock_edition(schedule.reference)
    may_adopt_retention_schedule(by)
    if edition.adoption:
        raise WrongState(
            _(
                "You cannot adopt this edition: it is already adopted. Open the edition to see who adopted it, and correct the adoption if it is wrong."
            )
        )
    today = london_day(at)
    check(why_not_adopted(facts, today=today), tried=_("You cannot record this adoption"))
    check(
        why_not_complete([row.code for row in edition.classes], on=today),
        tried=_("You cannot record this adoption"),
    )
    for one in edition.classes:
        check(why_no_class(facts_of(ClassFacts, one), on=today), tried=_("You cannot adopt this schedule"))
    row = _adoption(edition.schedule, facts, by=by)
    row.corrects = queries.adoption_in(schedule.reference)
    return write(ADOPTED, row, by=by, at=at)


@transaction.atomic
def correct(
    adoption: RetentionAdoption, facts: AdoptionFacts, *, by: Person, at: datetime
) -> RetentionAdoption:
    """A new version of the entry of an adoption: a minute, a name or a day that was mistyped."""
    edition = queries.lock_edition(adoption.schedule_reference)
    may_adopt_retention_schedule(by)
    _check_newest(adoption, edition)
    check(why_not_adopted(facts, today=london_day(at)), tried=_("You cannot record this adoption"))
    return write(CORRECTED, next_version(adoption, by=by, changes=values_of(facts)), by=by, at=at)


@transaction.atomic
def take_back(adoption: RetentionAdoption, *, by: Person, at: datetime) -> RetentionAdoption:
    """Say that an adoption was entered by mistake: the edition is a proposal again."""
    edition = queries.lock_edition(adoption.schedule_reference)
    may_adopt_retention_schedule(by)
    _check_newest(adoption, edition)
    return write(TAKEN_BACK, taken_back(adoption, by=by), by=by, at=at)


@transaction.atomic
def enter(paper: Paper, facts: ClassFacts, *, by: Person, at: datetime) -> RetentionClass:
    """Enter a class of a schedule that was adopted on paper, with the schedule and its adoption if they are not there yet."""
    there = _locked_by_title(paper.title)
    may_adopt_retention_schedule(by)
    check(why_not_adopted(paper.adoption, today=london_day(at)), tried=_("You cannot record this adoption"))
    if there:
        _check_same(there, paper)
        return retention_schedule.enter_class(there, facts, by=by, at=at)
    schedule = retention_schedule.begin(title=paper.title, by=by, at=at)
    write(ADOPTED, _adoption(schedule, paper.adoption, by=by), by=by, at=at)
    return retention_schedule.enter_class(schedule, facts, by=by, at=at)


def _locked_by_title(title: str) -> RetentionSchedule | None:
    rows = RetentionSchedule.objects.as_at(None).filter(is_struck=False, title=title.strip())
    return rows.select_for_update(of=("self",)).first()


def _check_newest(adoption: RetentionAdoption, edition: queries.Edition) -> None:
    if edition.adoption is None or edition.adoption.pk != adoption.pk:
        raise queries.changed_meanwhile()


def _check_same(schedule: RetentionSchedule, paper: Paper) -> None:
    adopted = queries.adoption_in(schedule.reference)
    if adopted is None or adopted.is_struck or facts_of(AdoptionFacts, adopted) != paper.adoption:
        raise WrongState(
            _(
                "You cannot import this row: the register already has a schedule called “{title}”, but the recorded adoption of that schedule differs from the "
                "adoption in this row, or no adoption is recorded. Check “Decided by”, the minute and both dates."
            ).format(title=schedule.title)
        )


def _adoption(schedule: RetentionSchedule, facts: AdoptionFacts, *, by: Person) -> RetentionAdoption:
    return RetentionAdoption(schedule_reference=schedule.reference, recorded_by=by, **values_of(facts))
