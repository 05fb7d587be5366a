"""Jobs of retention by the clock: what two people agreed is carried out, and lines that were kept go when their time is over."""

from datetime import datetime

from procrastinate.contrib.django import app

from watchbook.organisation import system_acts
from watchbook.organisation.models import Person
from watchbook.retention.deletion import course, kept_lines, restored
from watchbook.retention.legal_hold import legal_hold, outside


@app.periodic(cron="* * * * *")
@app.task(name="retention.delete", lock="retention.delete", queueing_lock="retention.delete")
def delete(timestamp: int) -> None:
    """Each minute: holds are noted outside, and every approved deletion is taken as far as it goes, one at a time."""
    system_acts.do(_note_holds)
    system_acts.do(lambda *, by, at: course.go_on_with_all(by=by))


def _note_holds(*, by: Person, at: datetime) -> None:
    if number := outside.note(keeps_warning=restored.lost_time() is not None):
        legal_hold.record_noted(number, by=by, at=at)


@app.periodic(cron="40 3 * * *")
@app.task(name="retention.end_lines", lock="retention.end_lines", queueing_lock="retention.end_lines")
def end_lines(timestamp: int) -> None:
    """Each night: lines of erased authorisations go once the central record need not list them any more."""
    system_acts.do(lambda *, by, at: kept_lines.end(by=by, moment=at))
