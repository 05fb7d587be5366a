"""Processes that are killed while they make keys: what was acknowledged is there in both copies, and neither is damaged."""

import os
import random
import signal
import subprocess
import sys
import time
from uuid import UUID

from tests.patience import PATIENCE
from watchbook.keys import repair, rotation

ROUNDS = int(os.environ.get("TESTS_KEY_KILLS", "3"))
WRITER = """
import sys
from pathlib import Path
from uuid import uuid4
from watchbook.keys.copies import Copy
from watchbook.keys.keyring import Keyring
from watchbook.keys.wrapping import KeyFiles
folders = [Path(sys.argv[1]), Path(sys.argv[2])]
ring = Keyring(copies=tuple(map(Copy, folders)), wrapping=KeyFiles(folders))
while True:
    (item, key), = ring.keys_to_seal([uuid4()]).items()
    print(item, key.hex(), flush=True)
"""


def test_whatever_was_acknowledged_before_kill_9_is_there_in_both_copies(ring, tmp_path, record_property):
    folders, killed = [str(copy.folder) for copy in ring.copies], 0
    for number in range(ROUNDS):
        logs = [tmp_path / f"{number}-{which}" for which in range(2)]
        writers = [started(folders, log) for log in logs]
        deadline = time.monotonic() + PATIENCE
        while any(log.stat().st_size == 0 for log in logs) and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(random.random() / 10)
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            writer.wait()
            killed += 1
        told = dict(
            line.split()
            for log in logs
            for line in log.read_text().splitlines(keepends=True)
            if line.endswith("\n")
        )
        assert told
        assert all(copy.is_whole() for copy in ring.copies)
        for copy in ring.copies:
            assert copy.wrapped(map(UUID, told)).keys() == set(map(UUID, told))
        repair.mend()
        if number % 2:
            rotation.rotate()
        keys = ring.keys(map(UUID, told))
        assert {str(item): key.hex() for item, key in keys.items()} == told
    record_property("writers killed", killed)


def started(folders, log):
    """A process that makes keys and says each once it is there."""
    with log.open("w") as told:
        return subprocess.Popen([sys.executable, "-c", WRITER, *folders], stdout=told)
