"""Kept files that no row names are told a day later, and only told."""

import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.apps import apps
from django.db import connection

from watchbook.files.store import Folder
from watchbook.machine import jobs
from watchbook.machine.connection import connect
from watchbook.machine.files_doctor import OLD, kept_before, unnamed_findings
from watchbook.machine.places import places
from watchbook.machine.stored_files import drop_unfinished

NOW = datetime.now(UTC)
NAMED, OF_A_LOGO, ORPHAN = b"a letter", b"a logo", b"an upload whose act was undone"


def name_of(content):
    return sha256(content).hexdigest()


@pytest.fixture
def home(tmp_path, lodger):
    """A store of three files, each two days old, of which rows name two."""
    found = places(tmp_path)
    for content in (NAMED, OF_A_LOGO, ORPHAN):
        keep(found, content, age=2 * OLD)
    with connect(lodger.as_role("owner")) as owner:
        owner.execute(
            "CREATE TABLE letters (file_sha256 varchar(64)); CREATE TABLE council (logo_sha256 text)"
        )
        owner.execute("INSERT INTO letters VALUES (%s), (''), (NULL)", [name_of(NAMED)])
        owner.execute("INSERT INTO council VALUES (%s)", [name_of(OF_A_LOGO)])
    return found


def keep(home, content, *, age):
    name = Folder(root=home.files).put(content)
    moment = (NOW - age).timestamp()
    os.utime(home.files / name[:2] / name, (moment, moment))


def told(home, lodger):
    """What is said of files that no row names."""
    _named, unnamed = unnamed_findings(home, parameters=lodger.as_role, now=NOW)
    return unnamed


def test_a_file_that_a_row_names_and_that_is_gone_is_told(home, lodger):
    named, _unnamed = unnamed_findings(home, parameters=lodger.as_role, now=NOW)
    assert named.ok
    Folder(root=home.files).remove(name_of(NAMED))
    named, _unnamed = unnamed_findings(home, parameters=lodger.as_role, now=NOW)
    assert not named.ok
    assert named.what == f"records refer to files that are not in the store (1): {name_of(NAMED)}."


def test_a_file_that_no_row_names_is_told_and_left_where_it_is(home, lodger):
    found = told(home, lodger)
    assert not found.ok
    assert found.what.startswith(
        "the store holds files that belong to no record and are more than a day old (1): "
    )
    assert name_of(ORPHAN) in found.what
    assert name_of(NAMED) not in found.what
    assert name_of(OF_A_LOGO) not in found.what
    assert Folder(root=home.files).get(name_of(ORPHAN)) == ORPHAN


def test_what_an_act_keeps_at_this_moment_is_not_told(home, lodger):
    keep(home, b"an upload of an hour ago", age=timedelta(hours=1))
    assert told(home, lodger).what.startswith(
        "the store holds files that belong to no record and are more than a day old (1)"
    )


def test_where_each_file_is_named_all_is_well(home, lodger):
    Folder(root=home.files).remove(name_of(ORPHAN))
    found = told(home, lodger)
    assert (found.ok, found.what) == (True, "each belongs to a record.")


def test_many_are_counted_and_the_first_are_named(home, lodger):
    for number in range(9):
        keep(home, f"orphan {number}".encode(), age=2 * OLD)
    found = told(home, lodger)
    assert found.what.startswith(
        "the store holds files that belong to no record and are more than a day old (10)"
    )
    assert found.what.count(str(home.files)) == 5
    assert "…" in found.what


def test_an_empty_store_is_well_and_a_database_that_is_not_reached_is_told_elsewhere(tmp_path, lodger):
    empty = places(tmp_path / "not yet")
    assert told(empty, lodger).ok
    nobody = {**lodger.admin, "password": "wrong", "port": "1"}
    assert list(unnamed_findings(empty, parameters=lambda _role: nobody, now=NOW)) == []


def test_a_file_that_goes_while_it_is_listed_is_passed_over(home, monkeypatch):
    monkeypatch.setattr("watchbook.machine.files_doctor.stored", lambda _root: iter([home.files / "gone"]))
    assert list(kept_before(home.files, moment=NOW)) == []


def test_every_column_of_the_registers_that_names_a_file_is_read(db):
    named = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.column.endswith("_sha256")
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns"
                       " WHERE table_schema = 'public' AND column_name LIKE '%\\_sha256'")  # fmt: skip
        assert set(cursor.fetchall()) == named
    assert ("governance_letterreceived", "file_sha256") in named


def test_what_a_killed_process_had_begun_to_write_is_dropped_after_a_day(tmp_path, settings):
    settings.PLACES = places(tmp_path)
    keep(settings.PLACES, NAMED, age=2 * OLD)
    root = settings.PLACES.files
    begun, of_late = [root / ".a", root / name_of(NAMED)[:2] / ".b"], root / ".c"
    for path in (*begun, of_late):
        path.write_bytes(b"half of it")
    for path in begun:
        os.utime(path, ((NOW - 2 * OLD).timestamp(),) * 2)
    jobs.drop_unfinished_files(timestamp=0)
    assert [path.exists() for path in (*begun, of_late)] == [False, False, True]
    assert Folder(root=root).get(name_of(NAMED)) == NAMED


def test_what_was_finished_while_it_is_looked_at_is_passed_over(tmp_path):
    (tmp_path / ".gone").symlink_to(tmp_path / "finished and gone")
    assert drop_unfinished(tmp_path, moment=NOW) == []
