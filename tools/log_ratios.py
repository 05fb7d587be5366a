"""What the audit log costs: acts and bare statements with it and without, side by side in one run, and how fast it seals.

"Off" is the same statements in a throw-away database without triggers and event tables. Pairs are measured in balanced turn, off on on off …,
so that neither has the quieter moments, and the median of the ratios decides. The sealer runs beside every measurement with
the log on. PostgreSQL has the settings with which the product runs it, its files and both copies of the keys lie on disk.
"""

import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from django.db import connection

from tests.council import a_council
from tests.fixtures import point_django_at
from watchbook.audit_log import signing_key
from watchbook.keys.keyring import the_keyring
from watchbook.machine import cluster
from watchbook.machine.backup import program_environment
from watchbook.machine.connection import as_role, connect, in_embedded

ROOT = Path(__file__).resolve().parent.parent
ON_DISK = ROOT / f".watchbook-test-{os.geteuid()}"  # the databases of tests lie in memory
CLIENT = Path(__file__).with_name("log_client.py")
PROCESSES = 2  # of eight clients each

OFF = """
    DO $$ DECLARE one record; BEGIN
        FOR one IN SELECT tgname, tgrelid::regclass AS place FROM pg_trigger WHERE NOT tgisinternal LOOP
            EXECUTE format('DROP TRIGGER %I ON %s', one.tgname, one.place);
        END LOOP;
    END $$;
    DROP TABLE audit_log_event, audit_log_eventsecret, audit_log_pending CASCADE;
"""
# Both know their row's id beforehand, as the product does; what the log adds is the one statement of `audit_log.record`.
BARE = r"""
\set n random(1, 1000000000000)
BEGIN;
INSERT INTO organisation_service (id, name, closed_on)
    VALUES (md5(:n || '-' || :client_id)::uuid, repeat('x', 20) || :n || '-' || :client_id, NULL);
"""
LOG = r"""
WITH event AS (
    INSERT INTO audit_log_event (id, name, subject_table, subject_id, by, at, fields)
    VALUES (md5(:n || '+' || :client_id)::uuid, 'service.added', 'organisation_service', md5(:n || '-' || :client_id)::uuid,
        md5(:n || '-' || :client_id)::uuid, now(), '{"title": "a service with a name of some length"}')
    RETURNING id, number, recorded_at
), secret AS (
    INSERT INTO audit_log_eventsecret (event_id, seed, hashes, sealed) SELECT id, decode(repeat('00', 32), 'hex'), '{}', '' FROM event
) INSERT INTO audit_log_pending (event_id, parts, number, recorded_at)
    SELECT id, array_fill(decode(repeat('00', 96), 'hex'), ARRAY[5]), number, recorded_at FROM event;
"""
VIEW = "\\sleep 5 ms\n"
END = "COMMIT;\n"


def parameters(role: str, database: str) -> dict[str, str]:
    """How a role connects."""
    return dict(
        as_role(server.admin(), places=server.HOME, prefix=server.PREFIX, role=role, database=database)
    )


def superuser(database: str) -> dict[str, str]:
    """Past every guard; the embedded server's own."""
    return dict(in_embedded(server.HOME, role="superuser", user=cluster.SUPERUSER, database=database))


@contextmanager
def without_log() -> Iterator[str]:
    """A throw-away database with the council and without triggers and event tables."""
    with server.fresh_database() as name:
        point_django_at(name)
        a_council()
        connection.close()
        with connect(superuser(name)) as sql:
            sql.execute(OFF.encode())
        yield name


@contextmanager
def with_log(*, sealing: bool = True) -> Iterator[str]:
    """A throw-away database with the council, and the sealer at work on it."""
    with server.fresh_database() as name, tempfile.TemporaryDirectory() as folder:
        point_django_at(name)
        a_council()
        connection.close()
        key = Path(folder) / "key"
        signing_key.make(key, origin="council.example/watchbook/bench")
        environment = {
            **os.environ,
            **server.variables(name),
            "WATCHBOOK_DATABASE_ROLE": "sealer",
            "WATCHBOOK_SIGNING_KEY": str(key),
            "WATCHBOOK_SEALING": str(Path(folder) / "sealing"),
        }
        command = [sys.executable, "-m", "watchbook.machine.sealer"]
        sealer = (
            subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
            if sealing
            else None
        )
        try:
            while sealer and not (Path(folder) / "sealing" / "head").exists():
                assert sealer.poll() is None, "the sealer did not start"
                time.sleep(0.1)
            yield name
        finally:
            if sealer:
                sealer.terminate()
                sealer.wait()


@contextmanager
def clients(database: str, log: str) -> Iterator[list["subprocess.Popen[str]"]]:
    """The processes of sixteen clients, ready."""
    environment = {**os.environ, **server.variables(database)}
    command = [sys.executable, str(CLIENT), log]
    started = [
        subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    try:
        assert [_told(client) for client in started] == ["ready"] * PROCESSES
        yield started
    finally:
        for client in started:
            client.communicate()


def acts_a_second(started: list["subprocess.Popen[str]"], *, seconds: float) -> float:
    """The Django act at sixteen clients."""
    for client in started:
        assert client.stdin is not None
        client.stdin.write(f"{seconds}\n")
        client.stdin.flush()
    return sum(int(_told(client)) for client in started) / seconds


def _told(client: "subprocess.Popen[str]") -> str:
    return client.stdout.readline().strip() if client.stdout else ""


def transactions_a_second(database: str, script: str, *, at_once: int, seconds: int) -> float:
    """pgbench as the app role."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        options = ["-n", "-M", "prepared", "-c", str(at_once), "-j", "2", "-T", str(seconds), "-f", file.name]
        done = subprocess.run(
            [cluster.program("pgbench"), *options],
            env=program_environment(parameters("app", database)), capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-600:]
    line = next(one for one in done.stdout.splitlines() if one.startswith("tps = "))
    return float(line.split()[2])


def ratio(on: Callable[[], float], off: Callable[[], float], *, rounds: int) -> tuple[float, float, float]:
    """Medians of on and off, and the median ratio of neighbours; in balanced turn, after one of each to warm up."""
    _pair(on, off, on_first=False)
    pairs = [_pair(on, off, on_first=number % 2 == 1) for number in range(rounds)]
    return (
        statistics.median(mine for mine, _floor in pairs),
        statistics.median(floor for _mine, floor in pairs),
        statistics.median(mine / floor for mine, floor in pairs),
    )


def _pair(on: Callable[[], float], off: Callable[[], float], *, on_first: bool) -> tuple[float, float]:
    """Both rates, one right after the other."""
    if on_first:
        mine = on()
        return mine, off()
    floor = off()
    return on(), floor


def of_the_act(*, rounds: int = 12, seconds: float = 2) -> tuple[float, float, float]:
    """The same Django act with the log on and off, at sixteen clients."""
    with (
        without_log() as off,
        with_log() as on,
        clients(off, "off") as without,
        clients(on, "on") as beside,
    ):
        return ratio(
            lambda: acts_a_second(beside, seconds=seconds),
            lambda: acts_a_second(without, seconds=seconds),
            rounds=rounds,
        )


def of_statements(*, view: bool, rounds: int = 12, seconds: int = 2) -> tuple[float, float, float]:
    """The bare statements with the log on and off: at five milliseconds of view time and sixteen clients, or bare at eight."""
    wait, at_once = (VIEW, 16) if view else ("", 8)
    with without_log() as off, with_log() as on:
        return ratio(
            lambda: transactions_a_second(on, BARE + LOG + wait + END, at_once=at_once, seconds=seconds),
            lambda: transactions_a_second(off, BARE + wait + END, at_once=at_once, seconds=seconds),
            rounds=rounds,
        )


def commit_to_sealed(*, count: int = 300) -> list[float]:
    """Seconds from commit until a signed checkpoint covers it, under a steady load of acts; sorted."""
    with with_log() as name:
        load = threading.Thread(target=transactions_a_second, args=(name, BARE + LOG + VIEW + END),
                                kwargs={"at_once": 4, "seconds": int(count * 0.15) + 5})  # fmt: skip
        load.start()
        with connect(parameters("app", name)) as sql:
            waits = [_until_sealed(sql) for _ in range(count)]
        load.join()
        return sorted(waits)


def _until_sealed(sql: object) -> float:
    event = secrets.token_bytes(16)
    sql.execute(  # type: ignore[attr-defined]  # psycopg's connection
        "INSERT INTO audit_log_pending (event_id, leaf, number) VALUES (encode(%s, 'hex')::uuid, %s, nextval('audit_log_event_number'))",
        [event, b"\x01" + event + bytes(32)],
    )
    begun = time.monotonic()
    covered = """SELECT EXISTS (SELECT FROM audit_log_leaf WHERE event_id = encode(%s, 'hex')::uuid
        AND "index" < (SELECT max(size) FROM audit_log_signedcheckpoint))"""
    while not sql.execute(covered, [event]).fetchone()[0]:  # type: ignore[attr-defined]  # psycopg's connection
        time.sleep(0.01)
    return time.monotonic() - begun


def sealing_rate(*, count: int = 100_000) -> tuple[float, int]:
    """Leaves a second that a sealer alone seals and signs, and how many waited."""
    with server.fresh_database() as name, tempfile.TemporaryDirectory() as folder:
        with connect(parameters("app", name)) as sql:
            sql.execute(
                "INSERT INTO audit_log_pending (event_id, leaf, number) SELECT id,"
                " '\\x01'::bytea || decode(replace(id::text, '-', ''), 'hex') || decode(repeat('00', 32), 'hex'), n"
                " FROM (SELECT gen_random_uuid() AS id, n FROM generate_series(1, %s) n) fresh",
                [count],
            )
        key = Path(folder) / "key"
        signing_key.make(key, origin="council.example/watchbook/bench")
        environment = {**os.environ, **server.variables(name), "WATCHBOOK_DATABASE_ROLE": "sealer"}
        environment |= {"WATCHBOOK_SIGNING_KEY": str(key), "WATCHBOOK_SEALING": str(Path(folder) / "sealing")}
        code = "import time, django; django.setup(); begun = time.monotonic(); from watchbook.machine import sealing;"
        code += " sealing.run(['--once'], say=lambda line: None); print(time.monotonic() - begun)"
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return count / float(done.stdout), count


@contextmanager
def the_server() -> Iterator[None]:
    """An embedded server as `serve` runs it, nothing in haste as for tests, and both copies of the keys on disk."""
    with suppress(PermissionError):
        os.nice(-15)  # what else goes on on the machine is not to be measured
    server.HASTE = ""
    os.environ["TESTS_CLUSTERS"] = str(ON_DISK)
    keys = server.HOME.home / "keys"
    keys.unlink()
    keys.mkdir(mode=0o700)
    the_keyring().begin()
    try:
        yield
    finally:
        connection.close()


if __name__ == "__main__":
    with the_server():
        print("sealing", f"{sealing_rate()[0]:.0f}/s", flush=True)
        print("act", *(f"{one:.2f}" for one in of_the_act(rounds=4)), flush=True)
        print("bare", *(f"{one:.2f}" for one in of_statements(view=False, rounds=4)), flush=True)
        print("5 ms", *(f"{one:.2f}" for one in of_statements(view=True, rounds=4)), flush=True)
        waits = commit_to_sealed(count=100)
        print("commit to sealed", f"p50 {waits[50]:.2f} p99 {waits[98]:.2f}", flush=True)
