"""The attacks of `attack.py`: what somebody with the database's superuser and root does to a register, and hopes that nobody sees."""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
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
from watchbook.keys.keyring import the_keyring
from watchbook.machine import backup
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


def keys_destroyed(_instance: Instance) -> None:
    """Some keys destroyed in both copies, as a deletion does it and without one."""
    ring = the_keyring()
    ring.destroy(sorted(ring.first(lambda copy: copy.everything()))[-3:])


def keys_exchanged(_instance: Instance) -> None:
    """Two wrapped keys, each in the place of the other, in both copies."""
    for folder in settings.KEY_FOLDERS:
        with closing(sqlite3.connect(Path(folder) / "items.sqlite3")) as copy, copy:
            kept = copy.execute("SELECT id, wrapped FROM item ORDER BY id DESC LIMIT 2").fetchall()
            for (item, _own), (_other, wrapped) in zip(kept, kept[::-1], strict=True):
                copy.execute("UPDATE item SET wrapped = ? WHERE id = ?", (wrapped, item))


def keys_taken_out(_instance: Instance) -> None:
    """Some keys taken out of both copies, with nothing left that says so."""
    for folder in settings.KEY_FOLDERS:
        with closing(sqlite3.connect(Path(folder) / "items.sqlite3")) as copy, copy:
            copy.execute("DELETE FROM item WHERE id IN (SELECT id FROM item ORDER BY id DESC LIMIT 3)")


def index_emptied(instance: Instance) -> None:
    """An index built anew over no rows, and made to say what the release says of it."""
    with connect(instance.superuser(instance.name)) as straight:
        ((definition,),) = straight.execute("SELECT pg_get_indexdef('look_of_subject'::regclass)").fetchall()
        straight.execute("DROP INDEX look_of_subject")
        straight.execute(f"{definition} WHERE false".encode())
        straight.execute("SET allow_system_table_mods = on")
        straight.execute("UPDATE pg_index SET indpred = NULL WHERE indexrelid = 'look_of_subject'::regclass")


def alter_system(instance: Instance) -> None:
    """Comparisons with nothing are true from now on."""
    with connect(instance.superuser(instance.name)) as straight:
        straight.execute("ALTER SYSTEM SET transform_null_equals = on")
        straight.execute("SELECT pg_reload_conf()")


def let_in(instance: Instance) -> None:
    """A line that lets everybody in, as any role."""
    file = instance.places.postgres / "pg_hba.conf"
    file.write_text(f"local all all trust\n{file.read_text()}")
    with connect(instance.superuser(instance.name)) as straight:
        straight.execute("SELECT pg_reload_conf()")


def network_let_in(instance: Instance) -> None:
    """A line that lets in who knows a password, from any machine."""
    file = instance.places.postgres / "pg_hba.conf"
    file.write_text(f"host all all 0.0.0.0/0 scram-sha-256\n{file.read_text()}")


def set_in_file(instance: Instance) -> None:
    """Everything that is committed from now on may be lost."""
    with (instance.places.postgres / "postgresql.conf").open("a") as file:
        file.write("fsync = off\n")


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
