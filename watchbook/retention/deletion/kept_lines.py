"""Lines that erased records left since the law wants them listed for a time: they go when that is over.

A line has no words, no key and no person's data beyond the officer's office: two people agreed on the erasure, and there is
nothing left on which two could decide.
"""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import transaction

from watchbook.acting.ending import Ending
from watchbook.acting.london_day import london_day
from watchbook.files.disposal import gather, take
from watchbook.organisation.models import Person
from watchbook.retention import due
from watchbook.retention.deletion.disposals import going_of
from watchbook.retention.deletion.list_pass import AT_ONCE
from watchbook.retention.deletion.permissions import may_carry_out_deletion
from watchbook.retention.legal_hold import lock
from watchbook.retention.legal_hold.queries import why_held


@transaction.atomic
def end(*, by: Person, moment: datetime) -> int:
    """Take the lines whose time is over by the schedule and by the rule set, save those that are held. Gives how many."""
    may_carry_out_deletion(by)
    on = london_day(moment)
    classes, ended = due.in_force(on), 0
    lock.wait_for_holds()
    for one in _lines():
        if one.code not in classes or classes[one.code].period is None:
            continue
        rows = list(due.overdue(one, classes, on=on)[:AT_ONCE])
        going = going_of(one.table._meta.label_lower)
        over = {row.pk for row in rows}.difference(going.keeps_line(rows, on))
        gathered = gather(going, over.difference(why_held(over)), is_locked=True)
        take(gathered, by=by, at=moment)
        ended += len(gathered.rows[-1][1])
    return ended


def _lines() -> Iterator[Ending]:
    for name in settings.DISPOSAL:
        yield from getattr(import_module(name), "LINES", ())
