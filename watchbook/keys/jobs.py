"""What happens to keys by the clock: destroying what was ordered, rotating where it is due, mending what one copy lacks."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from watchbook.keys import destruction, draft, repair, rotation, tally

log = logging.getLogger(__name__)


@app.periodic(cron="7 * * * *")
@app.task(name="keys.look_after", queueing_lock="keys.look_after")
def look_after(timestamp: int) -> None:
    """Each hour: mend, destroy what an act ordered and could not finish, and the keys of old drafts and tallies."""
    for said in repair.mend():
        log.warning("Keys: %s It was mended.", said)
    destruction.carry_out_all()
    draft.destroy_old(timezone.localdate())
    tally.destroy_old(timezone.now())


@app.periodic(cron="30 3 * * *")
@app.task(name="keys.rotate", queueing_lock="keys.rotate")
def rotate(timestamp: int) -> None:
    """Each night, where a key was destroyed since the last time: afterwards no older copy of it opens anything."""
    if rotation.awaits():
        done = rotation.rotate()
        log.info(
            "Keys: %s were wrapped under version %s; older versions are destroyed.", done.items, done.version
        )
