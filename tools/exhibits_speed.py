"""Measure the list of exhibits where a thousand may be read beside ten, in turn in one run (`make proof`)."""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client

from tests import given
from tests.evidence import exhibits
from tests.fixtures import point_django_at
from tests.looks import given as looks
from tests.pages import signed_in
from tests.people import People
from watchbook.evidence.queries.exhibits import exhibits_open_to
from watchbook.keys.keyring import the_keyring
from watchbook.organisation.models import Person

FEW, MANY, ROUNDS = 10, 1_000, 25
LIST = "/evidence/exhibits/"


def produced(people: People, count: int, *, by: Person) -> Client:
    """A browser of somebody who may read so many exhibits, all of one capture of theirs."""
    capture = exhibits.a_held_capture(people, looks.opened(people, by=by), by=by)
    for _number in range(count):
        exhibits.an_exhibit(people, capture, by=by)
    assert exhibits_open_to(by).count() == count
    return signed_in(by)


def milliseconds(client: Client) -> float:
    """One listing."""
    begun = time.perf_counter()
    assert client.get(LIST).status_code == 200
    return (time.perf_counter() - begun) * 1000


def measured() -> dict[str, float]:
    """Medians of both, and the median of the ratios of each round."""
    people = People(given.a_council())
    few = produced(people, FEW, by=looks.an_officer_of_housing(people))
    many = produced(people, MANY, by=people.ines)
    milliseconds(few), milliseconds(many)  # warm
    times = [(milliseconds(few), milliseconds(many)) for _ in range(ROUNDS)]
    ratio = statistics.median(slow / quick for quick, slow in times)
    return {
        "few": statistics.median(quick for quick, _ in times),
        "many": statistics.median(slow for _, slow in times),
        "ratio": ratio,
    }


def main() -> int:
    """Measure on a throw-away database as the app role, and print the figures as JSON."""
    with server.fresh_database() as name, tempfile.TemporaryDirectory() as folder:
        point_django_at(name)
        settings.FILES_FOLDER = folder
        settings.ALLOWED_HOSTS = ["testserver"]
        the_keyring().begin()
        print(json.dumps(measured()))
        connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
