"""The collection by the clock: topics of projects in force, never a person (docs/decisions/0019-listening-by-the-clock.md)."""

from django.conf import settings
from procrastinate.contrib.django import app

from watchbook.capture.policy import Policy
from watchbook.listening.collection import CollectorMemory, go_round
from watchbook.organisation import system_acts

MEMORY = CollectorMemory()


@app.periodic(cron="12 * * * *")
@app.task(name="listening.collect", lock="listening.collect", queueing_lock="listening.collect")
def collect(timestamp: int) -> None:
    """Each hour: sources are read, posts counted, weeks closed; of a few posts the text is kept, sealed and for days."""
    policy = Policy(mode=settings.MODE, own_addresses=tuple(settings.OWN_ADDRESSES))
    system_acts.do(lambda *, by, at: go_round(by, moment=at, policy=policy, memory=MEMORY))
