"""Rows and files to be backed up, and the two acts in short."""

import hashlib
import threading

from tests.machine.served import PREFIX
from watchbook.machine import backup, restore
from watchbook.machine.connection import connect


def keep(places, content):
    """Put bytes into the store as `files.store` does."""
    name = hashlib.sha256(content).hexdigest()
    path = places.files / name[:2] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.parent / f".{threading.get_ident()}"
    aside.write_bytes(content)
    aside.rename(path)
    return name


def fill(served):
    with connect(served.as_role("app")) as connection, connection.transaction():
        for name in ("Ada", "Grace ☃"):
            connection.execute("INSERT INTO audit_log_event (what) VALUES (%s)", [name])
            connection.execute("INSERT INTO person (name) VALUES (%s)", [name])
        connection.execute("INSERT INTO note (person_id, text) SELECT id, name FROM person")
        for content in (b"", b"one", b"two" * 100_000):
            connection.execute("INSERT INTO kept_file VALUES (%s)", [keep(served.places, content)])


def make(served, **options):
    source = served.as_role("backup")
    return backup.make(served.places, source=source, prefix=PREFIX, **options)


def bring_back(served, folder):
    return restore.restore(served.places, folder=folder, admin=served.admin, name=served.name, prefix=PREFIX)


def rows(served, table, name=""):
    with connect(served.as_role("owner", database=name)) as connection:
        return sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=str)
