"""Jobs of retention by the clock: what two people agreed is carried out."""

from procrastinate.contrib.django import app

from watchbook.organisation import by_the_clock
from watchbook.retention.deletion import course


@app.periodic(cron="* * * * *")
@app.task(name="retention.delete", lock="retention.delete", queueing_lock="retention.delete")
def delete(timestamp: int) -> None:
    """Each minute: every approved deletion is taken as far as it goes, one at a time."""
    by_the_clock.do(lambda *, by, at: course.go_on_with_all(by=by))
