"""Measure another person's page while 50 forms do not come, 500 connections are idle and 300 wrong sign-ins arrive a minute (`make proof`).

Quiet and attacked by turns, in one run, with passwords hashed as in production; each wrong sign-in comes from another client, so that no
limit for a client or an account stops it. The ratio of the medians counts.
"""

import os
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from django.conf import settings
from django.db import connection

from tests import given
from tests.fixtures import point_django_at
from tests.journeys.service import Service, running
from tests.people import People
from tests.visitor import Visitor
from watchbook.keys.keyring import the_keyring
from watchbook.organisation.password_hash import Argon2idHasher

FORM = b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n"
IDLE = {
    "nothing": b"",
    "an answer": b"GET /licence/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "half a head": FORM[:40],
}
SLOW, SILENT, A_MINUTE = 50, 500, 300
TURNS, SECONDS, PAGE = 6, 10.0, "/looks/"
AT_MOST = 2.0
PASSWORD = "seven-quiet-herons"


def measure() -> str:
    """The ratio, on one throw-away database."""
    with server.fresh_database() as name, tempfile.TemporaryDirectory() as folder:
        point_django_at(name)
        the_keyring().begin()
        people = People(given.a_council())
        log = Path(folder) / "log"
        with running(name, people=people, log=log, settings="watchbook.config.settings", more={"WATCHBOOK_PROXIES": "1"}) as service:  # fmt: skip
            hasher = Argon2idHasher()
            service.may_sign_in("ines", "nell", hashed=hasher.encode(PASSWORD, hasher.salt()))
            told = _by_turns(service)
        connection.close()
    return told


def _by_turns(service: Service) -> str:
    visitor = Visitor(service.address).sign_in(service.people.ines.email, PASSWORD)
    quiet: list[float] = []
    attacked: list[float] = []
    wrong = Counter[int]()
    _times(visitor, 2.0)
    for _turn in range(TURNS):
        quiet += _times(visitor, SECONDS)
        with _attack(service) as answered:
            attacked += _times(visitor, SECONDS)
        wrong += answered
    minute = (wrong[200] + wrong[429]) / (TURNS * SECONDS) * 60
    ratio = statistics.median(attacked) / statistics.median(quiet)
    said = (
        f"{SLOW} forms that do not come, {SILENT} idle connections and {minute:.0f} wrong sign-ins a minute:"
        f" the page takes {ratio:.2f} of its usual time, the slowest tenth {_tenth(attacked) / _tenth(quiet):.2f}"
    )
    assert ratio < AT_MOST, said
    assert minute > A_MINUTE * 0.8, f"{said}; {dict(wrong)}"
    return said


def _times(visitor: Visitor, seconds: float) -> list[float]:
    found = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        begun = time.perf_counter()
        assert visitor.ask("GET", PAGE).status == 200
        found.append(time.perf_counter() - begun)
        time.sleep(0.1)
    return found


@contextmanager
def _attack(service: Service) -> Iterator[Counter[int]]:
    where = urlsplit(service.address)
    answered, stop = Counter[int](), threading.Event()
    email = service.people.nell.email
    attacker, tried = Visitor(service.address), list[Future[None]]()
    form = attacker.sign_in_form()
    with ExitStack() as opened, ThreadPoolExecutor(64) as pool:
        for number in range(SLOW + SILENT):
            begun = FORM if number < SLOW else list(IDLE.values())[number % len(IDLE)]
            one = socket.create_connection((where.hostname or "", where.port or 80))
            opened.callback(one.close)
            one.sendall(begun)

        def try_once(number: int) -> None:
            body = form.values | {"login": email, "password": f"wrong-{number}"}
            said = Visitor(service.address)
            said.cookies |= attacker.cookies
            client = f"198.51.{number % 250}.{number // 250 % 250}"
            answer = said.ask(
                "POST", "/account/login/", urlencode(body).encode(),
                {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": client},
            )  # fmt: skip
            answered[answer.status] += 1

        def go_on() -> None:
            number = 0
            while not stop.wait(60 / A_MINUTE):
                number += 1
                tried.append(pool.submit(try_once, number + int(time.time()) % 1000 * 60))

        threading.Thread(target=go_on, daemon=True).start()
        yield answered
        stop.set()
    for one in tried:
        one.result()


def _tenth(times: list[float]) -> float:
    return statistics.quantiles(times, n=10)[-1]


if __name__ == "__main__":
    assert settings.configured
    print(measure())
