"""One process of eight clients that give the same act as often as they can, with the audit log or without it.

Usage: log_client.py on|off|prepared, on the database that the environment names. `off` is for a database whose triggers and event tables are gone: the same
statements but for the log's own; `prepared` makes the event there and does not write it.
A line on standard input is a number of seconds; how many acts committed in them comes back as a line. It says "ready"
first, and ends with its input.
"""

import os
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watchbook.config.settings")

import django

django.setup()

from django.db import connection
from django.utils import timezone

from watchbook.audit_log import record
from watchbook.organisation import service
from watchbook.organisation.models import Person, Service

CLIENTS = 8


class Round:
    """So many seconds, which begin once every client is connected."""

    def __init__(self, *, by: str, seconds: float) -> None:
        self.by, self.seconds, self.until = by, seconds, 0.0
        self.begins = threading.Barrier(CLIENTS, action=self._begin)
        self.counts: list[int] = []

    def _begin(self) -> None:
        self.until = time.monotonic() + self.seconds

    def act(self) -> None:
        """One client: whoever acts is looked up anew for each act, as for each page."""
        count = -1  # the first is to warm up
        while count < 0 or time.monotonic() < self.until:
            service.add(
                name=f"Service {time.monotonic_ns()}", by=Person.objects.get(pk=self.by), at=timezone.now()
            )
            if count < 0:
                self.begins.wait()
            count += 1
        self.counts.append(count)
        connection.close()


def acts(*, by: str, seconds: float) -> int:
    """Eight clients at once; the number of acts."""
    one = Round(by=by, seconds=seconds)
    clients = [threading.Thread(target=one.act) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(one.counts)


def _prepared_only(
    kind: record.Kind, /, *, subject: Service, by: Person, at: datetime, **facts: record.Fact
) -> None:
    """Make the event with all its hashes, and do not write it."""
    record._prepared(kind, facts, table=Service, subject=subject.pk, by=by, at=at)


def main(log: str) -> int:
    """A round for each line."""
    if log == "off":
        service.record = lambda *_args, **_facts: None  # type: ignore[assignment]  # the act as it is without a log
    elif log == "prepared":
        service.record = _prepared_only  # type: ignore[assignment]  # it writes nothing, so it returns no event
    by = Person.objects.filter(is_system=False, duties__kind="system_administrator").first()
    assert by is not None
    print("ready", flush=True)
    for line in sys.stdin:
        print(acts(by=by.pk, seconds=float(line)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
