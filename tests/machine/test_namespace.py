"""A program that refuses root is run in a namespace, as nobody, or as who we are."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine.served import as_root
from watchbook.machine import namespace
from watchbook.machine.namespace import FORBIDDEN, NOBODY, SWITCH, RunWay

MODULE = [sys.executable, "-m", "watchbook.machine.namespace"]
ROOT = Path(__file__).parent.parent.parent
WHO = "import os, sys; print(os.geteuid(), os.getegid(), os.getgroups(), *sys.argv[1:])"


def run(*words, user=None, **variables):
    return subprocess.run(
        [*words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        user=user,
        env={**os.environ, **variables},
        check=False,
    )


@as_root
def test_as_root_the_program_sees_itself_as_nobody_and_its_files_stay_roots(tmp_path):
    done = run(*MODULE, sys.executable, "-c", f"{WHO}; open({str(tmp_path / 'file')!r}, 'w')", "a b", "ü")
    assert done.stdout.split()[:2] == [str(NOBODY), str(NOBODY)]
    assert done.stdout.strip().endswith("a b ü")
    assert (tmp_path / "file").stat().st_uid == 0


@as_root
def test_where_namespaces_are_forbidden_the_exit_code_says_so():
    assert run(*MODULE, "true", **{SWITCH: "1"}).returncode == FORBIDDEN


@as_root
def test_as_nobody_no_group_of_roots_is_left():
    words = namespace.command(["id"], way=RunWay.NOBODY)
    assert run(*words).stdout.startswith(f"uid={NOBODY}")
    assert "root" not in run(*words).stdout


@as_root
def test_an_ordinary_user_simply_becomes_the_program(open_folder):
    words = [sys.executable, "-I", namespace.__file__, "id", "-u"]
    done = run(*words, user=1)
    assert (done.stdout.strip(), done.returncode) == ("1", 0)


def test_the_programs_own_exit_code_comes_back():
    assert run(*MODULE, "sh", "-c", "exit 7").returncode == 7


@pytest.mark.parametrize("words", [[], [namespace.AS_NOBODY]])
def test_without_a_program_it_says_how_it_is_used(words):
    done = run(*MODULE, *words)
    assert done.returncode == namespace.MISUSE
    assert "usage" in done.stderr


def test_a_program_that_is_not_there_is_named():
    done = run(*MODULE, "no-such-program")
    assert done.returncode == namespace.NOT_FOUND
    assert "no-such-program" in done.stderr


def test_directly_the_command_is_itself():
    assert namespace.command(["postgres", "-D", "x"], way=RunWay.DIRECT) == ["postgres", "-D", "x"]


def test_the_first_folder_closed_to_nobody_is_found(tmp_path):
    inner = tmp_path / "open" / "inner"
    inner.mkdir(parents=True)
    found = namespace.first_closed_folder(inner)
    assert found is not None
    assert not found.stat().st_mode & 0o001


def test_what_is_nobodys_own_is_open_to_nobody(open_folder):
    assert namespace.first_closed_folder(open_folder / "not yet made") is None
    open_folder.chmod(0o700)
    assert namespace.first_closed_folder(open_folder) == open_folder
    os.chown(open_folder, NOBODY, NOBODY)
    assert namespace.first_closed_folder(open_folder) is None


def test_root_becomes_nobody_giving_up_groups_first_and_the_user_last(monkeypatch):
    """In another order root could no longer give up its groups, or would keep them."""
    done = []
    for name in ("setgroups", "setgid", "setuid", "execvp"):
        monkeypatch.setattr(namespace.os, name, lambda *values, name=name: done.append((name, *values)))
    namespace.become([namespace.AS_NOBODY, "id", "-u"], environment={})
    assert done == [
        ("setgroups", []), ("setgid", NOBODY), ("setuid", NOBODY), ("execvp", "id", ["id", "-u"]),
    ]  # fmt: skip


def test_a_machine_that_refuses_namespaces_to_root_is_told_apart_from_a_failure(monkeypatch, capsys):
    def refuse(_what):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(namespace.os, "geteuid", lambda: 0)
    monkeypatch.setattr(namespace.os, "unshare", refuse)
    assert namespace.become(["true"], environment={}) == FORBIDDEN
    assert "User namespaces are not allowed here" in capsys.readouterr().err
    assert namespace.become(["true"], environment={SWITCH: "1"}) == FORBIDDEN
