"""Retention schedules that were adopted on paper, by spreadsheet: a row for each class, all rows of a version together."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.governance.retention_schedule import retention_adoption
from watchbook.governance.retention_schedule.models import Action, PeriodUnit, RetentionClass
from watchbook.governance.retention_schedule.permissions import may_adopt_retention_schedule
from watchbook.governance.retention_schedule.retention_adoption import Paper
from watchbook.governance.retention_schedule.rules import AdoptionFacts, ClassFacts
from watchbook.organisation.models import Person
from watchbook.register.entry import facts_of
from watchbook.register.spreadsheet import Register

COLUMNS = (
    Column(
        "version",
        _("Version"),
        example=_("Retention schedule 2019"),
        explains=_("Enter the title of the schedule. All rows with the same title belong to one schedule."),
    ),
    Column("adopted_on", _("Date of adoption"), ColumnKind.DAY, example="2019-03-04"),
    Column(
        "in_force_from", _("Date from which the schedule is in force"), ColumnKind.DAY, example="2019-04-01"
    ),
    Column(
        "decided_by",
        _("Decided by"),
        example=_("Corporate Governance Committee"),
        explains=_("Enter the committee, or the job title of the officer. Leave out names."),
    ),
    Column("minute", _("Minute"), required=False, example="CGC 19/23"),
    Column(
        "code",
        _("Short name of the class"),
        longest=60,
        example="look",
        explains=_(
            "Enter a short name from the schedule’s page, or your own short name in lower-case letters, digits and underscores."
        ),
    ),
    Column("title", _("Record"), example=_("Record of a look")),
    Column("trigger", _("Event from which the period runs"), example=_("the date of the look")),
    Column("period", _("Length of the period"), ColumnKind.WHOLE_NUMBER, required=False, example="3"),
    Column(
        "unit",
        _("Days, months or years"),
        ColumnKind.CHOICE,
        required=False,
        choices=dict(PeriodUnit.choices),
        example="years",
    ),
    Column("period_words", _("Period in words"), required=False, longest=300),
    Column(
        "action", _("What happens next"), ColumnKind.CHOICE, choices=dict(Action.choices), example="delete"
    ),
    Column(
        "action_words",
        _("Where to write, and the next steps"),
        ColumnKind.LONG_TEXT,
        required=False,
        longest=1000,
    ),
    Column("reason", _("Reason in law"), longest=500, example="UK GDPR art 5(1)(e)"),
    Column("lga_record_type", _("LGA record type"), required=False, longest=20),
)


def _import_row(cells: Mapping[str, Any], *, by: Person, at: datetime) -> RetentionClass:
    """One class, with its schedule and the decision where it is the version's first row."""
    paper = Paper(title=cells["version"], adoption=facts_of(AdoptionFacts, cells))
    return retention_adoption.enter(paper, facts_of(ClassFacts, cells), by=by, at=at)


RETENTION_SCHEDULES = Register(
    name="retention_schedule",
    title=_("retention schedules adopted on paper"),
    columns=COLUMNS,
    may=may_adopt_retention_schedule,
    import_row=_import_row,
    home="governance:retention_schedules",
)
