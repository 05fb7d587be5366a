"""The attacks on backups, for `attack.py`: copies that were changed, foreign or older, and what restoring them does."""

import json
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

from tools.attacks import PAST, Instance, bent
from watchbook.audit_log import signing_key
from watchbook.machine import backup, cluster, manifest
from watchbook.machine.backup import program_environment


def backup_bent(instance: Instance) -> None:
    """One bit of the copied database turned, in a backup that nobody restores yet."""
    bent(backup.finished(instance.places)[-1] / manifest.DUMP)


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
