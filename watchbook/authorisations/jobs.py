"""What happens about authorisations by the clock: people are told what is due, and nothing else."""

from django.utils import timezone
from procrastinate.contrib.django import app

from watchbook.authorisations import reminder
from watchbook.organisation.models import Person


@app.periodic(cron="5 6 * * *")
@app.task(name="authorisations.remind", queueing_lock="authorisations.remind")
def remind(timestamp: int) -> None:
    """Each morning; a second run tells nothing twice."""
    reminder.give(by=Person.objects.get(is_system=True), at=timezone.now())
