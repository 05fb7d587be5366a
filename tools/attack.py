"""Attack a real instance as superuser and root, and say of each attack who notices: verify, the night, doctor, outsiders.

Usage: attack.py [--write] [--resume] [GROUP…], a group being the word before the colon of an attack's name, or the whole name. It sets up a home of its own, loads the demonstration, publishes a checkpoint, makes a backup
and keeps a slip of every act; then for each attack of the groups (all, without one) it puts everything back, attacks, lets the sealer run once and asks everybody.
`--write` writes each outcome into the table of docs/explanation/attacks.md as it comes, with the commit that was attacked, and
leaves what other runs said of other attacks. `--resume` passes over what the page says of this very commit. It ends with 1 if an attack is unnoticed by all or could not be tried.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
HOME = Path(tempfile.mkdtemp(prefix="watchbook-attacked-")) / "home"
os.environ |= {"WATCHBOOK_MODE": "demo", "WATCHBOOK_HOME": str(HOME)}
os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django
import psycopg

django.setup()

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tools.attack_list import ATTACKS
from tools.attack_page import noticed_by, write
from tools.attacks import Attack, Instance
from watchbook.audit_log import export, outsiders, signing_key
from watchbook.audit_log.event_opening import leaf_of
from watchbook.audit_log.models import Event
from watchbook.ledger import slip as slips
from watchbook.ledger.tree import leaf_hash
from watchbook.machine import (
    cluster,
    database_doctor,
    doctor,
    files_doctor,
    installation,
    keys_doctor,
    nightly_verification,
    postgres,
    programs,
    seal_doctor,
)
from watchbook.machine.connection import connect, in_embedded, value_of
from watchbook.machine.database import cut_off_clients

postgres.SETTINGS["fsync"] = "off"  # nothing here outlives the run
PLACES, NAME = installation.places(), installation.database_name()
KEPT = HOME.parent / "kept"  # everything that an attack may touch, as it was
BASE = f"{NAME}_as_it_was"
NOT_ASKED = ("Worker", "Verification")  # neither runs here
SERVER = ("pg_hba.conf", "postgresql.conf", "postgresql.auto.conf")  # of the server, not of the one database
FOLDERS = ("secrets", "keys", "sealing", "files", "backups", "nightly")


def superuser(database: str = "postgres") -> dict[str, str]:
    """The superuser of the instance's own server."""
    return dict(in_embedded(PLACES, role="superuser", user=cluster.SUPERUSER, database=database))


def command(*words: str) -> "subprocess.CompletedProcess[str]":
    """One of our commands, as root gives it."""
    return subprocess.run(
        [Path(sys.executable).with_name("watchbook"), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def sealer() -> str:
    """Return what the sealer says if it refuses; "" if it sealed."""
    program = programs.sealer("--once")
    where, told = os.environ | program.environment, {"capture_output": True, "text": True}
    done = subprocess.run(program.command, env=where, cwd=ROOT, check=False, **told)
    return done.stdout + done.stderr if done.returncode else ""


def prepare() -> Instance:
    """An instance with records, a published checkpoint, a backup, a good night, and slips; then an act that is not sealed yet."""
    for words in (["setup"], ["demo"]):
        done = command(*words)
        assert done.returncode == 0, done.stdout + done.stderr
    return Instance(PLACES, NAME, superuser, command, HOME.parent)


def stand(instance: Instance) -> None:
    """The state to which each attack is put back. The server runs."""
    assert not sealer()
    key = signing_key.read(settings.SIGNING_KEY)
    publish = 'INSERT INTO audit_log_publishedcheckpoint ("on", key, size, note) SELECT current_date - 7, %s, size, note'
    publish += " FROM audit_log_signedcheckpoint ORDER BY size DESC LIMIT 1"
    with connect(superuser(NAME)) as sql:
        sql.execute(publish, [key.verifier.line])
        instance.checkpoint = str(value_of(sql, "SELECT note FROM audit_log_publishedcheckpoint"))
    shutil.copytree(settings.SEALING_FOLDER, KEPT / "older sealing")
    instance.act("Sealed after the checkpoint")
    assert not sealer()
    night = nightly_verification.verify(now=timezone.now(), full=True)
    assert not night.problems, night.problems[:5]
    assert not sealer()
    assert command("backup").returncode == 0
    instance.act("Not sealed yet")
    instance.slips = [
        slips.write(one.id, leaf_of(one), signer=key) for one in Event.objects.order_by("number")
    ]
    instance.promised = {slips.read(one, key=key.verifier)[1] for one in instance.slips}
    connection.close()
    for name in FOLDERS:
        source = HOME / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, KEPT / name)
    for name in SERVER:
        shutil.copyfile(HOME / "postgres" / name, KEPT / name)
    with connect(superuser()) as sql:
        cut_off_clients(sql, NAME)
        sql.execute(f'CREATE DATABASE "{BASE}" TEMPLATE "{NAME}" STRATEGY FILE_COPY')


def put_back() -> None:
    """Database, folders and roles as they were."""
    connection.close()
    with suppress(psycopg.Error), connect(superuser(NAME)) as inside:
        inside.execute("DROP SUBSCRIPTION IF EXISTS more")
    with connect(superuser()) as sql:
        cut_off_clients(sql, NAME)
        sql.execute(f'DROP DATABASE IF EXISTS "{NAME}"')
        sql.execute("DROP TABLESPACE IF EXISTS beside")
        owner = settings.DATABASE_ROLES["owner"]
        sql.execute(f'CREATE DATABASE "{NAME}" OWNER "{owner}" TEMPLATE "{BASE}" STRATEGY FILE_COPY')
        sql.execute(f'REVOKE ALL ON DATABASE "{NAME}" FROM PUBLIC')
        for role, name in settings.DATABASE_ROLES.items():
            sql.execute(f'GRANT CONNECT ON DATABASE "{NAME}" TO "{name}"')
            sql.execute(f'ALTER ROLE "{name}" RESET ALL')
            sql.execute(f'ALTER ROLE "{name}" NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS')
            if role != "owner":
                sql.execute(f'REVOKE "{owner}" FROM "{name}"')
            sql.execute(f'REVOKE ALL ON PARAMETER session_replication_role FROM "{name}"')
        sql.execute("DROP ROLE IF EXISTS back_door")
        number = value_of(sql, "SELECT oid::bigint FROM pg_database WHERE datname = %s", NAME)
    for name in FOLDERS:
        with suppress(FileNotFoundError):
            shutil.rmtree(HOME / name) if (HOME / name).is_dir() else (HOME / name).unlink()
        source = KEPT / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, HOME / name)
    state = HOME / "nightly" / "verified.json"
    state.write_text(json.dumps(json.loads(state.read_text()) | {"database": number}))
    for name in SERVER:
        shutil.copyfile(KEPT / name, HOME / "postgres" / name)
    with connect(superuser()) as sql:
        sql.execute("SELECT pg_reload_conf()")
    for left in [*HOME.glob("restore.json"), *HOME.glob("files.*"), *HOME.glob("quarantine*")]:
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def noticed(instance: Instance) -> Iterator[tuple[str, str]]:
    """Say who notices, with their words."""
    if instance.said:
        yield "sealer or restore", instance.said
    if said := sealer():
        yield "sealer or restore", said
    key = signing_key.read(
        KEPT / settings.SIGNING_KEY.relative_to(HOME)
    ).verifier  # whoever verifies knows it from elsewhere
    try:
        key = signing_key.read(settings.SIGNING_KEY).verifier
        guards, others, _done = nightly_verification.examine(key=key, since=None)
        if found := [*guards, *others]:
            yield "verify", found[0]
    except Exception as refused:  # whatever it is, it is not "Everything holds"
        yield "verify", str(refused)
    try:
        since = nightly_verification.earlier(nightly_verification.state_file())
        guards, others, _done = nightly_verification.examine(key=key, since=since)
        if found := [*guards, *others]:
            yield "night", found[0]
    except Exception as refused:
        yield "night", str(refused)
    finally:
        connection.close()
    looks = (
        seal_doctor.seal_findings(settings.SIGNING_KEY, settings.SEALING_FOLDER, installation.parameters),
        database_doctor.database_findings(installation.parameters),
        files_doctor.unnamed_findings(PLACES, parameters=installation.parameters, now=timezone.now()),
        keys_doctor.keys_findings(),
        keys_doctor.records_findings(),
        [doctor.last_backup(PLACES, now=datetime.now(UTC)), doctor.home_permissions(PLACES)],
    )
    found = [one.line() for look in looks for one in look if not one.ok and one.subject not in NOT_ASKED]
    if found and not set(found) <= instance.usual:
        yield "doctor", next(one for one in found if one not in instance.usual)
    yield from outside(instance, key.line)


def outside(instance: Instance, key: str) -> Iterator[tuple[str, str]]:
    """Say what an outsider finds in the folder that they ask for, by the key, the checkpoint and the slips that they kept."""
    folder, kept = HOME.parent / "export", HOME.parent / "kept.checkpoint"
    shutil.rmtree(folder, ignore_errors=True)
    kept.write_text(instance.checkpoint)
    try:
        known = signing_key.read(KEPT / settings.SIGNING_KEY.relative_to(HOME)).verifier
        export.write(folder, key=known, outsiders=outsiders.read(settings.OUTSIDERS), receipts={})
    except Exception as refused:
        yield "checkpoint kept", f"The folder cannot be made: {refused}"
        yield "slip kept", f"The folder cannot be made: {refused}"
        return
    finally:
        connection.close()
    done = subprocess.run(
        [sys.executable, folder / "verify.py", folder, kept, "--key", known.line],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        yield "checkpoint kept", done.stdout.strip().splitlines()[-1]
    hashes = set()
    for bundle in folder.glob("tile/entries/**/*"):
        if bundle.is_file():
            content = bundle.read_bytes()
            hashes |= {leaf_hash(content[at + 2 : at + 51]) for at in range(0, len(content), 51)}
    if missing := instance.promised - hashes:
        yield "slip kept", f"{len(missing)} acts that were accepted are not in the log."


def tried(attack: Attack, instance: Instance) -> dict[str, str] | None:
    """Put everything back, attack, and return who notices; None where there was nothing to attack."""
    put_back()
    instance.said = ""
    try:
        attack.do(instance)
    except (AssertionError, psycopg.Error, OSError, subprocess.CalledProcessError) as nothing:
        print(attack.name, "| NOT TRIED |", nothing, flush=True)
        return None
    who = dict(noticed(instance))
    said = next(iter(who.values()), "")[:160]
    print(attack.name, "|", ", ".join(who) or "NOBODY", "|", said, flush=True)
    return who


def main(arguments: list[str]) -> int:
    """Attack, tell, and write the page where asked."""
    groups = {one for one in arguments if not one.startswith("--")}
    chosen = [one for one in ATTACKS if not groups or {one.name, one.name.partition(":")[0]} & groups]
    if not chosen:
        print("Groups are:", *dict.fromkeys(one.name.partition(":")[0] for one in ATTACKS))
        return 2
    before = {one: noticed_by(one) for one in chosen if "--resume" in arguments}
    rows = [(one, dict.fromkeys(who, "")) for one, who in before.items() if who is not None]
    left = [one for one in chosen if before.get(one) is None]
    untried = _attack(left, rows, writes="--write" in arguments) if left else []
    unnoticed = [attack.name for attack, who in rows if not who]
    print(
        *unnoticed,
        *untried,
        f"{len(rows)} of {len(ATTACKS)} attacks, {len(unnoticed)} unnoticed by all, {len(untried)} not tried",
        sep="\n",
    )
    return int(bool(unnoticed or untried))


def _attack(chosen: list[Attack], rows: list[tuple[Attack, dict[str, str]]], *, writes: bool) -> list[str]:
    """Try each on an instance of its own, put who noticed it among the rows; return those that could not be tried."""
    KEPT.mkdir(parents=True)
    instance, untried = prepare(), list[str]()
    with postgres.running(PLACES):
        stand(instance)
        put_back()
        instance.usual = set()
        before = dict(noticed(instance))
        instance.usual = {before.pop("doctor", "")}
        assert not before, before
        for attack in chosen:
            if (who := tried(attack, instance)) is None:
                untried.append(attack.name)
                continue
            rows.append((attack, who))
            if writes:
                write(attack, who, among=ATTACKS)
    shutil.rmtree(HOME.parent, ignore_errors=True)
    return untried


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
