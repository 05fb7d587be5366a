"""PostgreSQL's programs are found and the data folder is made, or it is said why not."""

import os

import pytest

from tests.machine.served import as_root
from watchbook.machine import cluster, postgres
from watchbook.machine.failure import Failure
from watchbook.machine.namespace import SWITCH


@as_root
def test_as_nobody_in_a_closed_folder_it_says_which_and_what_to_do(home, monkeypatch):
    monkeypatch.setenv(SWITCH, "1")
    with pytest.raises(Failure) as refused:
        cluster.make(home)
    assert "may not enter" in " ".join(refused.value.why.split())
    assert "ordinary user" in refused.value.next_step
    assert not home.postgres.exists()


def test_another_versions_data_is_refused(made):
    home = made
    (home.postgres / "PG_VERSION").write_text("16\n")
    with pytest.raises(Failure, match="made by PostgreSQL 16"):
        postgres.start(home)


def test_programs_are_found_by_the_variable_and_missed_with_a_sentence(tmp_path, monkeypatch):
    folder = cluster.program_folder()
    monkeypatch.setenv(cluster.BIN_VARIABLE, str(folder))
    assert cluster.program("pg_dump") == folder / "pg_dump"
    monkeypatch.setenv(cluster.BIN_VARIABLE, str(tmp_path))
    with pytest.raises(Failure, match=cluster.BIN_VARIABLE):
        cluster.program("postgres")


def test_without_the_wheel_it_says_what_to_install(monkeypatch):
    monkeypatch.delenv(cluster.BIN_VARIABLE, raising=False)
    monkeypatch.setattr(cluster, "WHEEL", "no_such_wheel_of_postgres")
    with pytest.raises(Failure, match="make setup"):
        cluster.program_folder()


def test_programs_that_are_too_old_are_refused(home, tmp_path, monkeypatch):
    old = tmp_path / "old"
    old.mkdir()
    (old / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 15.3'\n")
    (old / "postgres").chmod(0o755)
    monkeypatch.setenv(cluster.BIN_VARIABLE, str(old))
    with pytest.raises(Failure, match="PostgreSQL 15 is too old"):
        cluster.make(home)


def test_an_interrupted_making_leaves_nothing(home, tmp_path, monkeypatch):
    broken = tmp_path / "broken"
    broken.mkdir()
    for name, text in (
        ("postgres", "echo 'postgres (PostgreSQL) 18.6'"),
        ("initdb", "echo no room >&2; exit 1"),
    ):
        (broken / name).write_text(f"#!/bin/sh\n{text}\n")
        (broken / name).chmod(0o755)
    monkeypatch.setenv(cluster.BIN_VARIABLE, str(broken))
    with pytest.raises(Failure, match="no room"):
        cluster.make(home)
    assert not cluster.is_made(home)
    assert not (home.home / "postgres.password").exists()
    monkeypatch.delenv(cluster.BIN_VARIABLE)
    cluster.make(home)
    assert cluster.is_made(home)


def test_a_long_log_is_put_aside(home, monkeypatch):
    home.home.mkdir()
    assert cluster.log_tail(home) == "(no log)"
    cluster.log_file(home).write_text("one\ntwo\n")
    assert cluster.log_tail(home) == "one / two"
    monkeypatch.setattr(cluster, "LOG_LIMIT", 3)
    os.close(cluster.open_log(home))
    assert cluster.log_file(home).read_text() == ""
