"""Jobs of the first page: each Monday those who asked for it get an email about their week."""

from django.db import transaction
from procrastinate.contrib.django import app

from watchbook.home import digest
from watchbook.organisation.jobs import AGAIN


@app.periodic(cron="20 6 * * 1")
@app.task(name="home.send_digests", queueing_lock="home.send_digests")
def send_digests(timestamp: int) -> None:
    """Queue an email for each of them: for all, or for none and then again."""
    with transaction.atomic():
        for person_id in digest.whom_to_write():
            send_digest.defer(person_id=str(person_id), timestamp=timestamp)


@app.task(name="home.send_digest", retry=AGAIN)
def send_digest(person_id: str, timestamp: int) -> None:
    """Write to one person about the week that began with this moment."""
    digest.send(person_id, monday=timestamp)
