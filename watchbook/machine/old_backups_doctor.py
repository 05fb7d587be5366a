"""The doctor's look at backups that hold deleted records and should have gone: letters and certificates count on that."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import psycopg
from django.conf import settings

from watchbook.machine.connection import Parameters, connect
from watchbook.machine.failure import Failure
from watchbook.machine.finding import HealthFinding
from watchbook.retention.backups_here import made_here

SHOWN = 5
LEFT = """
    SELECT unreadable_at FROM retention_deletionlist
    WHERE gone_at IS NULL AND unreadable_at < %s ORDER BY unreadable_at DESC LIMIT 1
"""


def old_backups_findings(
    parameters: Callable[[str], Parameters], *, now: datetime
) -> Iterator[HealthFinding]:
    """One finding while a backup from before a deletion is here longer than it should be; none else."""
    row, backups = None, []
    with suppress(psycopg.Error, Failure, OSError), connect(parameters("app")) as connection:
        row = connection.execute(LEFT, [now - timedelta(days=settings.BACKUPS_KEPT + 1)]).fetchone()
        backups = sorted(made_here())
    names = [
        folder.name for made, folder in backups if row and isinstance(row[0], datetime) and made <= row[0]
    ]
    if names:
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        yield HealthFinding(
            "Old backups",
            f"{', '.join(names[:SHOWN])}{more} hold deleted records and should have gone.",
            f"A backup goes when {settings.BACKUPS_KEPT} newer ones are there. Fewer were made since, or `--keep` kept more.",
            "Check that the worker makes a backup each night. If newer backups are whole, delete these folders and every copy of them.",
        )
