"""What happens about authorisations by the clock: people are told what is due, and nothing else."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from watchbook.authorisations import reminder
from watchbook.organisation.models import Person

log = logging.getLogger(__name__)


@app.periodic(cron="5 6 * * *")
@app.task(name="authorisations.remind", queueing_lock="authorisations.remind")
def remind(timestamp: int) -> None:
    """Each morning; a second run tells nothing twice."""
    given = reminder.give(by=Person.objects.get(is_system=True), at=timezone.now())
    log.info("Reminders about authorisations: %s new.", len(given))
