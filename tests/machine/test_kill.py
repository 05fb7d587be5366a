"""Everything is killed at once in the middle of the work: nothing that was acknowledged is lost, nothing is half done."""

import os
import re
import signal
import subprocess
import threading
import time
from contextlib import suppress
from hashlib import sha256
from http import HTTPStatus
from http.client import HTTPException

import pytest

from tests.audit_log.sealing import naive_roots
from tests.commands import PROGRAM, environment
from tests.machine.processes import family, is_alive
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.proof_only import in_proof_only
from tests.visitor import Visitor
from watchbook.audit_log import signing_key
from watchbook.audit_log.head import HeadFiles
from watchbook.config.settings import DEMONSTRATION_PASSWORD
from watchbook.ledger import checkpoint
from watchbook.machine import cluster, postgres
from watchbook.machine.connection import connect, in_embedded
from watchbook.machine.places import places
from watchbook.machine.processes import answers

pytestmark = [pytest.mark.slow, in_proof_only]  # the sealer, captures and keys are killed in `make test` too

INFORMATION_OFFICER = "bryn.holloway@harrowmere.invalid"
CO_ORDINATOR = "helen.carrow@harrowmere.invalid"
ROUNDS = 3
ENOUGH = 10  # rows of each kind acknowledged in a round before everything is killed
PAGES = {"foi": "/foi/requests/new/", "governance": "/governance/letters/add/"}
LETTER = {
    "sender": "other", "subject": "A letter", "concerns_social_media": "no",
    "dated_on_day": "1", "dated_on_month": "2", "dated_on_year": "2020",
    "received_on_day": "3", "received_on_month": "2", "received_on_year": "2020",
}  # fmt: skip
# Each must be 0: what is half done, in either direction.
HALF_DONE = {
    "a request without its event": """
        SELECT count(*) FROM foi_request r WHERE NOT EXISTS (
            SELECT 1 FROM audit_log_event e WHERE e.subject_id = r.id AND e.name = 'request.received')""",
    "a letter without its event": """
        SELECT count(*) FROM governance_letterreceived l WHERE NOT EXISTS (
            SELECT 1 FROM audit_log_event e WHERE e.subject_id = l.id AND e.name = 'letter_received.recorded')""",
    "an event without its row": """
        SELECT count(*) FROM audit_log_event e WHERE e.name IN ('request.received', 'letter_received.recorded')
        AND NOT EXISTS (SELECT 1 FROM foi_request r WHERE r.id = e.subject_id)
        AND NOT EXISTS (SELECT 1 FROM governance_letterreceived l WHERE l.id = e.subject_id)""",
    "an event without its secret": """
        SELECT count(*) FROM audit_log_event e WHERE NOT EXISTS (
            SELECT 1 FROM audit_log_eventsecret s WHERE s.event_id = e.id)""",
    "an event that neither waits nor is sealed": """
        SELECT count(*) FROM audit_log_event e
        WHERE NOT EXISTS (SELECT 1 FROM audit_log_pending p WHERE p.event_id = e.id)
        AND NOT EXISTS (SELECT 1 FROM audit_log_leaf l WHERE l.event_id = e.id)""",
    "an event that is sealed and still waits": """
        SELECT count(*) FROM audit_log_pending p JOIN audit_log_leaf l USING (event_id)""",
    "a leaf without its event": """
        SELECT count(*) FROM audit_log_leaf l WHERE NOT EXISTS (
            SELECT 1 FROM audit_log_event e WHERE e.id = l.event_id)""",
    "places of the log that are missing": """
        SELECT size - (SELECT count(*) FROM audit_log_leaf) FROM audit_log_sealedlog""",
    "a request with other questions than its event tells": """
        SELECT count(*) FROM audit_log_event e WHERE e.name = 'request.received' AND (e.fields->>'questions')::int
        <> (SELECT count(*) FROM foi_requestquestion q WHERE q.request_id = e.subject_id)""",
    "a reference that was skipped": """
        SELECT sum(last) - (SELECT count(*) FROM foi_request)
        - (SELECT count(DISTINCT reference) FROM governance_letterreceived) FROM audit_log_registercounter
        WHERE register IN ('FOI', 'L')""",
}

UNSEALED = """
    SELECT (SELECT count(*) FROM audit_log_pending) = 0
    AND (SELECT size FROM audit_log_sealedlog) = (SELECT max(size) FROM audit_log_signedcheckpoint)
"""


class Home:
    """The demonstration in a home of its own."""

    def __init__(self, folder):
        self.places = places(folder / "home")
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "serve.log"
        self.started = []
        self.variables = {
            "WATCHBOOK_MODE": "demo",
            "WATCHBOOK_HOME": str(self.places.home),
            "WATCHBOOK_PORT": str(self.port),
        }

    def run(self, command):
        """A command to its end."""
        done = subprocess.run(
            [PROGRAM, command], env=environment(self.variables), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def serve(self):
        """`watchbook serve`, once it answers."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [PROGRAM, "serve"],
                env=environment(self.variables),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(process)
        while not answers(self.port):
            assert process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        return process

    def asked(self, query):
        """The rows of a query, past every rule of who may read."""
        with connect(
            in_embedded(self.places, role="superuser", user=cluster.SUPERUSER, database="watchbook")
        ) as sql:
            return sql.execute(query).fetchall()


@pytest.fixture
def home(tmp_path):
    """Set up and loaded; whatever still runs at the end is stopped."""
    made = Home(tmp_path)
    made.run("setup")
    made.run("demo")
    yield made
    for process in made.started:
        process.terminate()
        process.wait(PATIENCE)
    postgres.stop(made.places, say=lambda line: None)


def kill_everything(process, *, home):
    """Kill -9: `serve`, the guards, web server, worker, PostgreSQL and its children, in one sweep."""
    server = postgres.server_process(home.places)
    everyone = {*family(process.pid), *(family(server) if server else [])}
    assert {process.pid, server} < everyone
    for member in everyone:
        with suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)
    process.wait()
    while any(is_alive(member) for member in everyone) or answers(home.port):
        time.sleep(0.01)


def work(visitor, kind, *, name, acknowledged, failures):
    """Send one form after the other until nobody answers; note each reference that was acknowledged."""
    with suppress(OSError, HTTPException):
        (form,) = visitor.forms(PAGES[kind])
        for number in range(10_000):
            content = f"{name} {number}"
            values = {"text": f"1. How often, {content}?\na) And why?"} if kind == "foi" else LETTER
            file = {"file": (f"{number}.txt", content.encode())} if form.files else {}
            answer = visitor.send(form, values, file)
            reference = re.fullmatch(rf"/{kind}/\w+/([A-Z]+-\d+)/", answer.location)
            if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
                return  # the database was killed a moment before the server: nothing was acknowledged
            if reference is None:
                failures.append(answer)
                return
            acknowledged[reference[1]] = sha256(content.encode()).hexdigest() if file else ""


def wait_for(enough, acknowledged, *, beyond):
    """Until so many requests and so many letters were acknowledged beyond those of earlier rounds."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        new = acknowledged.copy().keys() - beyond
        kinds = [reference.partition("-")[0] for reference in new]
        if min(kinds.count("FOI"), kinds.count("L")) >= enough:
            return
        time.sleep(0.01)
    raise AssertionError(f"Only {len(new)} rows were acknowledged within {PATIENCE} s.")


def assert_nothing_is_lost(home, acknowledged):
    """Every acknowledged row is there with all that belongs to it, its file too; nothing is there in part."""
    for what, query in HALF_DONE.items():
        assert home.asked(query) == [(0,)], what
    kept = dict(home.asked("SELECT reference, file_sha256 FROM foi_request"))
    kept |= dict(home.asked("SELECT reference, file_sha256 FROM governance_letterreceived"))
    assert acknowledged.items() <= kept.items()
    for name in filter(None, acknowledged.values()):
        content = (home.places.files / name[:2] / name).read_bytes()
        assert sha256(content).hexdigest() == name


def until_all_is_sealed(home):
    """Until nothing waits any more and the newest checkpoint covers it."""
    deadline = time.monotonic() + PATIENCE
    while home.asked(UNSEALED) != [(True,)]:
        assert time.monotonic() < deadline, home.log.read_text()[-2000:]
        time.sleep(0.05)


def assert_every_checkpoint_is_true(home):
    """Each signed checkpoint has the root that a naive tree gives; gives how many there are."""
    leaves = [bytes(leaf) for (leaf,) in home.asked('SELECT leaf FROM audit_log_leaf ORDER BY "index"')]
    roots = naive_roots(leaves)
    key = signing_key.read(home.places.signing_key).verifier
    notes = home.asked("SELECT note FROM audit_log_signedcheckpoint")
    heads = [checkpoint.read(note, log=key) for (note,) in notes]
    assert [head.size for head in heads if roots[head.size] != head.root] == []
    assert max(head.size for head in heads) == len(leaves) == HeadFiles(home.places.sealing).read().log.size
    return len(heads)


def test_kill_9_of_everything_in_the_middle_of_the_work_loses_nothing_acknowledged(home):
    acknowledged, visitors = {}, {}
    for number in range(ROUNDS):
        process = home.serve()
        if not visitors:
            visitors["foi"] = Visitor(home.address).sign_in(INFORMATION_OFFICER, DEMONSTRATION_PASSWORD)
            visitors["governance"] = Visitor(home.address).sign_in(CO_ORDINATOR, DEMONSTRATION_PASSWORD)
        assert_nothing_is_lost(home, acknowledged)
        before, failures = set(acknowledged), []
        threads = [
            threading.Thread(
                target=work,
                args=(visitor, kind),
                kwargs={"name": f"round {number}", "acknowledged": acknowledged, "failures": failures},
            )
            for kind, visitor in visitors.items()
        ]
        for thread in threads:
            thread.start()
        wait_for(ENOUGH, acknowledged, beyond=before)
        assert all(thread.is_alive() for thread in threads), failures
        kill_everything(process, home=home)
        for thread in threads:
            thread.join()
        assert failures == []
    process = home.serve()
    assert_nothing_is_lost(home, acknowledged)
    until_all_is_sealed(home)
    assert_every_checkpoint_is_true(home)
    process.terminate()
    assert process.wait(PATIENCE) == 0
