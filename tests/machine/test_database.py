"""Roles hold what they may and no more; databases are prepared, cloned and thrown away."""

import stat
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.machine.served import PREFIX
from tests.machine.serving import until
from tests.patience import PATIENCE
from tests.server import create_from_template
from watchbook.machine import cluster, database, postgres, roles
from watchbook.machine import connection as connections
from watchbook.machine.connection import (
    Connection,
    as_role,
    at_address,
    connect,
    environment_for,
    in_embedded,
    run_django,
)
from watchbook.machine.failure import Failure
from watchbook.machine.roles import role_names


def refused(connection: Connection, statement: str) -> str:
    with pytest.raises(psycopg.errors.InsufficientPrivilege) as refusal:
        connection.execute(statement)
    return str(refusal.value)


@pytest.fixture
def fresh(shared):
    with database.throw_away(
        shared.places, prefix=PREFIX, admin=shared.admin, migrate=shared.migrate
    ) as name:
        yield name


@pytest.fixture
def untouched(shared):
    """The shared server, on which nobody has thrown a database away yet."""
    with connect(shared.admin) as connection:
        earlier = database.names(connection, prefix=f"{PREFIX}_")
    for name in earlier:
        database.drop(shared.admin, name=name)
    return shared


def test_app_adds_and_changes_rows_and_nothing_else(shared, fresh):
    with connect(shared.as_role("app", database=fresh)) as connection:
        connection.execute(
            "BEGIN; INSERT INTO audit_log_event (what) VALUES ('Ada');"
            "INSERT INTO person (name) VALUES ('Ada'); COMMIT"
        )
        connection.execute("UPDATE person SET name = 'Ada L'")
        for statement in (
            "DELETE FROM person", "TRUNCATE person", "DROP TABLE person", "ALTER TABLE person ADD x int",
            "CREATE TABLE mine ()", "CREATE TEMP TABLE mine ()", "CREATE SCHEMA mine",
            "UPDATE audit_log_event SET what = ''", "DELETE FROM audit_log_event", "CREATE ROLE mine",
            "CREATE DATABASE mine", "DROP TRIGGER guard ON audit_log_event", "SET session_replication_role = replica",
            "ALTER DEFAULT PRIVILEGES FOR ROLE wb_owner GRANT ALL ON TABLES TO wb_app", "SET ROLE wb_owner",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


@pytest.mark.parametrize("role", ["reader", "backup"])
def test_reader_and_backup_only_read(shared, fresh, role):
    with connect(shared.as_role(role, database=fresh)) as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (0,)
        refused(connection, "INSERT INTO person (name) VALUES ('x')")
        refused(connection, "UPDATE person SET name = 'x'")
        refused(connection, "DELETE FROM person")
        refused(connection, "SELECT must_be_logged()")


def test_sealer_has_only_what_a_migration_gave_it(shared, fresh):
    with connect(shared.as_role("sealer", database=fresh)) as connection:
        assert connection.execute("SELECT event_id, leaf FROM audit_log_pending").fetchall() == []
        connection.execute("DELETE FROM audit_log_pending")
        refused(connection, "SELECT * FROM person")
        refused(connection, "INSERT INTO audit_log_pending VALUES (1, '')")


def test_the_capture_role_has_nothing_that_no_migration_gave_it(shared, fresh):
    with connect(shared.as_role("capture", database=fresh)) as connection:
        for table in ("person", "audit_log_event", "audit_log_pending"):
            refused(connection, f"SELECT * FROM {table}")
        refused(connection, "INSERT INTO person (name) VALUES ('x')")
        refused(connection, "SELECT must_be_logged()")


def test_no_role_is_a_superuser_or_passes_by_row_security(shared):
    with connect(shared.admin) as connection:
        rows = connection.execute(
            "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls OR rolreplication)"
            " AND rolname NOT IN ('watchbook_superuser')"
        ).fetchall()
        assert rows == []
        creator = connection.execute(
            "SELECT rolcreatedb, rolcreaterole, rolsuper FROM pg_roles WHERE rolname = %s", [roles.CREATOR]
        ).fetchone()
    assert creator == (True, True, False)


def test_other_databases_are_closed_to_the_roles_of_another_prefix(shared, home):
    database.prepare(shared.admin, database="other", prefix="other", places=home)
    stranger = as_role(shared.admin, places=home, prefix="other", role="app", database="watchbook")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        connect(stranger)
    database.drop(shared.admin, name="other")


def test_preparing_again_changes_nothing(shared):
    before = shared.rights("watchbook")
    passwords = {file.name: file.read_bytes() for file in shared.places.secrets.iterdir()}
    database.prepare(shared.admin, database="watchbook", prefix=PREFIX, places=shared.places)
    assert shared.rights("watchbook") == before
    assert {file.name: file.read_bytes() for file in shared.places.secrets.iterdir()} == passwords


def test_a_lost_password_file_gets_a_new_password(shared):
    shared.places.passfile("reader").unlink()
    roles.prepare_roles(shared.admin, prefix=PREFIX, places=shared.places)
    connect(shared.as_role("reader", database="watchbook")).close()
    assert stat.S_IMODE(shared.places.passfile("reader").stat().st_mode) == 0o600


def test_two_prefixes_share_a_home(shared):
    roles.prepare_roles(shared.admin, prefix="second", places=shared.places)
    lines = shared.places.passfile("app").read_text().splitlines()
    assert [line.split(":")[3] for line in lines] == ["wb_app", "second_app"]
    assert cluster.known_password(shared.places.passfile("app"), user="nobody") is None


def test_an_administrator_of_another_server_needs_no_superuser(shared, home):
    """The same steps by a role of our own making that may only create databases and roles."""
    with connect(shared.admin) as connection:
        connection.execute("CREATE ROLE clerk LOGIN CREATEDB CREATEROLE PASSWORD 'a b&c'")
    address = f"postgresql://clerk:a%20b%26c@/postgres?host={shared.admin['host'].replace('/', '%2F')}"
    clerk = at_address(address)
    database.prepare(clerk, database="clerks", prefix="clerks", places=home)
    with database.throw_away(home, prefix="clerks", admin=clerk, migrate=lambda name: None) as name:
        app = as_role(clerk, places=home, prefix="clerks", role="app", database=name)
        connect(app).close()
        variables = environment_for(clerk, places=home, prefix="clerks", database=name)
        connect(at_address(variables["DATABASE_SEALER_URL"])).close()


def test_a_home_of_an_earlier_release_gets_the_role_that_it_lacks(made, monkeypatch):
    postgres.start(made)
    admin = roles.embedded_admin(made)
    with monkeypatch.context() as before:
        before.setattr(connections, "ROLES", ("owner", "app", "sealer", "reader", "backup"))
        roles.prepare_roles(admin, prefix=PREFIX, places=made)
    passwords = {file.name: file.read_bytes() for file in made.secrets.iterdir()}
    assert "capture.pgpass" not in passwords
    with pytest.raises(Failure, match=f"no role {PREFIX}_capture"):
        roles.check_roles(admin, prefix=PREFIX)
    roles.ensure_roles(made, prefix=PREFIX)
    roles.check_roles(admin, prefix=PREFIX)
    after = {file.name: file.read_bytes() for file in made.secrets.iterdir()}
    assert {name: after[name] for name in passwords} == passwords
    assert after.keys() - passwords.keys() == {"capture.pgpass"}


def test_commands_of_ours_are_told_where_to_work(shared, home):
    variables = environment_for(shared.admin, places=shared.places, prefix=PREFIX, database="x")
    assert set(variables) == {"WATCHBOOK_HOME", "WATCHBOOK_ROLE_PREFIX", "WATCHBOOK_DATABASE_NAME"}
    home.secrets.mkdir(parents=True)
    elsewhere = environment_for(
        {"host": "db.example", "port": "5433"}, places=home, prefix="wb", database="x y"
    )
    assert elsewhere["DATABASE_SEALER_URL"].startswith("postgresql://wb_sealer:")
    assert elsewhere["DATABASE_URL"].endswith("@db.example:5433/x%20y")


def test_names_are_quoted(shared, home):
    names = {"prefix": 'we"ird Ünï', "database": "drop table; --"}
    database.prepare(shared.admin, **names, places=home)
    app = as_role(shared.admin, places=home, prefix=names["prefix"], role="app", database=names["database"])
    with connect(app) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (role_names(names["prefix"])["app"],)
    database.drop(shared.admin, name=names["database"])


def test_a_clone_has_the_templates_owner_guests_and_rights(shared):
    create_from_template(shared.admin, name="copy", template="watchbook")
    assert shared.rights("copy") == shared.rights("watchbook")
    database.drop(shared.admin, name="copy")
    database.drop(shared.admin, name="copy")


@pytest.mark.slow
def test_an_autovacuum_worker_inside_keeps_no_database_from_being_dropped(served):
    """It belongs to the server itself, and nobody but a superuser may end it."""
    with connect(in_embedded(served.places, role="superuser", user=cluster.SUPERUSER)) as superuser:
        superuser.execute("ALTER SYSTEM SET autovacuum_naptime = 1")
        superuser.execute("SELECT pg_reload_conf()")
    create_from_template(served.admin, name="old", template="watchbook")
    with connect(served.as_role("owner", database="old")) as connection:
        connection.execute(
            "CREATE TABLE busy WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_insert_threshold = 0,"
            " autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)"
            " AS SELECT repeat('x', 900) FROM generate_series(1, 20000)"
        )
    database_of_worker = "SELECT datname FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'"
    with connect(in_embedded(served.places, role="superuser", user=cluster.SUPERUSER)) as superuser:
        until(lambda: ("old",) in superuser.execute(database_of_worker).fetchall())
        database.drop(served.admin, name="old")
        assert superuser.execute("SELECT 1 FROM pg_database WHERE datname = 'old'").fetchall() == []


def test_a_database_in_use_is_dropped_and_its_client_told(shared):
    create_from_template(shared.admin, name="used", template="watchbook")
    with connect(shared.as_role("app", database="used")) as client:
        database.drop(shared.admin, name="used")
        with pytest.raises(psycopg.errors.AdminShutdown):
            client.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connect(shared.as_role("app", database="used"))


def test_a_template_that_is_gone_is_told(shared):
    with pytest.raises(Failure, match="no database nothing"):
        create_from_template(shared.admin, name="copy", template="nothing")


def test_many_callers_at_once_migrate_once_and_get_databases_of_their_own(untouched):
    migrated = []

    def migrate(name):
        migrated.append(name)
        untouched.migrate(name)

    def one(_number):
        with database.throw_away(untouched.places, prefix=PREFIX, migrate=migrate) as name:
            with connect(untouched.as_role("app", database=name)) as connection:
                connection.execute("INSERT INTO kept_file VALUES ('mine')")
                barrier.wait(PATIENCE)
                assert connection.execute("SELECT count(*) FROM kept_file").fetchone() == (1,)
            return name

    barrier = threading.Barrier(3)
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(one, range(3)))
    assert len(set(made)) == 3
    assert len(migrated) == 1
    with connect(untouched.admin) as connection:
        left = database.names(connection, prefix="wb_")
    assert [name.rsplit("_", 1)[0] for name in left] == ["wb_template"]


def test_what_is_restored_beside_a_database_in_use_stays_and_goes_with_it(untouched):
    def throw_away():
        return database.throw_away(untouched.places, prefix=PREFIX, migrate=untouched.migrate)

    with throw_away() as used:
        with connect(untouched.admin) as connection:
            database.create_empty(connection, name=f"{used}_drill", prefix=PREFIX)
        with throw_away(), connect(untouched.admin) as connection:
            assert database.exists(connection, f"{used}_drill")
    with throw_away(), connect(untouched.admin) as connection:
        assert not database.exists(connection, f"{used}_drill")


def test_a_killed_callers_database_goes_and_a_half_made_template_is_not_taken(untouched):
    with connect(untouched.admin) as connection:
        database.create_empty(connection, name="wb_throwaway_dead", prefix=PREFIX)
        database.create_empty(connection, name="wb_building", prefix=PREFIX)
        database.create_empty(connection, name="wb_template_old", prefix=PREFIX)
    with database.throw_away(untouched.places, prefix=PREFIX, migrate=untouched.migrate) as name:
        connect(untouched.as_role("app", database=name)).close()
    with connect(untouched.admin) as connection:
        left = database.names(connection, prefix="wb_")
    assert len(left) == 1
    assert left[0] != "wb_template_old"


def test_a_failed_migration_leaves_no_template(untouched):
    def fail(name):
        raise Failure("It broke.", why="So.", next_step="Mend it.")

    for _time in range(2):
        with (
            pytest.raises(Failure, match="It broke"),
            database.throw_away(untouched.places, prefix=PREFIX, migrate=fail),
        ):
            pass
    with connect(untouched.admin) as connection:
        assert database.names(connection, prefix="wb_template") == []


def test_the_digest_follows_names_and_contents(tmp_path):
    (tmp_path / "part" / "migrations").mkdir(parents=True)
    file = tmp_path / "part" / "migrations" / "0001_a.py"
    file.write_text("one")
    digests = [database.migrations_digest(tmp_path), database.migrations_digest(tmp_path)]
    assert digests[0] == digests[1]
    file.write_text("two")
    digests.append(database.migrations_digest(tmp_path))
    file.rename(file.with_name("0001_b.py"))
    digests.append(database.migrations_digest(tmp_path))
    assert len(set(digests)) == 3


def test_an_old_server_is_refused(shared, monkeypatch, home):
    monkeypatch.setattr(roles, "OLDEST_SERVER", 990000)
    with pytest.raises(Failure, match="needs 16 or newer"):
        database.prepare(shared.admin, database="x", prefix="x", places=home)
    with pytest.raises(Failure, match="needs 16 or newer"):
        roles.prepare_roles(shared.admin, prefix="x", places=home)


def test_a_command_of_djangos_that_fails_is_told_in_its_words(monkeypatch):
    with pytest.raises(Failure, match="no_such_settings"):
        run_django("check", variables={"DJANGO_SETTINGS_MODULE": "no_such_settings"})
    run_django("--version", variables={})


def test_migrating_by_command_takes_the_owners_role(shared, monkeypatch):
    seen = {}
    monkeypatch.setattr(database, "run_django", lambda *words, variables: seen.update(variables, words=words))
    database.migrate_by_command(shared.admin, places=shared.places, prefix=PREFIX)("some")
    assert seen["words"][0] == "migrate"
    assert seen["WATCHBOOK_DATABASE_ROLE"] == "owner"
    assert seen["WATCHBOOK_DATABASE_NAME"] == "some"
