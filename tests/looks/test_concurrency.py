"""The count is exact under concurrency: sixteen connections never open more looks than the threshold lets.

`make test` runs a few rounds, `make proof` five hundred (TESTS_LOOK_ROUNDS).
"""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from tests.fixtures import point_django_at
from tests.looks import given
from tests.patience import PATIENCE
from watchbook.looks import opening
from watchbook.looks.models import Look
from watchbook.looks.opening import NotOpened
from watchbook.looks.rules.drift import thresholds

ROUNDS = int(os.environ.get("TESTS_LOOK_ROUNDS", "3"))
CONNECTIONS = 16


def test_sixteen_connections_never_open_more_looks_than_the_threshold_lets(
    committed, committed_people, record_property
):
    """Half of them under another subject with the same account; each of the looks says why it is not surveillance."""
    people = committed_people
    at_most = thresholds(on=given.AT.date()).red_look - 1
    rounds = [pair(people, number) for number in range(ROUNDS)]
    barrier, ines = Barrier(CONNECTIONS, timeout=PATIENCE), people.ines

    def one_connection(place):
        point_django_at(committed)
        try:
            return [tried(subjects[place % 2], ines=ines, barrier=barrier) for subjects in rounds]
        finally:
            connection.close()

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        opened = list(pool.map(one_connection, range(CONNECTIONS)))
    by_round = [sum(one) for one in zip(*opened, strict=True)]
    assert by_round == [at_most] * ROUNDS
    record_property("rounds", len(by_round))
    assert Look.objects.count() == ROUNDS * at_most


def pair(people, number):
    """Two subjects of two investigations with one account."""
    profile = f"https://x.com/somebody_{number}"
    return [given.a_subject(people, profile=profile, called=f"Subject {number}") for _ in range(2)]


def tried(subject, *, ines, barrier):
    """Whether the look opened."""
    barrier.wait()
    try:
        opening.open(given.ask(subject, why_not="One more page"), by=ines, at=given.AT)
    except NotOpened:
        return False
    return True
