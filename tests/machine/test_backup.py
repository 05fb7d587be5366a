"""A backup is whole or it is none."""

import errno
import hashlib
import os
import shutil
import threading
import time
from pathlib import Path

import pytest

from tests.machine.backed_up import bring_back, keep, make, rows
from tests.machine.served import PREFIX
from tests.patience import PATIENCE
from watchbook.machine import backup, manifest, stored_files
from watchbook.machine.cluster import SUPERUSER
from watchbook.machine.connection import connect, in_embedded, value_of
from watchbook.machine.failure import Failure


def test_no_secret_is_in_it(unchanged):
    (folder,) = backup.finished(unchanged.places)
    passwords = [
        line.rsplit(":", 1)[1]
        for file in unchanged.places.secrets.iterdir()
        for line in file.read_text().splitlines()
    ]
    assert len(passwords) >= 7
    for path in folder.rglob("*"):
        assert path.is_dir() or not any(word.encode() in path.read_bytes() for word in passwords)
    names = {path.name for path in folder.iterdir()}
    assert names == {manifest.NAME, manifest.DUMP, "files"}
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_while_writers_write_and_delete_every_row_in_it_has_its_file(filled):
    stop, started, written = threading.Event(), threading.Barrier(3), []

    def put(connection, text):
        name = keep(filled.places, text.encode() * 500)
        connection.execute("INSERT INTO kept_file VALUES (%s)", [name])
        return name

    def write():
        number = 0
        with connect(filled.as_role("app")) as connection:
            old = [put(connection, f"old {threading.get_ident()} {number}") for number in range(60)]
            started.wait(PATIENCE)
            while not stop.is_set():
                put(connection, f"{threading.get_ident()} {number}")
                if old and number % 3 == 0:
                    name = old.pop()
                    connection.execute("DELETE FROM kept_file WHERE name = %s", [name])
                    (filled.places.files / name[:2] / name).unlink()
                number += 1
                time.sleep(0.01)
        written.append(number)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    started.wait(PATIENCE)
    try:
        folders = [make(filled), make(filled)]
    finally:
        stop.set()
        for thread in threads:
            thread.join(PATIENCE)
    assert min(written) > 10
    for folder in folders:
        bring_back(filled, folder)
        for (name,) in rows(filled, "kept_file"):
            assert (filled.places.files / name[:2] / name).is_file()


def test_a_backup_that_was_killed_is_cleared_away_by_the_next(filled):
    unfinished = filled.places.backups / backup.UNFINISHED
    unfinished.mkdir(parents=True)
    (unfinished / manifest.NAME).write_text("{}")
    assert backup.finished(filled.places) == []
    assert backup.finished(filled.places) != [make(filled)]
    assert not unfinished.exists()


def test_the_newest_are_kept_and_unchanged_files_cost_nothing_twice(filled):
    made = [make(filled, keep=2) for _ in range(3)]
    assert backup.finished(filled.places) == made[1:]
    assert {path.name for path in filled.places.backups.iterdir()} == {
        ".lock",
        *(path.name for path in made[1:]),
    }
    first, second = (
        [path for path in sorted(folder.rglob("*")) if path.parent.parent.name == "files"]
        for folder in made[1:]
    )
    assert [path.stat().st_ino for path in first] == [path.stat().st_ino for path in second]
    in_store = [path.stat().st_ino for path in filled.places.files.rglob("*") if path.is_file()]
    assert not {path.stat().st_ino for path in first} & set(in_store)
    said = []
    make(filled, keep=15, say=said.append)
    assert any("More than 14 backups are kept. Deleted records stay" in line for line in said)


def test_none_is_pruned_when_a_backup_fails(filled):
    first = make(filled, keep=1)
    with pytest.raises(Failure):
        backup.make(filled.places, source={**filled.as_role("reader")}, prefix=PREFIX, keep=1)
    assert backup.finished(filled.places) == [first]


def test_a_damaged_file_is_taken_from_the_last_backup_or_told(filled):
    make(filled)
    path = next(
        path for path in filled.places.files.rglob("*") if path.is_file() and path.stat().st_size == 3
    )
    path.write_bytes(b"bad")
    second = make(filled)
    assert (second / "files" / path.parent.name / path.name).read_bytes() == b"one"
    for folder in backup.finished(filled.places):
        shutil.rmtree(folder)
    with pytest.raises(backup.BackupDamaged, match="1 of the files"):
        make(filled)
    (last,) = backup.finished(filled.places)
    assert manifest.read(last).damaged == [path.name]
    assert len(manifest.read(last).files) == 2


def test_two_at_once_are_refused(unchanged):
    with backup._alone(unchanged.places), pytest.raises(Failure, match="made already"):
        make(unchanged)


def test_a_full_disk_is_told_and_not_taken_for_damage(tmp_path, monkeypatch):
    name = hashlib.sha256(b"x").hexdigest()
    (tmp_path / name).write_bytes(b"x")

    def full(source, target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(stored_files, "_copy", full)
    with pytest.raises(Failure, match="no room"):
        stored_files.bring(Path(name), to=tmp_path / "to", linked_from=[], copied_from=[tmp_path])


def test_passwords_reach_pg_dump_by_the_environment():
    variables = backup.program_environment(
        {"host": "h", "password": "p", "user": "u", "dbname": "d", "passfile": "f"}
    )
    assert variables["PGPASSWORD"] == "p"
    assert (variables["PGHOST"], variables["PGDATABASE"], variables["PGPASSFILE"]) == ("h", "d", "f")


def test_files_in_a_bucket_are_left_to_its_keeper_and_that_is_said(filled, settings):
    settings.FILES_S3 = {"address": "https://objects.example.org/bucket"}
    said = []
    folder = make(filled, say=said.append)
    assert manifest.read(folder).files == []
    assert said[0] == backup.NOT_HERE


def test_sessions_and_what_no_register_uses_are_left_out_and_stop_no_backup(shared, filled):
    with connect(filled.as_role("owner")) as connection:
        connection.execute("CREATE TABLE organisation_session (session_key text)")
        connection.execute("INSERT INTO organisation_session VALUES ('a-key')")
        connection.execute("CREATE TABLE django_cache (cache_key text)")
    superuser = in_embedded(shared.places, role="superuser", user=SUPERUSER, database=filled.name)
    with connect(superuser) as connection:
        connection.execute("SELECT lo_from_bytea(0, 'not the backup role’s to read')")
    bring_back(filled, make(filled))
    assert rows(filled, "organisation_session") == []
    with connect(filled.as_role("owner")) as connection:
        assert value_of(connection, "SELECT count(*) FROM pg_largeobject_metadata") == 0
