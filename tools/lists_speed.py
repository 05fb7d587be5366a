"""Ask for every long list in a register of 31 rows a table and in one of 10,000, in turn (`make proof`).

The same queries, and at most half as much again of the time: the shortest of some rounds, for a busy machine makes any
of them longer. The lists are those that the small register shows in pages.
"""

import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import given
from tests.fixtures import point_django_at
from tests.lists.crawled import addressed, pages_of
from tests.lists.many import multiply, read_as_the_first
from tests.pages import signed_in
from tests.people import People
from watchbook.keys.keyring import the_keyring

FEW, MANY = 30, 10_000
ROUNDS, AT_MOST, HOPELESS = 5, 1.5, 3


def measure(many: int = MANY) -> str:
    """Return how much longer the slowest list takes among many rows; raises where one takes more than it may."""
    with ExitStack() as stack:
        small, large = (stack.enter_context(server.fresh_database()) for _ in range(2))
        more = _filled(large, many, stack)
        few = _filled(small, FEW, stack)
        lists = [
            (name, who)
            for name, who, page in pages_of(few[1], few[0], host="localhost")
            if 'rel="next"' in page
        ]
        found = {name: _beside((small, few), (large, more), name=name, who=who) for name, who in lists}
        connection.close()
    other = {name: (a, b) for name, (_ratio, a, b) in found.items() if a != b}
    slow = {name: round(ratio, 2) for name, (ratio, *_queries) in found.items() if ratio > AT_MOST}
    told = f"{len(found)} lists; the slowest takes {max(ratio for ratio, *_ in found.values()):.2f} times as long"
    assert not other, f"{told}; other queries: {other}; slow: {slow}"
    assert not slow, f"{told}: {slow}"
    return f"{told} among {many:,} rows as among {FEW + 1}, with the same queries"


def _filled(name: str, copies: int, stack: ExitStack) -> tuple[People, dict[str, str]]:
    """Fill a database with one of everything, and with so many copies."""
    point_django_at(name)
    the_keyring().begin()
    people = People(given.a_council())
    paths = addressed(people)
    multiply(name, copies=copies)
    stack.enter_context(read_as_the_first())
    return people, paths


def _beside(*sides: tuple[str, tuple[People, dict[str, str]]], name: str, who: str) -> tuple[float, int, int]:
    """Ask for one list on each side in turn: how much longer the second takes, and the queries of each."""
    best, queries = [float("inf"), float("inf")], [0, 0]
    for turn in range(ROUNDS + 1):
        for at, (database, (people, paths)) in enumerate(sides):
            point_django_at(database)
            client = signed_in(getattr(people, who), host="localhost")
            with CaptureQueriesContext(connection) as asked:
                begun = time.perf_counter()
                client.get(paths[name])
                spent = time.perf_counter() - begun
            if turn:  # the first one warms what is kept
                best[at], queries[at] = min(best[at], spent), len(asked)
        if turn and best[1] > HOPELESS * best[0]:
            break  # more rounds would not make it short
    return best[1] / best[0], *queries  # type: ignore[return-value]  # one of each side


if __name__ == "__main__":
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else MANY))
