"""Jobs about requests: last days are counted anew, in case a bank holiday was added."""

from datetime import datetime

from procrastinate.contrib.django import app

from watchbook.foi.course import step
from watchbook.foi.queries import requests_waiting
from watchbook.organisation import system_acts
from watchbook.organisation.models import Person


@app.periodic(cron="15 6 * * *")
@app.task(name="foi.count_again", queueing_lock="foi.count_again")
def count_again(timestamp: int) -> None:
    """Each morning; a day that did not move is not told of."""
    system_acts.do(_count_all_again)


def _count_all_again(*, by: Person, at: datetime) -> None:
    for request in requests_waiting():
        step.count_again(request, by=by, at=at)
