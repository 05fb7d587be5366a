"""The doctor says of each thing whether it is well, and where not, what to do."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from tests.machine.served import as_root
from watchbook.machine import backup, chromium, database_doctor, doctor, manifest, restore
from watchbook.machine.connection import connect
from watchbook.machine.namespace import SWITCH
from watchbook.machine.places import places

NOW = datetime.now(UTC)


def a_backup(home, *, age, damaged=()):
    folder = home.backups / f"{NOW - age:%Y-%m-%dT%H%M%S.%fZ}"
    folder.mkdir(parents=True)
    dump = manifest.BackupFile(path=manifest.DUMP, size=0, sha256="")
    manifest.Manifest(
        made_at=(NOW - age).isoformat(),
        server="18.6",
        prefix="wb",
        dump=dump,
        tables={},
        files=[],
        damaged=damaged,
    ).write(folder)
    return folder


def test_a_python_too_old_is_told():
    assert doctor.python_version((3, 12)).ok
    assert not doctor.python_version((3, 11)).ok


def test_a_home_is_well_when_set_up_and_closed_to_others(made, tmp_path):
    assert doctor.home_permissions(made).ok
    made.passfile("superuser").chmod(0o644)
    found = doctor.home_permissions(made)
    assert not found.ok
    assert "superuser.pgpass" in found.what
    assert not doctor.home_permissions(places(tmp_path / "nothing")).ok


def test_a_full_disk_is_told(tmp_path):
    assert doctor.disk_free(places(tmp_path / "not yet"), least=0).ok
    assert not doctor.disk_free(places(tmp_path), least=2**80).ok


@as_root
def test_forbidden_namespaces_are_named(monkeypatch):
    assert doctor.namespaces(embedded=True).what == "allowed."
    assert doctor.namespaces(embedded=False).what == "not needed here."
    monkeypatch.setenv(SWITCH, "1")
    assert "nobody" in doctor.namespaces(embedded=True).what


def test_a_missing_chromium_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(chromium, "default_folder", lambda: tmp_path)
    assert not doctor.chromium_found({"PATH": str(tmp_path)}).ok
    assert not doctor.chromium_found({chromium.VARIABLE: str(tmp_path / "none")}).ok
    (tmp_path / "launch").touch()
    assert doctor.chromium_found({"PATH": str(tmp_path)}).ok


@pytest.mark.parametrize(
    ("age", "damaged", "said"),
    [
        (timedelta(hours=3), (), ""),
        (timedelta(hours=30), (), "One is due each night."),
        (-timedelta(hours=3), (), "future"),
        (timedelta(hours=3), ("abc",), "damaged"),
    ],
)
def test_the_last_backups_age_and_damage_are_told(tmp_path, age, damaged, said):
    home = places(tmp_path)
    a_backup(home, age=age, damaged=damaged)
    found = doctor.last_backup(home, now=NOW)
    assert found.ok is (said == "")
    assert said in found.why


def test_no_backup_and_an_unreadable_one_are_told(tmp_path):
    home = places(tmp_path)
    assert not doctor.last_backup(home, now=NOW).ok
    folder = a_backup(home, age=timedelta())
    (folder / manifest.NAME).write_text("{")
    assert backup.finished(home) == [folder]
    assert "cannot be used" in doctor.last_backup(home, now=NOW).what


def test_a_backup_with_the_name_of_a_later_day_is_told(tmp_path):
    home = places(tmp_path)
    folder = a_backup(home, age=timedelta(hours=3))
    assert doctor.last_backup(home, now=NOW).ok
    folder.rename(folder.with_name(f"{NOW:%Y-%m-%dT%H%M%S.%fZ}"))
    assert "Somebody renamed it." in doctor.last_backup(home, now=NOW).why


def test_an_unfinished_restore_is_told(tmp_path):
    home = places(tmp_path)
    assert doctor.unfinished_restore(home).ok
    (home.home / restore.JOURNAL).touch()
    assert not doctor.unfinished_restore(home).ok


def test_a_running_database_is_well_but_for_the_worker(shared):
    def parameters(role):
        return shared.as_role(role, database="watchbook")

    found = {finding.subject: finding for finding in database_doctor.database_findings(parameters)}
    assert [subject for subject, finding in found.items() if not finding.ok] == ["Worker"]
    assert len(found) == 12


def test_an_unreachable_database_is_one_finding(shared):
    def parameters(role):
        return {**shared.as_role(role, database="watchbook"), "password": "wrong"}

    (found,) = database_doctor.database_findings(parameters)
    assert not found.ok
    assert "password authentication failed" in found.why


def test_rights_that_are_too_wide_are_named(lodger):
    with connect(lodger.as_role("owner")) as owner:
        owner.execute("GRANT DELETE ON audit_log_event TO wb_app")
        owner.execute("GRANT CREATE ON SCHEMA public TO wb_app")
    with connect(lodger.as_role("app")) as connection:
        found = database_doctor.app_rights(connection)
    assert not found.ok
    assert "audit_log_event, public" in found.what


def test_a_role_with_too_much_power_or_no_password_is_told(lodger):
    with connect(lodger.admin) as connection:
        connection.execute("ALTER ROLE wb_reader CREATEDB")
    found = database_doctor.role_attributes("reader", parameters=lodger.as_role)
    with connect(lodger.admin) as connection:
        connection.execute("ALTER ROLE wb_reader NOCREATEDB")
    assert "too much power" in found.what
    lost = database_doctor.role_attributes(
        "reader", parameters=lambda role: {**lodger.admin, "password": "x"}
    )
    assert "cannot sign in" in lost.what


def test_a_heartbeat_is_read(lodger):
    with connect(lodger.as_role("owner")) as owner:
        owner.execute("CREATE TABLE procrastinate_workers AS SELECT now() AS last_heartbeat")
    with connect(lodger.as_role("app")) as connection:
        assert database_doctor.worker_alive(connection).ok
        connection.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '10 minutes'")
        assert not database_doctor.worker_alive(connection).ok


def test_an_approved_deletion_that_nothing_carries_out_is_told(lodger):
    with connect(lodger.as_role("app")) as connection:
        assert database_doctor.deletions_carried_out(connection).ok
    with connect(lodger.as_role("owner")) as owner:
        owner.execute(
            "CREATE TABLE retention_deletionlist AS SELECT 'approved' AS state, now() AS approved_at"
        )
    with connect(lodger.as_role("app")) as connection:
        assert database_doctor.deletions_carried_out(connection).ok
        connection.execute("UPDATE retention_deletionlist SET approved_at = now() - interval '16 minutes'")
        found = database_doctor.deletions_carried_out(connection)
        assert (found.ok, found.what[:28]) == (False, "1 approved deletion list has")


def test_messages_that_were_given_up_are_told(lodger):
    with connect(lodger.as_role("app")) as connection:
        assert "on pages alone" in database_doctor.mail_sent(connection, sender="").what
        assert database_doctor.mail_sent(connection, sender="wb@council.invalid").ok
    with connect(lodger.as_role("owner")) as owner:
        rows = "(1, 'failed', 'organisation.tell_by_mail'), (2, 'failed', 'home.send_digest'), (3, 'failed', 'foi.count_again')"
        owner.execute(
            f"CREATE TABLE procrastinate_jobs AS SELECT * FROM (VALUES {rows}) AS job (id, status, task_name)"
        )
        owner.execute(
            "CREATE TABLE procrastinate_events AS SELECT generate_series(1, 3) AS job_id, now() AS at"
        )
    with connect(lodger.as_role("app")) as connection:
        found = database_doctor.mail_sent(connection, sender="wb@council.invalid")
        assert (found.ok, "2 were given up" in found.what) == (False, True)


def test_clocks_and_servers_that_cannot_be_right_are_told(shared, monkeypatch):
    with connect(shared.as_role("app", database="watchbook")) as connection:
        assert database_doctor.clock(connection, now=datetime.now(UTC)).ok
        assert not database_doctor.clock(connection, now=datetime.now(UTC) + timedelta(minutes=1)).ok
        assert not database_doctor.clock(connection, now=datetime(1970, 1, 1, tzinfo=UTC)).ok
        monkeypatch.setattr(database_doctor, "OLDEST_SERVER", 990000)
        assert not database_doctor.server_version(connection).ok


def test_migrations_that_cannot_be_looked_at_are_told(lodger):
    found = doctor.migrations_applied(lodger.as_role)
    assert not found.ok
    assert "django_migrations" in found.why


def test_a_finding_is_a_line_or_data(tmp_path):
    well, ill = doctor.python_version((3, 13)), doctor.python_version((3, 9))
    assert well.line().startswith("ok ")
    assert ill.line().startswith("look at this")
    assert set(well.as_data()) == {"check", "ok", "what"}
    assert set(ill.as_data()) == {"check", "ok", "what", "why", "next"}
    assert os.linesep not in ill.line()
