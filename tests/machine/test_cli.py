"""The machine's commands on a real installation: set up, looked at, backed up, restored, served."""

import argparse
import asyncio
import json
import os
import re
import signal
import subprocess
import threading
from datetime import UTC, datetime

import procrastinate
import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from tests import server
from tests.pages import signed_in
from tests.ports import free_port
from watchbook.config.environment import Environment
from watchbook.machine import (
    backup,
    cli,
    cluster,
    installation,
    jobs,
    manifest,
    postgres,
    processes,
    programs,
    restore,
)
from watchbook.machine.connection import connect, in_embedded
from watchbook.machine.failure import Failure
from watchbook.machine.namespace import SWITCH
from watchbook.machine.places import places
from watchbook.organisation import founding_address
from watchbook.organisation.session_store import Session

PORT = free_port()
AS_SET_UP = []  # the schema before any test restores it, which words some constraints anew


def variables(home):
    kept = {name: os.environ[name] for name in (SWITCH,) if name in os.environ}
    return {"WATCHBOOK_HOME": str(home), "WATCHBOOK_MODE": "test", "WATCHBOOK_PORT": str(PORT), **kept}


def point_settings(settings, values):
    """Have this process believe that it was started with these variables."""
    environment = Environment.read(values)
    settings.ENVIRONMENT = environment
    settings.PLACES = places(environment.home)
    settings.KEY_FOLDERS = environment.key_folders(
        settings.PLACES
    )  # the run's own may know notes that this home never had
    settings.SIGNING_KEY, settings.SEALING_FOLDER = settings.PLACES.signing_key, settings.PLACES.sealing
    settings.DATABASE_ROLES = {role: f"{environment.role_prefix}_{role}" for role in settings.DATABASE_ROLES}


def command(*words):
    parser = argparse.ArgumentParser()
    cli.add_commands(parser.add_subparsers(required=True))
    arguments = parser.parse_args(words)
    assert arguments.needs_database is False
    return arguments.run(arguments)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Set up by the first test that uses it."""
    folder = tmp_path_factory.mktemp("installed") / "a home"
    yield folder
    if folder.exists():
        postgres.stop(places(folder))


@pytest.fixture
def installed(home, settings, monkeypatch, capsys):
    """This process and its children at work in the home, which is set up."""
    for name in [
        name for name in os.environ if name.startswith(("WATCHBOOK_", "DATABASE_")) and name != SWITCH
    ]:
        monkeypatch.delenv(name)
    for name, value in variables(home).items():
        monkeypatch.setenv(name, value)
    point_settings(settings, variables(home))
    settings.FILES_FOLDER = places(home).files
    if not home.exists():
        assert command("setup") == 0
        capsys.readouterr()
        with postgres.running(places(home), say=lambda line: None):
            made = schema(places(home), database="watchbook", prefix="watchbook")
        AS_SET_UP[:] = made
    return places(home)


@pytest.mark.slow
def test_setting_up_again_loses_nothing_and_makes_a_new_address(installed, capsys):
    def secrets():
        return {path.name: path.read_bytes() for path in installed.secrets.iterdir()}

    before, address_before = secrets(), installed.founding_address.read_bytes()
    assert command("setup") == 0
    after = secrets()
    assert installed.founding_address.read_bytes() != address_before
    assert after == before
    said = capsys.readouterr()
    assert "Set-up is done" in said.err
    address = next(line.strip() for line in said.out.splitlines() if "http" in line)
    token = address.removeprefix(f"http://localhost:{PORT}/begin/").rstrip("/")
    assert founding_address.opens(installed.founding_address, token, at=datetime.now(UTC))
    assert token not in said.err
    assert installed.secret_key.stat().st_mode & 0o077 == 0
    assert any(installed.static.iterdir())
    assert not postgres.is_running(installed)


def schema(home, *, database, prefix):
    """Every table, function, trigger, constraint and right of a database as PostgreSQL writes them out."""
    told = in_embedded(home, role="superuser", user=cluster.SUPERUSER, database=database)
    ran = subprocess.run(
        [cluster.program("pg_dump"), "--schema-only", "--no-password"],
        env=backup.program_environment(told), capture_output=True, text=True, check=True,
    )  # fmt: skip
    names_no_run = re.sub(r"\\(un)?restrict \S+", "", ran.stdout).replace(cluster.SUPERUSER, "superuser")
    names_no_run = names_no_run.replace(f"{prefix}_", "")
    return names_no_run.splitlines()


@pytest.mark.slow
@pytest.mark.skipif(not server.IS_EMBEDDED, reason="the schemas of two servers may differ")
def test_the_database_of_tests_has_the_schema_that_set_up_makes(installed):
    with server.fresh_database() as name:
        assert schema(server.HOME, database=name, prefix=server.PREFIX) == AS_SET_UP


@pytest.mark.slow
def test_set_up_goes_on_serving_where_it_is_asked_to(installed, monkeypatch, capsys):
    monkeypatch.setattr(cli, "run_serve", lambda arguments, steps: 7 + len(steps))
    monkeypatch.setattr(processes, "run_steps", lambda *steps: None)  # all is set up
    assert command("setup", "--serve", "--json") == 7
    assert list(json.loads(capsys.readouterr().out)) == ["begin"]


@pytest.mark.slow
def test_there_is_no_address_once_a_register_has_begun_nor_in_a_demonstration(
    installed, monkeypatch, capsys, settings
):
    monkeypatch.setattr(processes, "run_steps", lambda *steps: None)  # all is set up
    for mode, begun, says in (
        ("production", True, "Sign in at http"),
        ("demo", False, "loaded by: watchbook demo"),
    ):
        settings.MODE = mode
        monkeypatch.setattr(cli, "_has_begun", lambda begun=begun: begun)
        assert command("setup") == 0
        said = capsys.readouterr()
        assert says in said.err
        assert not said.out


@pytest.mark.parametrize(
    ("hosts", "https", "address"),
    [
        ("localhost", "0", "http://localhost:{port}/"),
        ("127.0.0.1 localhost", "0", "http://localhost:{port}/"),
        ("127.0.0.1", "0", "http://127.0.0.1:{port}/"),
        ("watchbook.example.gov.uk", "0", "http://watchbook.example.gov.uk/"),
        ("watchbook.example.gov.uk", "1", "https://watchbook.example.gov.uk/"),
    ],
)
def test_the_address_is_the_one_that_browsers_use(tmp_path, settings, hosts, https, address):
    point_settings(settings, {**variables(tmp_path), "WATCHBOOK_HTTPS": https})
    settings.ALLOWED_HOSTS = hosts.split()
    assert cli._address() == address.format(port=PORT)


@pytest.mark.slow
def test_the_app_may_delete_only_what_has_had_its_time(installed):
    with installation.server(), connect(installation.parameters("app")) as connection:
        rows = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND has_table_privilege(oid, 'DELETE') AND relname ~ '^(procrastinate|django|organisation_session)' ORDER BY 1"
        ).fetchall()
        connection.execute("INSERT INTO django_cache VALUES ('key', 'value', now())")
        connection.execute("DELETE FROM django_cache")
    assert [name for (name,) in rows] == [
        "django_cache", "organisation_session", "procrastinate_events", "procrastinate_jobs",
        "procrastinate_periodic_defers", "procrastinate_workers",
    ]  # fmt: skip


@pytest.mark.slow
def test_it_is_backed_up_and_restored(installed, capsys, monkeypatch):
    # Django stands on the tests' own database here, not on the one that is restored.
    monkeypatch.setattr("watchbook.machine.machine_findings.of_a_restore", lambda **_facts: None)
    assert command("backup", "--json") == 0
    folder = json.loads(capsys.readouterr().out)["folder"]
    assert manifest.read(places(installed.home).backups / folder).tables["django_migrations"] > 10
    with installation.server(), connect(installation.parameters("app")) as connection:
        connection.execute("INSERT INTO django_cache VALUES ('later', 'value', now())")
    assert command("restore", folder) == 0
    kept = json.loads(capsys.readouterr().out)
    with installation.server(), connect(installation.parameters("app")) as connection:
        assert connection.execute("SELECT count(*) FROM django_cache").fetchone() == (0,)
    assert command("restore", "--drop-before") == 0
    assert json.loads(capsys.readouterr().out) == {"dropped": [kept["kept_database"], kept["kept_files"]]}
    assert command("restore", "--finish") == 0
    assert command("backup", "--keep", "1") == 0
    assert [str(path) for path in installed.backups.iterdir() if path.name[0] != "."] == [
        capsys.readouterr().out.splitlines()[-1]
    ]


@pytest.mark.slow
def test_the_doctor_names_what_is_not_well(db, installed, capsys):
    jobs.nightly_backup.func(0) if postgres.is_running(installed) else command("backup")
    capsys.readouterr()
    assert command("doctor", "--json") == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["check"] for line in found if not line["ok"]] == ["Worker", "Capture worker", "Verification"]


@pytest.mark.slow
def test_it_serves_finishing_a_broken_off_restore_first(installed, monkeypatch):
    (installed.home / restore.JOURNAL).write_text(
        json.dumps({"database": "watchbook", "restored": "none", "before": "none",
                    "files_restored": "none", "files_before": "none"})
    )  # fmt: skip
    told = []

    def say(line):
        told.append(line)
        if line.startswith("web: answers"):
            threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()

    monkeypatch.setattr(programs, "web_processes", lambda: 1)  # each starts alike, and takes seconds
    serve = processes.serve
    monkeypatch.setattr(processes, "serve", lambda *words, **options: serve(*words, **options, say=say))
    assert command("serve") == 0
    assert f"web: answers at http://127.0.0.1:{PORT}/" in told
    assert told[-3:-1] == ["Stopping capture worker.", "Stopping PostgreSQL."]
    assert not (installed.home / restore.JOURNAL).exists()


@pytest.mark.slow
def test_a_job_whose_worker_died_is_done_again(installed):
    kept = dict(installation.parameters("app"))

    async def retried():
        connector = procrastinate.PsycopgConnector(kwargs=kept)
        with app.replace_connector(connector) as replaced:
            async with replaced.open_async():
                await jobs.retry_stalled.func(0)

    with installation.server(), connect(installation.parameters("app")) as connection:
        connection.execute(
            "INSERT INTO procrastinate_workers (id, last_heartbeat) OVERRIDING SYSTEM VALUE"
            " VALUES (7, now() - interval '1 hour');"
            "INSERT INTO procrastinate_jobs (id, queue_name, task_name, status, worker_id)"
            " OVERRIDING SYSTEM VALUE VALUES (7000, 'default', 'machine.clear_sessions', 'doing', 7)"
        )
        asyncio.run(retried())
        row = connection.execute("SELECT status FROM procrastinate_jobs WHERE id = 7000").fetchone()
        connection.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")
    assert row == ("todo",)


@pytest.mark.slow
def test_the_nightly_backup_is_one(installed):
    before = backup.finished(installed)
    with installation.server():
        jobs.nightly_backup.func(0)
    assert len(backup.finished(installed)) == len(before) + 1


def test_sessions_that_are_over_are_cleared(people):
    signed_in(people.ines)
    signed_in(people.nell)
    Session.objects.filter(person=people.nell).update(expire_date=timezone.now())
    jobs.clear_sessions.func(0)
    assert [one.person for one in Session.objects.all()] == [people.ines]


def test_spreadsheets_that_nobody_imported_are_dropped_by_the_system(people, monkeypatch):
    told = []
    monkeypatch.setattr(jobs.pending_import, "drop_old", lambda **facts: told.append(facts))
    jobs.drop_old_imports.func(0)
    [facts] = told
    assert facts["by"].is_system
    assert facts["at"] <= timezone.now()


def test_jobs_run_when_they_should():
    tasks = {task.task.name: task for task in app.periodic_registry.periodic_tasks.values()}
    assert tasks["machine.nightly_backup"].cron == "15 2 * * *"
    assert tasks["machine.nightly_backup"].task.lock == "machine.backup"
    assert {"machine.retry_stalled", "machine.clear_sessions", "machine.drop_old_imports"} <= set(tasks)


@pytest.mark.parametrize(("name", "word"), [("web", "granian"), ("worker", "procrastinate")])
def test_each_program_runs_alone_in_the_foreground(db, name, word, monkeypatch):
    became = []
    if name == "web":
        monkeypatch.setattr(installation, "_variable", lambda variable: "")
        with pytest.raises(Failure, match="no key for sessions"):
            command(name)
        monkeypatch.setattr(installation, "_variable", lambda variable: "a key")
    monkeypatch.setattr(processes, "become", lambda program: became.append(program) or 0)
    assert command(name) == 0
    assert word in became[0].command
    assert became[0].environment["WATCHBOOK_DATABASE_ROLE"] == "app"
    assert programs.migrations().environment["WATCHBOOK_DATABASE_ROLE"] == "owner"


def test_before_set_up_each_command_says_to_set_up(db, tmp_path, settings, capsys):
    point_settings(settings, variables(tmp_path / "nothing"))
    for words in (["serve"], ["backup"], ["restore", "x"]):
        with pytest.raises(Failure, match="watchbook setup"):
            command(*words)
    assert command("doctor") == 1
    assert "watchbook setup" in capsys.readouterr().out


def test_another_server_is_reached_by_its_addresses(tmp_path, settings):
    values = {
        "DATABASE_URL": "postgresql://a:b@db.example/name",
        "DATABASE_OWNER_URL": "postgresql://o:p@db.example/name",
    }
    point_settings(settings, {**variables(tmp_path), **values})
    assert not installation.is_embedded()
    assert installation.parameters("app")["user"] == "a"
    assert installation.parameters("owner")["user"] == "o"
    with pytest.raises(Failure, match="DATABASE_BACKUP_URL"):
        installation.parameters("backup")
    with pytest.raises(Failure, match="--server"):
        installation.administrator(None)
    assert installation.administrator("postgresql://clerk@db.example")["dbname"] == "postgres"
    with installation.server():
        pass


@pytest.mark.slow
def test_on_another_server_set_up_grants_rights_as_the_owner(shared, tmp_path, settings, monkeypatch):
    monkeypatch.setattr(installation, "parameters", lambda role: shared.as_role(role, database="watchbook"))
    monkeypatch.setattr(processes, "run_steps", lambda *steps: None)
    monkeypatch.setattr(cli, "_has_begun", lambda: False)  # nothing was migrated
    point_settings(
        settings,
        {**variables(tmp_path / "new"), "DATABASE_URL": "postgresql://a@b/c", "WATCHBOOK_ROLE_PREFIX": "wb"},
    )
    assert command("setup") == 0
    assert (tmp_path / "new" / "secrets" / "django.key").is_file()
