"""The worker as it is in production: its own process, a real Chromium, a page on the loopback. Killed at each step; nothing in plain on a disk."""

import signal
import tempfile
import time
from pathlib import Path

import pytest

from tests import server
from tests.evidence import given
from tests.evidence.in_plain import in_plain
from tests.evidence.killed import STEPS
from tests.evidence.loopback import a_shop, a_worker
from tests.evidence.test_killed import expected, faults_of, moments
from tests.patience import PATIENCE
from tests.proof_only import in_proof_only
from watchbook.capture import opinions, ways
from watchbook.evidence import capture, content
from watchbook.evidence.models import Capture
from watchbook.keys import envelope

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.no_cover,
    in_proof_only,
]

# Its home, what programs leave lying, what is logged, and the home of whoever runs the browser. Where PostgreSQL keeps
# its data is no folder of a home in tests, and no link is followed.
WHERE = {server.HOME.home, Path(tempfile.gettempdir()), Path("/var/tmp"), Path("/var/log"), Path.home()}


@pytest.fixture
def shop():
    with a_shop() as made:
        yield made


@pytest.fixture
def worker(committed, committed_people, shop, tmp_path, settings):
    """A worker over a register with an open look at the shop; files lie where the process looks for them."""
    settings.FILES_FOLDER = settings.PLACES.files
    with a_worker(committed, shop=shop, folder=tmp_path) as made:
        yield made


def asked(people, shop):
    look = given.a_look(people, address=shop.address)
    return capture.ask(look, shop.address, in_full=True, by=people.ines, at=look.opened_at)


def test_a_page_of_the_loopback_is_captured_held_and_verified_and_is_on_no_disk_in_plain(
    committed_people, shop, worker, tmp_path
):
    if swap := ways.swap_in_use():
        pytest.skip(f"not shown: swap is on ({', '.join(swap)})")
    begun = time.time() - 1
    row = asked(committed_people, shop)
    assert worker.run("--once") == 0, worker.log.read_text()
    row.refresh_from_db()
    assert (row.state, row.status) == ("held", "COMPLETE"), envelope.opened(row)
    assert worker.folders() == []
    with content.opened(row) as file:
        plain = file.read()
    assert shop.canary.encode() in plain
    planted = tmp_path / "planted"
    planted.write_text(f"so that the search itself is seen to find {shop.canary}")
    found = in_plain(shop.canary, since=begun, folders=WHERE | {tmp_path, server.HOME.postgres.resolve()})
    assert set(found) == {planted}
    with tempfile.NamedTemporaryFile(dir=worker.memory) as bundle:
        bundle.write(plain)
        bundle.flush()
        assert opinions.of(Path(bundle.name), key=worker.key.key).bad == []


def test_killed_at_each_step_with_a_real_browser_it_is_finished_or_cleanly_failed_once(
    committed_people, shop, worker
):
    wrong = []
    for step in STEPS:
        for when in moments(step):
            row = asked(committed_people, shop)
            died = worker.run(step.name, when, module="tests.evidence.dying_worker")
            assert died == -signal.SIGKILL, (step.name, when, worker.log.read_text())
            ended = time.monotonic() + PATIENCE
            assert worker.run("--once") == 0
            while worker.folders() and time.monotonic() < ended:  # an orphaned child may still be writing
                assert worker.run("--once") == 0
            wrong += faults_of(row, worker, held=expected(step, when), place=f"{step.name}, {when}")
    assert wrong == []
    assert Capture.objects.count() == sum(len(moments(step)) for step in STEPS)
