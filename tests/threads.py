"""Two acts at the same time, each in a thread and a transaction of its own, committed for real."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection, transaction

from tests.fixtures import point_django_at
from tests.patience import PATIENCE

OPEN_SECONDS = 0.15  # long enough that the other act runs into the lock of the first


def at_once(database, *acts):
    """Run the acts in transactions that overlap; each one's result, or the exception that undid it."""
    barrier = Barrier(len(acts), timeout=PATIENCE)

    def run(act):
        point_django_at(database)
        try:
            with transaction.atomic():
                barrier.wait()
                result = act()
                time.sleep(OPEN_SECONDS)
                return result
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
