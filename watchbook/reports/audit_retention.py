"""The test of an audit whether an item is kept rightly: not past its last day by the schedule in force."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.reports.audit_outcome import MET, NOT_ASKED, NOT_MET, ItemTest
from watchbook.retention import due
from watchbook.web.wording import day


def kept(rows: Sequence[Any], *, at: datetime) -> dict[Any, ItemTest]:
    """Whether each is kept rightly: not past its last day by the schedule in force."""
    on = london_day(at)
    classes = due.in_force(on)
    begun = due.begun(rows[0]._meta.label_lower, [row.pk for row in rows], on=on) if rows else {}
    return {row.pk: _retained(row, begun.get(row.pk, []), classes, at=at) for row in rows}


def _retained(row: Any, begun: Sequence[Any], classes: Any, *, at: datetime) -> ItemTest:
    name = _("Kept no longer than allowed")
    if not classes:
        return ItemTest(name, NOT_MET, _("No retention schedule is in force."))
    days = [due.last_day(ending, classes, began) for ending, began in begun]
    last = min((one for one in days if one), default=None)
    if last is None:
        return ItemTest(name, NOT_ASKED, _("The retention period has not begun, or has no last date."))
    late = last < london_day(at)
    return ItemTest(name, NOT_MET if late else MET, _("The retention date is {day}.").format(day=day(last)))
