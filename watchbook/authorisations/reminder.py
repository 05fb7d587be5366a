"""Reminders by the clock: each task about an authorisation is told once, by the system person, however often the job runs.

They tell people and do nothing else: what is in force is computed at each act, whether or not a job ran.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.models import Authorisation, ReminderGiven
from watchbook.authorisations.permissions import may_remind
from watchbook.authorisations.queries.waiting import due_about, in_effect
from watchbook.organisation.models import Person

TOLD = Kind(
    "reminder.recorded",
    fields=("reference", "task", "due_on"),
    says=gettext_lazy("The officers responsible were reminded of a due date."),
)


@transaction.atomic
def give(*, by: Person, at: datetime) -> list[ReminderGiven]:
    """Tell what is due today and was not told yet. A second run on the same day tells nothing."""
    may_remind(by)
    rows = Authorisation.objects.filter(pk__in=in_effect().values("pk")).select_for_update(of=("self",))
    found = due_about(rows.order_by("recorded_at"), today=london_day(at))
    told = set(
        ReminderGiven.objects.filter(authorisation__in=rows).values_list("authorisation", "task", "due_on")
    )
    given = []
    for due in found:
        row, task, due_on = due.authorisation, due.reminder.task.value, due.reminder.due_on
        if (row.id, task, due_on) in told:
            continue
        reminder = ReminderGiven(authorisation=row, task=task, due_on=due_on)
        reminder.save(force_insert=True)
        record_row(TOLD, row, by=by, at=at, task=task, due_on=due_on)
        given.append(reminder)
    return given
