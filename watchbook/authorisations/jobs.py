"""What happens about authorisations by the clock: people are told what is due, and nothing else."""

from procrastinate.contrib.django import app

from watchbook.authorisations import reminder
from watchbook.organisation import system_acts


@app.periodic(cron="5 6 * * *")
@app.task(name="authorisations.remind", queueing_lock="authorisations.remind")
def remind(timestamp: int) -> None:
    """Each morning; a second run tells nothing twice."""
    system_acts.do(reminder.give)
