"""Holds and deletions of the same things at the same time: real transactions, in threads of some processes, on a real server.

Each round makes things; for each, one thread places a hold while another deletes it, both from the same moment on. A round ends
with each thing either held and there, or gone and not held. The things are copies of one, loaded by one statement, so
that the time goes into the race.
"""

import os
import random
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from tests import given as registers
from tests import server
from tests.fixtures import point_django_at
from tests.patience import PATIENCE
from tests.retention import given
from watchbook.acting.refusals import WrongState
from watchbook.governance.letters import disposal
from watchbook.governance.letters.models import LetterReceived
from watchbook.keys.keyring import the_keyring
from watchbook.keys.models import KeyDestruction
from watchbook.retention.due import Item
from watchbook.retention.legal_hold import legal_hold
from watchbook.retention.legal_hold.legal_hold import check_not_held
from watchbook.retention.legal_hold.models import LegalHold

RACERS = 2  # processes: the threads of one take turns
PAIRS = 2  # in each of them
LATEST = 0.004  # seconds by which one of the two begins after the other, so that each wins its share
LOADED = """
    INSERT INTO governance_letterreceived
    SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'reference', one.reference || '-' || n))).*
    FROM governance_letterreceived AS one, generate_series(1, {number}) AS n WHERE one.id = '{letter}'
    RETURNING id, reference
"""


def one_round(database, people, *, number, seed):
    """So many things, each raced for; how many were held and how many deleted. Raises where one was both or neither."""
    items = _letters(database, people, number=number)
    chance = random.Random(seed)  # an order of tests, no secret
    late = [chance.uniform(-LATEST, LATEST) for _ in items]
    races = list(zip(items, late, strict=True))
    connection.close()  # a fork must not share it
    racers = [_racer(database, races[start::RACERS], by=people.winston) for start in range(RACERS)]
    assert [os.waitpid(racer, 0)[1] for racer in racers] == [0] * RACERS
    return _counted([item.id for item in items])


def _racer(database, races, *, by):
    """Fork a process in which these are raced for; its id. It ends with 0 if every side of every race came to its end."""
    racer = os.fork()
    if racer:
        return racer
    status = 1
    try:
        _race(database, races, by=by)
        status = 0
    except BaseException:  # noqa: BLE001  # nothing of the test run may go on in a fork
        traceback.print_exc()
    finally:
        os._exit(status)


def _race(database, races, *, by):
    """Race for these things, a few at a time."""
    with ThreadPoolExecutor(2 * PAIRS) as pool:
        sides = [
            pool.submit(_side, database, act, races[start::PAIRS], barrier, by=by)
            for start, barrier in enumerate(Barrier(2, timeout=PATIENCE) for _ in range(PAIRS))
            for act in (_hold, _delete)
        ]
        for side in sides:
            side.result()


def _letters(database, people, *, number):
    """So many letters, each with a key of its own: copies of one that was recorded by its act."""
    letter = registers.a_letter(people)
    with server.as_database_role("owner", database=database) as owner:
        owner.execute("ALTER TABLE governance_letterreceived DISABLE TRIGGER USER")
        rows = owner.execute(LOADED.format(number=number, letter=letter.id)).fetchall()
        owner.execute("ALTER TABLE governance_letterreceived ENABLE TRIGGER USER")
    the_keyring().keys_to_seal([key for key, _reference in rows])
    return [Item(letter._meta.label_lower, key, reference) for key, reference in rows]


def _side(database, act, races, barrier, *, by):
    """One side of each race, on a connection of its own: both begin on the same thing at the barrier."""
    point_django_at(database)
    try:
        for item, late in races:
            barrier.wait()
            time.sleep(max(0, late if act is _hold else -late))
            act(item, by=by)
    finally:
        connection.close()


def _hold(item, *, by):
    try:
        legal_hold.place(item, "complaint", why="Needed.", by=by, at=given.now())
    except (WrongState, IntegrityError):
        return


def _delete(item, *, by):
    """As the deletion job does: the check and the deletion in one transaction."""
    try:
        with transaction.atomic():
            check_not_held([item.id])
            disposal.dispose(item.id, by=by, at=given.now())
    except (WrongState, IntegrityError, LetterReceived.DoesNotExist):
        return


def _counted(ids: list[UUID]):
    held = set(LegalHold.objects.filter(thing__in=ids, ended_at=None).values_list("thing", flat=True))
    gone = set(KeyDestruction.objects.filter(item__in=ids).values_list("item", flat=True))
    there = set(LetterReceived.objects.filter(pk__in=ids).values_list("pk", flat=True))
    assert not held & gone, "held and deleted"
    assert held == there, "held without its row, or a row that lost its hold"
    assert held | gone == set(ids), "neither held nor deleted"
    return len(held), len(gone)
