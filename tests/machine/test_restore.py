"""What a backup holds comes back with every right and guard, or nothing is touched."""

import hashlib
import json
import shutil
from pathlib import Path

import psycopg
import pytest

from tests.machine.backed_up import bring_back, make, rows
from tests.proof_only import one_in
from watchbook.machine import backup, database, manifest, restore, stored_files
from watchbook.machine.connection import connect
from watchbook.machine.failure import Failure
from watchbook.machine.places import places
from watchbook.machine.processes import only_one


def test_it_comes_back_after_damage_with_rows_rights_guards_and_files(filled):
    before = {table: rows(filled, table) for table in ("person", "note", "audit_log_event", "kept_file")}
    rights = filled.rights(filled.name)
    folder = make(filled)
    with connect(filled.as_role("owner")) as connection:
        connection.execute("DROP TABLE note; DELETE FROM person; GRANT DELETE ON person TO wb_app")
    stored = sorted(filled.places.files.rglob("*"))
    victim = next(path for path in stored if path.is_file() and path.stat().st_size == 3)
    victim.write_bytes(b"xxx")
    shutil.rmtree(next(path for path in stored if path.is_dir() and path != victim.parent))
    swap = bring_back(filled, folder)
    assert {table: rows(filled, table) for table in before} == before
    assert filled.rights(filled.name) == rights
    for (name,) in before["kept_file"]:
        path = filled.places.files / name[:2] / name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == name
    assert rows(filled, "person", swap.before) == []
    kept = filled.places.home / swap.files_before / victim.parent.name / victim.name
    assert kept.read_bytes() == b"xxx"


def test_what_guards_the_rows_works_after_a_restore(filled):
    bring_back(filled, make(filled))
    with connect(filled.as_role("app")) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE audit_log_event SET what = ''")
        with pytest.raises(psycopg.errors.RaiseException, match="no event"):
            connection.execute("INSERT INTO person (name) VALUES ('Eve')")
        connection.execute("INSERT INTO audit_log_event (what) VALUES ('next')")
    with connect(filled.as_role("owner")) as connection:
        with pytest.raises(psycopg.errors.RaiseException, match="only added to"):
            connection.execute("DELETE FROM audit_log_event")
        connection.execute("CREATE TABLE later (id int)")
    with connect(filled.as_role("app")) as connection:
        connection.execute("INSERT INTO later VALUES (1)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM later")


@pytest.mark.parametrize(
    "change",
    one_in(
        3,
        [
            "DROP TRIGGER logged ON person",
            "ALTER TABLE person DISABLE TRIGGER logged",
            "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "GRANT DELETE ON person TO wb_app",
            "GRANT UPDATE (what) ON audit_log_event TO wb_app",
            "ALTER TABLE note DROP CONSTRAINT note_kind_check, ADD CHECK (kind IN ('seen', 'its'))",
            "ALTER TABLE note ALTER length DROP EXPRESSION",
        ],
    ),
)
def test_a_dump_with_other_guards_than_its_manifest_says_is_refused(filled, change):
    guards = manifest.read(make(filled)).guards
    with connect(filled.as_role("owner")) as connection:
        connection.execute(change)
    forged = make(filled)
    content = json.loads((forged / manifest.NAME).read_text())
    assert content["guards"] != guards
    (forged / manifest.NAME).write_text(json.dumps(content | {"guards": guards}))
    before = rows(filled, "note")
    with pytest.raises(Failure, match="does not have the guards of the one"):
        bring_back(filled, forged)
    assert rows(filled, "note") == before


def test_restoring_twice_gives_the_same_and_keeps_both_until_told(filled):
    folder = make(filled)
    before = rows(filled, "note")
    first = bring_back(filled, folder)
    second = bring_back(filled, folder)
    assert rows(filled, "note") == before
    gone = restore.drop_before(filled.places, admin=filled.admin, name=filled.name)
    assert set(gone) == {first.before, second.before, first.files_before, second.files_before}
    assert rows(filled, "note") == before
    with connect(filled.admin) as connection:
        assert database.names(connection, prefix=filled.name) == [filled.name]


def test_it_restores_into_a_home_whose_database_is_gone(filled):
    folder = make(filled)
    before = rows(filled, "note")
    database.drop(filled.admin, name=filled.name)
    shutil.rmtree(filled.places.files)
    bring_back(filled, folder)
    assert rows(filled, "note") == before
    assert len(list(stored_files.stored(filled.places.files))) == 3


@pytest.mark.parametrize("part", [manifest.DUMP, "files"])
def test_one_changed_byte_is_refused_and_nothing_touched(unchanged, folder, part):
    files = [
        path
        for path in (folder / part, *(folder / part).rglob("*"))
        if path.is_file() and path.stat().st_size
    ]
    content = bytearray(files[0].read_bytes())
    content[len(content) // 2] ^= 1
    files[0].chmod(0o600)
    files[0].write_bytes(content)
    with pytest.raises(Failure, match="should hash to"):
        bring_back(unchanged, folder)


def test_a_half_backup_is_none(unchanged, folder, tmp_path):
    (folder / manifest.NAME).rename(folder / "aside")
    with pytest.raises(Failure, match="never finished"):
        bring_back(unchanged, folder)
    home = places(tmp_path / "other")
    home.backups.mkdir(parents=True)
    folder.rename(home.backups / "2026-01-01")
    assert backup.finished(home) == []
    assert backup.finished(places(tmp_path / "no backups")) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 99}, "format is 99"),
        ({"files": [{"path": "../../etc/passwd", "size": 1, "sha256": "0"}]}, "no file of the store"),
        ({"files": [{"path": "files/../../etc/passwd", "size": 1, "sha256": "0"}]}, "no file of the store"),
        ({"files": [{"path": f"files/00/{64 * '0'}", "size": 1, "sha256": 64 * "0"}]}, "is missing"),
        ({"files": [1]}, "cannot be read"),
        ({"tables": {"person": 5}}, "does not have the rows that the backup counted"),
        ({"prefix": "other"}, "roles begin with other"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(unchanged, folder, change, said):
    content = json.loads((folder / manifest.NAME).read_text())
    (folder / manifest.NAME).write_text(json.dumps({**content, **change}))
    with pytest.raises(Failure, match=said):
        bring_back(unchanged, folder)


def test_a_dump_that_cannot_be_read_is_refused_with_what_was_said(unchanged, folder):
    (folder / manifest.DUMP).write_bytes(b"no dump")
    content = json.loads((folder / manifest.NAME).read_text())
    content["dump"] = {"path": manifest.DUMP, "size": 7, "sha256": hashlib.sha256(b"no dump").hexdigest()}
    (folder / manifest.NAME).write_text(json.dumps(content))
    with pytest.raises(Failure, match="pg_restore said"):
        bring_back(unchanged, folder)


def test_a_restore_is_refused_while_serve_runs(unchanged, folder):
    with only_one(unchanged.places), pytest.raises(Failure, match="already running"):
        bring_back(unchanged, folder)


@pytest.mark.parametrize("step", one_in(2, range(4)))
def test_a_restore_that_was_broken_off_is_finished(filled, monkeypatch, step):
    """Killed at each of its renames: the next one brings it to the end."""
    folder = make(filled)
    before = rows(filled, "note")
    with connect(filled.as_role("owner")) as connection:
        connection.execute("DELETE FROM note")
    taken = []

    class Killed(Exception):
        """As if the process had been killed here."""

    def counted(put):
        def counting(*arguments, **options):
            if restore.is_unfinished(filled.places):
                taken.append(put)
                if len(taken) == step + 1:
                    raise Killed
            return put(*arguments, **options)

        return counting

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", counted(Path.rename))
        patch.setattr(restore, "_rename_databases", counted(restore._rename_databases))
        patch.setattr(Path, "unlink", counted(Path.unlink))
        with pytest.raises(Killed):
            bring_back(filled, folder)
    assert restore.is_unfinished(filled.places)
    restore.finish_swap(filled.places, admin=filled.admin)
    restore.finish_swap(filled.places, admin=filled.admin)
    assert rows(filled, "note") == before
    assert len(list(stored_files.stored(filled.places.files))) == 3


def test_a_file_that_cannot_be_restored_stops_the_restore(unchanged, folder, monkeypatch):
    monkeypatch.setattr(restore, "bring", lambda *_, **__: False)
    with pytest.raises(Failure, match="could not be restored"):
        bring_back(unchanged, folder)
