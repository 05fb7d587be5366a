"""The embedded server on this machine, whoever we are and wherever its home lies."""

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from tests.machine.processes import family
from tests.machine.served import as_root, serve_home
from tests.patience import PATIENCE
from watchbook.machine import cluster, postgres, roles
from watchbook.machine.connection import connect, in_embedded
from watchbook.machine.failure import Failure
from watchbook.machine.namespace import NOBODY, SWITCH, RunWay
from watchbook.machine.places import places

ROOT = Path(__file__).parent.parent.parent


def superuser(home):
    return in_embedded(home, role="superuser", user=cluster.SUPERUSER)


def until_dead(home):
    """A kill takes a moment."""
    while postgres.is_running(home):
        time.sleep(0.01)


def asked(home, query):
    with connect(superuser(home)) as connection:
        return connection.execute(query).fetchone()[0]


def test_it_is_made_started_and_stopped_and_that_again_changes_nothing(home):
    told = []
    cluster.make(home, say=told.append)
    cluster.make(home, say=told.append)
    postgres.start(home, say=told.append)
    postgres.start(home, say=told.append)
    assert asked(home, "SELECT current_setting('data_checksums')") == "on"
    assert asked(home, "SELECT current_setting('listen_addresses')") == ""
    assert (
        asked(home, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'template1'")
        == "bC.UTF-8"
    )
    postgres.stop(home, say=told.append)
    postgres.stop(home, say=told.append)
    assert not postgres.is_running(home)
    assert told == ["Making the database's data folder.", "Starting PostgreSQL.", "Stopping PostgreSQL."]


def test_only_its_owner_reaches_socket_data_and_passwords(served):
    home = served.places
    for folder in (home.home, home.secrets, home.postgres, postgres.socket_folder(home)):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in home.secrets.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_wrong_or_missing_password_is_refused(served):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect({**superuser(served.places), "password": "guess"})
    without = {key: value for key, value in superuser(served.places).items() if key != "passfile"}
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        connect({**without, "passfile": os.devnull})


@pytest.mark.parametrize(
    "name", ["with spaces", "ünï ☃", 'quo"te $HOME `x`', "x" * 180, "a/" + "long/" * 40 + "home"]
)
def test_hostile_and_long_paths(tmp_path, name):
    home = places(tmp_path / name)
    try:
        cluster.make(home)
        postgres.start(home)
        assert asked(home, "SELECT 1") == 1
        assert (
            len(os.fsencode(postgres.socket_folder(home) / postgres.SOCKET_NAME))
            <= postgres.SOCKET_PATH_LIMIT
        )
        assert stat.S_IMODE(postgres.socket_folder(home).stat().st_mode) == 0o700
    finally:
        postgres.stop(home)


def test_a_long_homes_socket_folder_that_is_not_ours_is_refused(made_once, tmp_path):
    home = places(tmp_path / ("x" * 120))
    shutil.copytree(made_once.home, home.home)
    folder = postgres.socket_folder(home)
    folder.symlink_to(tmp_path)
    try:
        with pytest.raises(Failure, match="not ours"):
            postgres.start(home)
    finally:
        folder.unlink()


@as_root
def test_where_namespaces_are_forbidden_it_runs_as_nobody_and_comes_back(open_folder, monkeypatch):
    home = places(open_folder / "home")
    monkeypatch.setenv(SWITCH, "1")
    try:
        serve_home(home)
        with connect(superuser(home)) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        assert (home.home / "postgres.way").read_text().strip() == RunWay.NOBODY
        assert home.postgres.stat().st_uid == NOBODY
        assert Path(f"/proc/{postgres.server_process(home)}").stat().st_uid == NOBODY
        assert home.secrets.stat().st_uid == 0
        postgres.stop(home)
        monkeypatch.delenv(SWITCH)
        postgres.start(home)
        assert home.postgres.stat().st_uid == 0
        assert asked(home, "SELECT one FROM kept") == 1
    finally:
        postgres.stop(home)


@as_root
@pytest.mark.slow
def test_an_ordinary_user_needs_nothing_special(open_folder):
    own = open_folder / "user"
    own.mkdir(mode=0o700)
    os.chown(own, NOBODY, NOBODY)
    script = (
        "from pathlib import Path; from watchbook.machine import cluster, postgres, roles;"
        "from watchbook.machine.places import places; from watchbook.machine.connection import connect\n"
        f"home = places(Path({str(own)!r}) / 'home'); cluster.make(home)\n"
        "with postgres.running(home):\n"
        "    print(connect(roles.embedded_admin(home)).execute('SELECT current_user').fetchone()[0])\n"
        "print(postgres.is_running(home))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT, user=NOBODY, group=NOBODY, extra_groups=[], capture_output=True, text=True, check=False,
        env={"HOME": str(own), "PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.stdout.split() == [roles.CREATOR, "False"], done.stderr


@pytest.mark.slow
def test_killed_with_all_its_children_it_has_every_committed_row(served):
    home = served.places
    app = served.as_role("app", database="watchbook")
    committed = 0
    with connect(app) as connection:
        for number in range(300):
            connection.execute("INSERT INTO kept_file VALUES (%s)", [str(number)])
            committed += 1
        for process in family(postgres.server_process(home)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    until_dead(home)
    postgres.start(home)
    with connect(app) as connection:
        assert connection.execute("SELECT count(*) FROM kept_file").fetchone()[0] == committed


@pytest.mark.slow
def test_the_postmaster_alone_killed_is_started_again(served):
    process = postgres.server_process(served.places)
    os.kill(process, signal.SIGKILL)
    until_dead(served.places)
    postgres.ensure(served.places)
    assert postgres.server_process(served.places) != process


def test_a_number_that_another_program_has_by_now_does_not_keep_it_from_starting(made):
    home = made
    (home.postgres / "postmaster.pid").write_text(f"{os.getpid()}\n{home.postgres}\n")
    postgres.start(home)
    assert postgres.server_process(home) != os.getpid()


def test_rubbish_in_its_number_is_told_with_the_log(made, monkeypatch):
    monkeypatch.setattr(postgres, "TRIES", 1)
    home = made
    (home.postgres / "postgresql.conf").write_text("nonsense = 1\n")
    with pytest.raises(Failure) as refused:
        postgres.start(home)
    assert "nonsense" in refused.value.why
    assert "postgres.log" in refused.value.next_step


def test_a_home_that_was_never_set_up_says_so(home):
    home.home.mkdir()
    with pytest.raises(Failure, match="Set-up has not been run"):
        postgres.start(home)


def test_one_shot_commands_stop_what_they_started_and_only_that(made):
    home = made
    with postgres.running(home):
        assert postgres.is_running(home)
    assert not postgres.is_running(home)
    postgres.start(home)
    with postgres.running(home):
        pass
    assert postgres.is_running(home)


def test_whoever_leaves_last_stops_it(made):
    home = made
    leave, here = threading.Event(), threading.Event()

    def other():
        with postgres.running(home):
            here.set()
            leave.wait(PATIENCE)

    thread = threading.Thread(target=other)
    with postgres.running(home):
        thread.start()
        here.wait(PATIENCE)
    assert postgres.is_running(home)
    leave.set()
    thread.join(PATIENCE)
    assert not postgres.is_running(home)


def test_many_starters_at_once_start_one(made):
    home = made
    told = []
    threads = [
        threading.Thread(target=postgres.start, args=(home,), kwargs={"say": told.append}) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert told == ["Starting PostgreSQL."]


def test_waiting_for_a_server_that_does_not_get_ready_ends_with_a_sentence(home, monkeypatch):
    monkeypatch.setattr(postgres, "START_WITHIN", 0.3)
    monkeypatch.setattr(postgres, "TELL_EVERY", 0.1)
    told = []
    with pytest.raises(Failure, match="was not ready after"):
        postgres._wait_ready(home, process=None, say=told.append)
    assert "getting ready" in told[0]


def test_a_server_that_does_not_stop_in_time_is_told(served, monkeypatch):
    process = postgres.server_process(served.places)
    monkeypatch.setattr(postgres, "STOP_WITHIN", 0.3)
    os.kill(process, signal.SIGSTOP)
    try:
        with pytest.raises(Failure, match="had not stopped"):
            postgres.stop(served.places)
    finally:
        os.kill(process, signal.SIGCONT)


def test_a_server_that_answers_nothing_counts_as_running(made):
    home = made
    postgres.start(home)
    process = postgres.server_process(home)
    os.kill(process, signal.SIGSTOP)
    try:
        assert postgres.is_running(home)
    finally:
        os.kill(process, signal.SIGCONT)


def test_the_log_holds_no_persons_name(served):
    with connect(served.as_role("app", database="watchbook")) as connection:
        for statement in (
            "INSERT INTO kept_file VALUES ('Ada Secret'), ('Ada Secret')",
            "SELECT 'Ada Secret'::int",
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(statement)
    file = cluster.log_file(served.places)
    while "invalid input syntax" not in (log := file.read_text()):  # the later one
        time.sleep(0.01)
    assert "duplicate key" in log
    assert "Detail" not in log.title()
