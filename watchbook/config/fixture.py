"""A fixture: a folder of register files loaded into a throw-away database, for `watchbook foi answer --fixture`.

The throw-away database lies in a server of its own under the home, never beside the register's, and is dropped at
the end together with the files it kept.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

from watchbook.config.addresses import PLANS_ARE_KEPT
from watchbook.demo.fixture_council import load_fixture_council
from watchbook.demo.not_loaded import NotLoaded
from watchbook.demo.register_files import check_folder
from watchbook.keys.keyring import the_keyring
from watchbook.machine import cluster, postgres
from watchbook.machine.connection import Parameters, in_embedded
from watchbook.machine.database import throw_away
from watchbook.machine.locking import exclusive
from watchbook.machine.places import Places, places
from watchbook.machine.roles import embedded_admin

PACKAGED = Path(__file__).parent.parent / "demo" / "fixtures"


@contextmanager
def loaded(name: str) -> Iterator[None]:
    """Work on a throw-away database that holds the fixture and nothing else."""
    folder = _folder(name)
    check_folder(folder)
    home = places(settings.PLACES.home / "throw-away")
    home.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with exclusive(home.home / "making.lock"):
        cluster.make(home)
    prefix = settings.ENVIRONMENT.role_prefix
    with (
        postgres.running(home),
        throw_away(home, prefix=prefix, admin=_administrator(home)) as database,
        tempfile.TemporaryDirectory() as kept,
        _connected(home, database=database),
        override_settings(
            FILES_FOLDER=Path(kept) / "files",
            FILES_S3={},
            KEY_FOLDERS=(Path(kept) / "keys", Path(kept) / "keys-again"),
            OPENBAO={},
            HOLDERS_INTRODUCE_THEMSELVES=False,  # its people are names in files: nobody could read a code out
        ),
    ):
        the_keyring().begin()
        load_fixture_council(folder, at=timezone.now())
        yield


def _administrator(home: Places) -> Parameters:
    """Who makes the database; of several commands that begin at once on a fresh home, one makes the role."""
    with exclusive(home.home / "making.lock"):
        return embedded_admin(home)


def _folder(name: str) -> Path:
    """A packaged fixture by its name, or a folder."""
    packaged = PACKAGED / name
    if name in {path.name for path in PACKAGED.iterdir()} and packaged.is_dir():
        return packaged
    folder = Path(name)
    if name and folder.is_dir():
        return folder
    known = ", ".join(sorted(path.name for path in PACKAGED.iterdir() if path.is_dir()))
    raise NotLoaded(
        f"There is no fixture {name}.",
        why="It is neither the name of a packaged fixture nor a folder.",
        next_step=f"Give a folder of register files, or one of: {known}.",
    )


@contextmanager
def _connected(home: Places, *, database: str) -> Iterator[None]:
    """Django's connection turned to the throw-away database, and back."""
    before = connection.settings_dict
    app = in_embedded(home, role="app", user=settings.DATABASE_ROLES["app"], database=database)
    connection.close()
    connection.settings_dict = before | {
        "NAME": database,
        "HOST": app["host"],
        "PORT": "",
        "USER": app["user"],
        "PASSWORD": "",
        "OPTIONS": PLANS_ARE_KEPT | {"passfile": app["passfile"]},
    }
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = before
