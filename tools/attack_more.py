"""The attacks by Python on events, the log, heads and stored files, for `attack.py`: what SQL alone cannot say."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

from tools.attack_backups import copied, restored
from tools.attacks import PAST, Attack, Instance, a_file, sql
from watchbook.audit_log import signing_key
from watchbook.audit_log.event_opening import leaf_of
from watchbook.audit_log.models import Event
from watchbook.ledger import checkpoint
from watchbook.machine import backup
from watchbook.machine.connection import connect


def waiting_rewritten(instance: Instance) -> None:
    """Another person as the one who acted, in an event that waits, and the leaf that this event has then."""
    instance.sql(
        PAST,
        "UPDATE audit_log_event SET by = (SELECT id FROM organisation_person WHERE is_system)"
        " WHERE number = (SELECT max(number) FROM audit_log_event)",
    )
    leaf = leaf_of(Event.objects.order_by("number").last())
    connection.close()
    with connect(instance.superuser(instance.name)) as straight:
        straight.execute(PAST)
        done = straight.execute(
            "UPDATE audit_log_pending SET leaf = %s, parts = NULL WHERE number = (SELECT max(number) FROM audit_log_event)",
            [leaf],
        )
        assert done.rowcount == 1


def second_history(instance: Instance) -> None:
    """A checkpoint of other leaves, of a size that there is, signed by the true key and published."""
    key = signing_key.read(settings.SIGNING_KEY)
    true = checkpoint.read(instance.checkpoint, log=key.verifier)
    other = checkpoint.sign(checkpoint.Checkpoint(true.origin, true.size, bytes(32)), signer=key)
    with connect(instance.superuser(instance.name)) as straight:
        straight.execute(PAST)
        straight.execute(
            'INSERT INTO audit_log_publishedcheckpoint ("on", key, size, note) VALUES (current_date, %s, %s, %s)',
            [key.verifier.line, true.size, other],
        )


def older_head_put_back(instance: Instance) -> None:
    """The signer's folder as it was when less was signed."""
    shutil.rmtree(settings.SEALING_FOLDER)
    shutil.copytree(instance.aside / "kept" / "older sealing", settings.SEALING_FOLDER)


def key_open(_instance: Instance) -> None:
    """The signing key, for every user of the machine to read."""
    settings.SIGNING_KEY.chmod(0o644)


def link(instance: Instance) -> None:
    """A link in the place of a file, to a copy that lies where others can write."""
    path = a_file(instance)
    elsewhere = instance.aside / "elsewhere"
    elsewhere.unlink(missing_ok=True)
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def linked_folder(instance: Instance) -> None:
    """A link in the place of a folder of files."""
    folder = a_file(instance).parent
    elsewhere = instance.aside / "elsewhere of a folder"
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.move(folder, elsewhere)
    folder.symlink_to(elsewhere)


def holes(instance: Instance) -> None:
    """A file of the same length with nothing in it but holes."""
    path = a_file(instance)
    size = path.stat().st_size
    path.chmod(0o600)
    with path.open("wb") as file:
        file.truncate(size)


def by_another_name(instance: Instance) -> None:
    """A file changed by a name that it has outside the store."""
    path, other = a_file(instance), instance.aside / "another name"
    other.unlink(missing_ok=True)
    os.link(path, other)
    other.chmod(0o600)
    with other.open("ab") as file:
        file.write(b".")


def later_name(instance: Instance) -> None:
    """The one backup there is, under the name of a later day."""
    made = backup.finished(instance.places)[-1]
    made.rename(made.with_name(made.name.replace(made.name[:4], str(int(made.name[:4]) + 1), 1)))


def backup_with_a_link(instance: Instance) -> None:
    """A backup in which a file is a link to another place, restored into a store that is empty."""
    folder = copied(instance)
    path = next((folder / "files").glob("??/*"))
    elsewhere = instance.aside / "elsewhere of a backup"
    elsewhere.unlink(missing_ok=True)
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    shutil.rmtree(instance.places.files)
    Path(instance.places.files).mkdir()
    restored(instance, folder)


MORE = [
    sql(
        "event: the secrets of two exchanged",
        "UPDATE audit_log_eventsecret one SET seed = other.seed FROM audit_log_eventsecret other, audit_log_event a, audit_log_event b"
        " WHERE one.event_id = a.id AND other.event_id = b.id AND a.number + b.number = 11",
    ),
    sql(
        "event: a secret taken out",
        "DELETE FROM audit_log_eventsecret WHERE event_id = (SELECT id FROM audit_log_event ORDER BY number LIMIT 1)",
    ),
    sql("event: numbers set far ahead", "SELECT setval('audit_log_event_number', 900000000000)"),
    Attack("event: one that waits changed, with its leaf", waiting_rewritten),
    Attack("log: a second history of one size signed by the true key", second_history),
    Attack("key: open to every user of the machine", key_open),
    Attack("head: an older one put back", older_head_put_back),
    Attack("file: a link in its place", link),
    Attack("file: a link in the place of its folder", linked_folder),
    Attack("file: holes of the same length", holes),
    Attack("file: changed by a name outside the store", by_another_name),
    Attack("backup: the newest under the name of a later day", later_name),
    Attack("backup: a link in it to another place", backup_with_a_link),
]
