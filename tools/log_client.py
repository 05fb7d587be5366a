"""One process of eight clients that give the same act as often as they can, with the audit log or without it.

Usage: log_client.py on|off SECONDS, on the database that the environment names. Prints how many acts committed. `off` is for a database whose triggers and
event tables are gone: the same statements but for the log's own. The clients begin when a line comes on standard input.
"""

import os
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watchbook.config.settings")

import django

django.setup()

from django.db import connection
from django.utils import timezone

from watchbook.organisation import service
from watchbook.organisation.models import Person

CLIENTS = 8


def acts(*, by: str, until: float, counted: list[int]) -> None:
    """One client: whoever acts is looked up anew for each act, as for each page."""
    count = 0
    while time.monotonic() < until:
        service.add(name=f"Service {time.monotonic_ns()}", by=Person.objects.get(pk=by), at=timezone.now())
        count += 1
    counted.append(count)
    connection.close()


def main(log: str, seconds: float) -> int:
    """Eight clients at once; the number of acts."""
    if log == "off":
        service.record = lambda *_args, **_facts: None  # type: ignore[assignment]  # the act as it is without a log
    by = Person.objects.filter(is_system=False, duties__kind="system_administrator").first()
    assert by is not None
    print("ready", flush=True)
    sys.stdin.readline()
    counted: list[int] = []
    until = time.monotonic() + seconds
    clients = [
        threading.Thread(target=acts, kwargs={"by": by.pk, "until": until, "counted": counted})
        for _ in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    print(sum(counted), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2])))
