"""Two acts at the same time, each in a thread and a transaction of its own, committed for real."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event

from django.db import connection, transaction

from tests.fixtures import point_django_at
from tests.patience import PATIENCE

OPEN_SECONDS = 0.15  # long enough that the other act runs into the lock of the first


def at_once(database, *acts):
    """Run the acts in transactions that overlap; each one's result, or the exception that undid it."""
    barrier = Barrier(len(acts), timeout=PATIENCE)

    def run(act):
        barrier.wait()
        result = act()
        time.sleep(OPEN_SECONDS)
        return result

    return _each(database, [partial(run, act) for act in acts])


def within(database, first, second):
    """Run the second act while the first is done and not yet committed; what came of both, as of `at_once`."""
    done = Event()

    def before():
        try:
            result = first()
        finally:
            done.set()
        time.sleep(OPEN_SECONDS)
        return result

    def after():
        done.wait(PATIENCE)
        return second()

    return _each(database, [before, after])


def _each(database, acts):
    """Run each act in a thread and a transaction of its own."""

    def run(act):
        point_django_at(database)
        try:
            with transaction.atomic():
                return act()
        except Exception as error:  # noqa: BLE001  # the test looks at what it was
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def split(results):
    """What came of acts at once: the results of those that won, and the refusals of the others."""
    refusals = [result for result in results if isinstance(result, Exception)]
    return [result for result in results if not isinstance(result, Exception)], refusals
