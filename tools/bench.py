"""`make bench`: what our ways cost beside the bare floor, measured in turn in one run; the ratio decides.

Absolute figures belong to this machine and this moment; each pair is measured A B A B, and the median of the ratios
is reported with its spread. Nothing here is a test.
"""

import hashlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from tests import given
from tests.fixtures import point_django_at
from tests.pages import signed_in
from tests.people import People
from tests.triage.cases import PLAIN, WATCHED
from tools import ledger_speed
from tools.proofs.triage import decided
from watchbook.files.store import Folder
from watchbook.foi.request import request
from watchbook.governance.letters.queries import letters
from watchbook.organisation.models import Person
from watchbook.reading.split.questions import split

ROUNDS = 15
TEXT = (Path(__file__).parent.parent / "watchbook" / "demo" / "nine_questions.txt").read_text(
    encoding="utf-8"
)
PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "bench.md"


def pair(name: str, floor: Callable[[], object], ours: Callable[[], object]) -> str:
    """A row: floor and ours in milliseconds, medians, and the median ratio with its least and greatest."""
    floor(), ours()  # warm
    times = [(_milliseconds(floor), _milliseconds(ours)) for _ in range(ROUNDS)]
    ratios = sorted(ours / floor for floor, ours in times)
    medians = [statistics.median(column) for column in zip(*times, strict=True)]
    row = f"| {name} | {medians[0]:.2f} | {medians[1]:.2f} | {statistics.median(ratios):.2f} | {ratios[0]:.2f}–{ratios[-1]:.2f} |"
    print(row, flush=True)
    return row


def _milliseconds(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return (time.perf_counter() - begun) * 1000


def bare_inserts(count: int) -> None:
    """The floor of an act: the same number of rows into plain tables, one transaction each."""
    for _ in range(count):
        with transaction.atomic(), connection.cursor() as cursor:
            for table in ("bare_state", "bare_event", "bare_secret", "bare_pending"):
                cursor.execute(f"INSERT INTO {table} VALUES (gen_random_uuid(), %s)", ["x" * 150])


def acts(count: int, people: People) -> None:
    """The same number of letters by the real act: permission, rule, reference, row, event, secret, pending, guard."""
    helen = people.helen
    for _ in range(count):
        given.letter_received.add(given.particulars(), file=None, by=helen, at=timezone.now())


def pages(people: People) -> tuple[Client, str]:
    """A signed-in information officer and the address of a request with 29 questions."""
    officer = people.bryn
    row = request.receive(
        TEXT, received_on=timezone.localdate(), regime="foia", by=officer, at=timezone.now()
    )
    return signed_in(officer), f"/foi/requests/{row.reference}/"


def raw_letters() -> None:
    """The floor of reading the register: its rows as the driver gives them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM governance_letterreceived")
        cursor.fetchall()


def decision() -> str:
    """A triage decision beside the bare reading of its facts, 100 each."""
    facts = json.dumps({**PLAIN, **WATCHED})
    return pair(
        "decide on 23 facts / bare JSON parse of them, 100 each",
        lambda: [json.loads(facts) for _ in range(100)],
        lambda: [decided(facts) for _ in range(100)],
    )


def rows() -> list[str]:
    """Every pair, in turn."""
    people = People(given.a_council())
    client, address = pages(people)
    content = os.urandom(5 * 1024 * 1024)
    folder = Folder(root=Path(tempfile.mkdtemp()))
    leaves = ledger_speed.leaves_of(100_000)
    return [
        pair(
            "an act with event and guard / four bare inserts, 20 each",
            lambda: bare_inserts(20),
            lambda: acts(20, people),
        ),
        pair(
            "request page of 29 questions / bare page",
            lambda: client.get("/licence/"),
            lambda: client.get(address),
        ),
        pair("register of letters with answers / raw query", raw_letters, letters),
        pair(
            "keep 5 MB durably / sha256 of it",
            lambda: hashlib.sha256(content).digest(),
            lambda: folder.put(os.urandom(16) + content),
        ),
        pair(
            "split 29 questions / the text's lines",
            lambda: [TEXT.splitlines() for _ in range(100)],
            lambda: split(TEXT),
        ),
        decision(),
        pair(
            "100,000 leaves of the log to their root / as many bare hashes",
            lambda: ledger_speed.floor(len(leaves)),
            lambda: ledger_speed.root_of(leaves),
        ),
    ]


def main() -> int:
    """Measure on a throw-away database as the app role, and write the page."""
    with server.fresh_database() as name, server.as_database_role("owner", database=name) as owner:
        for table in ("bare_state", "bare_event", "bare_secret", "bare_pending"):
            owner.execute(f"CREATE TABLE {table} (id uuid PRIMARY KEY, content text)")
        point_django_at(name)
        settings.FILES_FOLDER = tempfile.mkdtemp()
        settings.ALLOWED_HOSTS = ["testserver"]
        measured = rows()
        assert Person.objects.exists()
        connection.close()
    head = "| What / its floor | floor ms | ours ms | ratio | least–greatest |\n|---|--:|--:|--:|---|\n"
    PAGE.write_text(
        f"# Ratios to the floor\n\nWritten by `make bench` on {timezone.localdate()}; {ROUNDS} rounds in turn, medians. "
        f"The machine is shared: ratios decide, milliseconds are of that moment.\n\n{head}"
        + "\n".join(measured)
        + "\n",
        encoding="utf-8",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
