"""Ten captures are deleted; older backups hold them still, and nobody opens them: not here, not with older keys."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.evidence import given as evidence
from tests.retention.deletion import given
from watchbook.evidence import content
from watchbook.evidence.models import Capture
from watchbook.keys import envelope, rotation
from watchbook.keys.refused import KeyDestroyed, KeysMissing
from watchbook.ledger import try_to_open
from watchbook.retention.certificate import certificate
from watchbook.retention.deletion.states import ListState

pytestmark = pytest.mark.slow
TOOL = Path(try_to_open.__file__)


def readable():
    """How many captures of the register can be read now, in their content and in their words."""
    count = 0
    for row in Capture.objects.all():
        try:
            with content.opened(row) as file:
                assert file.read(4)
            assert envelope.opened(row)["address"]
        except (KeyDestroyed, KeysMissing):
            continue
        count += 1
    return count


def tried(folder, backup, *keys, row):
    """How many captures an outsider opens with the tool alone, from its file; and that its exit says the same."""
    file = folder / "certificate.json"
    file.write_text("".join(certificate.as_file(row, at_end=certificate.ended_at(row))))
    command = [sys.executable, "-I", "-S", TOOL, file, "--backup", backup, "--keys", *keys]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    opened = [line for line in done.stdout.splitlines() if line.startswith("OPENED")]
    assert bool(opened) == bool(done.returncode)
    return sum(line.split()[2] == "file" for line in opened), len(opened)


@pytest.mark.skipif(
    "TESTS_OLDER_BACKUPS" not in os.environ, reason="for `make proof`: five restores take minutes"
)
@pytest.mark.usefixtures("real_dumps")
def test_ten_captures_and_five_older_backups(register, tmp_path, settings, record_property):
    people = register.people
    captures, backups = [], []
    look = evidence.a_look(people)
    for number in range(10):
        captures.append(evidence.a_held_capture(people, look, page=f"/trainers?{number}"))
        if number % 2:
            backups.append(register.back_up())
    assert readable() == 10
    old = [shutil.copytree(folder, tmp_path / f"old {folder.name}") for folder in register.key_folders]
    stores = [tmp_path / f"store {folder.name}" for folder in register.key_folders]
    for store, folder in zip(stores, register.key_folders, strict=True):
        store.mkdir()
        shutil.copy(folder / "items.sqlite3", store)

    row = given.carried_out(given.an_approved_list(people, *captures))
    assert row.state == ListState.UNREADABLE
    present = register.key_folders
    for number, backup in enumerate(backups, start=1):
        assert tried(tmp_path, backup, *present, row=row) == (0, 0)
        files, every = tried(tmp_path, backup, *stores, *present, row=row)
        assert (files, every > files) == (number * 2, True), (
            "with older key stores, before their keys are replaced"
        )
    assert rotation.rotate().version == 2
    row = given.carried_out(row)
    assert row.state == ListState.IRRECOVERABLE
    for backup in backups:
        assert tried(tmp_path, backup, *present, row=row) == (0, 0)
        assert tried(tmp_path, backup, *stores, *present, row=row) == (0, 0)

    before = settings.KEY_FOLDERS
    for number, backup in enumerate(backups, start=1):
        register.bring_back(backup)
        assert Capture.objects.count() == number * 2
        assert readable() == 0
        settings.KEY_FOLDERS = tuple(old)
        assert readable() == number * 2, "else the test proves nothing"
        settings.KEY_FOLDERS = before
        record_property("older backups restored", 1)
    record_property("captures of 10 readable with present keys", 0)
