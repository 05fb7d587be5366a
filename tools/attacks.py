"""The attacks of `attack.py`: what somebody with the database's superuser and root does to a register, and hopes that nobody sees."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from watchbook.audit_log import signing_key
from watchbook.audit_log.event_opening import leaf_of
from watchbook.audit_log.models import Event
from watchbook.machine import backup, cluster, manifest
from watchbook.machine.backup import program_environment
from watchbook.machine.connection import connect
from watchbook.machine.places import Places
from watchbook.organisation import service
from watchbook.organisation.models import Person

PAST = "SET session_replication_role = replica"
CONTENT = "sha256(convert_to(to_jsonb(one)::text, 'UTF8'))"


@dataclass
class Instance:
    """A running instance in the hands of whoever attacks it."""

    places: Places
    name: str
    superuser: Callable[..., dict[str, str]]
    command: Callable[..., "subprocess.CompletedProcess[str]"]
    aside: Path
    checkpoint: str = ""
    slips: list[str] = field(default_factory=list)
    promised: set[bytes] = field(default_factory=set)
    usual: set[str] = field(default_factory=set)
    said: str = ""

    def sql(self, *statements: str) -> None:
        """As superuser, on one connection."""
        with connect(self.superuser(self.name)) as straight:
            for statement in statements:
                done = straight.execute(statement.encode())
                if statement.split()[0] in {"UPDATE", "DELETE", "INSERT"}:
                    assert done.rowcount > 0, f"nothing to attack: {statement}"

    def act(self, title: str) -> None:
        """An act of the register."""
        by = (
            Person.objects.filter(is_system=False, is_active=True, duties__kind="system_administrator")
            .order_by("id")
            .first()
        )
        assert by is not None
        service.add(name=title, by=by, at=timezone.now())


@dataclass(frozen=True)
class Attack:
    """One attack: its name, and what is done."""

    name: str
    do: Callable[[Instance], Any]


def sql(name: str, *statements: str) -> Attack:
    """An attack by SQL past every trigger."""
    return Attack(name, lambda instance: instance.sql(PAST, *statements))


def plain(name: str, *statements: str) -> Attack:
    """An attack by SQL with the triggers at work."""
    return Attack(name, lambda instance: instance.sql(*statements))


def newest(table: str, where: str = "true") -> str:
    """One row of a table."""
    return f"id = (SELECT id FROM {table} WHERE {where} ORDER BY recorded_at DESC LIMIT 1)"


def rewritten(instance: Instance) -> None:
    """One event changed, and the whole log sealed anew from it, with a head begun anew."""
    instance.sql(
        PAST,
        "UPDATE audit_log_event SET by = gen_random_uuid() WHERE number = (SELECT min(number) FROM audit_log_event)",
        "TRUNCATE audit_log_leaf, audit_log_tile, audit_log_signedcheckpoint, audit_log_publishedcheckpoint, audit_log_pending CASCADE",
        "UPDATE audit_log_sealedlog SET size = 0, hashes = ''",
    )
    leaves = [(one.id, leaf_of(one), one.number) for one in Event.objects.order_by("number")]
    connection.close()
    with connect(instance.superuser(instance.name)) as straight:
        straight.execute(PAST)
        for row in leaves:
            straight.execute(
                "INSERT INTO audit_log_pending (event_id, leaf, number) VALUES (%s, %s, %s)", row
            )
    shutil.rmtree(settings.SEALING_FOLDER)


def new_key(_instance: Instance) -> None:
    """Another key under the same name."""
    origin = signing_key.read(settings.SIGNING_KEY).name
    settings.SIGNING_KEY.unlink()
    signing_key.make(settings.SIGNING_KEY, origin=origin)


def rewritten_with_a_new_key(instance: Instance) -> None:
    """Both."""
    rewritten(instance)
    new_key(instance)


def older_head(_instance: Instance) -> None:
    """The head says less than was signed."""
    (settings.SEALING_FOLDER / "head").unlink()


def bent(path: Path, at: int = 40) -> None:
    """One bit of a file turned."""
    content = bytearray(path.read_bytes())
    content[min(at, len(content) - 1)] ^= 1
    path.write_bytes(bytes(content))


def a_file(instance: Instance) -> Path:
    """A stored file that a row names."""
    with connect(instance.superuser(instance.name)) as straight:
        names = backup.files_named(straight)
    return next(path for path in instance.places.files.glob("??/*") if path.name in names)


def files_exchanged(instance: Instance) -> None:
    """Two stored files, each under the name of the other."""
    one, other = list(instance.places.files.glob("??/*"))[:2]
    one.rename(instance.aside / "one")
    other.rename(one)
    (instance.aside / "one").rename(other)


def file_put_in(instance: Instance) -> None:
    """A file under its right name, long ago, that no row names."""
    name = sha256(b"planted").hexdigest()
    path = instance.places.files / name[:2] / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"planted")
    os.utime(path, (0, 0))


def state_forged(instance: Instance) -> None:
    """The night is told that it has seen everything already; then an old row changes."""
    instance.sql(PAST, "UPDATE governance_letterreceived SET dated_on = dated_on + 1")
    with connect(instance.superuser(instance.name)) as straight:
        row = straight.execute(
            "SELECT pg_current_xact_id()::xid::text, (SELECT max(number) FROM audit_log_event)"
        ).fetchone()
    assert row is not None
    file = instance.places.nightly
    state = json.loads(file.read_text())
    state["rows"] |= {"xid": row[0], "number": row[1]}
    file.write_text(json.dumps(state))


def restored(instance: Instance, folder: Path) -> None:
    """Note what the command says of a backup."""
    done = instance.command("restore", str(folder))
    instance.said = done.stderr.strip()[-300:] if done.returncode else ""


def copied(instance: Instance) -> Path:
    """A copy of the newest backup."""
    folder = instance.aside / "copied"
    shutil.rmtree(folder, ignore_errors=True)
    return Path(shutil.copytree(backup.finished(instance.places)[-1], folder))


def told_anew(folder: Path, **other: Any) -> None:
    """The manifest of a backup made to fit what was changed in it."""
    file = folder / manifest.NAME
    content = json.loads(file.read_text())
    dump = folder / manifest.DUMP
    content["dump"] |= {"size": dump.stat().st_size, "sha256": sha256(dump.read_bytes()).hexdigest()}
    file.write_text(json.dumps(content | other, indent=1, sort_keys=True))


def backup_with_another_dump(instance: Instance) -> None:
    """The signed manifest of one backup over the dump of another state."""
    folder = copied(instance)
    instance.command("backup")
    shutil.copy2(backup.finished(instance.places)[-1] / manifest.DUMP, folder / manifest.DUMP)
    restored(instance, folder)


def backup_without_a_file(instance: Instance) -> None:
    """A backup that lost one of the files that it lists."""
    folder = copied(instance)
    next((folder / "files").glob("??/*")).unlink()
    shutil.rmtree(instance.places.files)
    instance.places.files.mkdir()
    restored(instance, folder)


def backup_with_another_password(instance: Instance) -> None:
    """The database copied with a password replaced and guards dropped, as a backup."""
    folder = copied(instance)
    instance.sql(
        PAST,
        "UPDATE organisation_person SET password = 'md5$x$y' WHERE NOT is_system",
        "DROP TRIGGER row_digest ON organisation_person",
    )
    source = instance.superuser(instance.name)
    subprocess.run(
        [cluster.program("pg_dump"), "-Fc", "--no-password", "-f", str(folder / manifest.DUMP)],
        env=os.environ | dict(program_environment(source)), check=True,
    )  # fmt: skip
    told_anew(folder)
    restored(instance, folder)


def backup_signed_by_another(instance: Instance) -> None:
    """A backup of another register, under its own key."""
    folder, key = copied(instance), instance.aside / "other.key"
    key.unlink(missing_ok=True)
    signing_key.make(key, origin="elsewhere.example/watchbook/1")
    manifest.sign(folder, signer=signing_key.read(key))
    restored(instance, folder)


def backup_unsigned(instance: Instance) -> None:
    """A backup that nobody signed."""
    folder = copied(instance)
    (folder / manifest.SIGNATURE).unlink()
    restored(instance, folder)


def backup_with_a_foreign_path(instance: Instance) -> None:
    """A backup that names a file outside the store."""
    folder = copied(instance)
    (folder / "files" / "evil").write_bytes(b"x")
    told_anew(folder, files=[{"path": "files/evil", "size": 1, "sha256": sha256(b"x").hexdigest()}])
    restored(instance, folder)


def older_backup(instance: Instance) -> None:
    """A true backup of before the last act, restored to lose it."""
    done = instance.command("restore", str(backup.finished(instance.places)[-1]))
    assert done.returncode == 0, done.stderr


def unsigned_taken(instance: Instance) -> None:
    """A changed backup that root takes all the same, naming it."""
    folder = copied(instance)
    instance.sql(PAST, "UPDATE organisation_person SET password = 'md5$x$y' WHERE NOT is_system")
    source = instance.superuser(instance.name)
    subprocess.run(
        [cluster.program("pg_dump"), "-Fc", "--no-password", "-f", str(folder / manifest.DUMP)],
        env=os.environ | dict(program_environment(source)), check=True,
    )  # fmt: skip
    told_anew(folder)
    (folder / manifest.SIGNATURE).unlink()
    instance.command("restore", "--unsigned", str(folder))
