"""Retention schedules that were adopted on paper, by spreadsheet: a row for each class, all rows of a version together."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from watchbook.files.columns import Column, ColumnKind
from watchbook.governance.retention_schedule import retention_adoption
from watchbook.governance.retention_schedule.models import Action, PeriodUnit, RetentionClass
from watchbook.governance.retention_schedule.permissions import may_adopt_retention_schedule
from watchbook.governance.retention_schedule.retention_adoption import Paper
from watchbook.governance.retention_schedule.rules import AdoptionFacts, ClassFacts
from watchbook.organisation.models import Person
from watchbook.register.spreadsheet import Register

COLUMNS = (
    Column(
        "version",
        gettext_lazy("Version"),
        example=gettext_lazy("Retention schedule 2019"),
        explains=gettext_lazy("The title of the schedule. All rows with the same title are one schedule."),
    ),
    Column("adopted_on", gettext_lazy("Date it was adopted"), ColumnKind.DAY, example="2019-03-04"),
    Column(
        "in_force_from", gettext_lazy("Date from which it is followed"), ColumnKind.DAY, example="2019-04-01"
    ),
    Column(
        "decided_by",
        gettext_lazy("Who decided"),
        example=gettext_lazy("Corporate Governance Committee"),
        explains=gettext_lazy("A committee, or an officer by title. Leave out names."),
    ),
    Column("minute", gettext_lazy("Minute"), required=False, example="CGC 19/23"),
    Column(
        "code",
        gettext_lazy("Short name of the class"),
        longest=60,
        example="look",
        explains=gettext_lazy(
            "One that the schedule’s page lists, or your own: small letters and underscores."
        ),
    ),
    Column("title", gettext_lazy("What is kept"), example=gettext_lazy("Entry of a look")),
    Column("trigger", gettext_lazy("From when the period runs"), example=gettext_lazy("the day of the look")),
    Column("period", gettext_lazy("For how many"), ColumnKind.WHOLE_NUMBER, required=False, example="3"),
    Column(
        "unit",
        gettext_lazy("Days, months or years"),
        ColumnKind.CHOICE,
        required=False,
        choices=dict(PeriodUnit.choices),
        example="years",
    ),
    Column("period_words", gettext_lazy("Or in words"), required=False, longest=300),
    Column(
        "action",
        gettext_lazy("What happens then"),
        ColumnKind.CHOICE,
        choices=dict(Action.choices),
        example="delete",
    ),
    Column(
        "action_words",
        gettext_lazy("What happens, in words"),
        ColumnKind.LONG_TEXT,
        required=False,
        longest=1000,
    ),
    Column("reason", gettext_lazy("Reason in law"), longest=500, example="UK GDPR art 5(1)(e)"),
)


def _import_row(cells: Mapping[str, Any], *, by: Person, at: datetime) -> RetentionClass:
    """One class, with its schedule and the decision where it is the version's first row."""
    decided = AdoptionFacts(
        adopted_on=cells["adopted_on"],
        in_force_from=cells["in_force_from"],
        decided_by=cells["decided_by"],
        minute=cells["minute"],
    )
    facts = ClassFacts(
        code=cells["code"],
        title=cells["title"],
        trigger=cells["trigger"],
        period=cells["period"],
        unit=cells["unit"],
        period_words=cells["period_words"],
        action=cells["action"],
        action_words=cells["action_words"],
        reason=cells["reason"],
    )
    paper = Paper(title=cells["version"], adoption=decided)
    return retention_adoption.enter(paper, facts, by=by, at=at)


RETENTION_SCHEDULES = Register(
    name="retention_schedule",
    title=gettext_lazy("retention schedules adopted on paper"),
    columns=COLUMNS,
    may=may_adopt_retention_schedule,
    import_row=_import_row,
    home="governance:retention_schedules",
)
