"""A register with a home, keys and a seal of its own, that can be backed up, restored and checked from outside."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

from tests import server
from tests.audit_log import sealing
from tests.council import a_council
from tests.fixtures import point_django_at
from tests.people import People
from watchbook.keys.keyring import the_keyring
from watchbook.machine import backup, drill, restore
from watchbook.machine.connection import as_role
from watchbook.machine.places import Places, places


@dataclass
class Register:
    """A register of its own: its people, database and home; what makes its backups and seals its log."""

    people: People
    database: str
    home: Places
    seal: object

    def back_up(self):
        """Make a backup; its folder."""
        source = as_role(
            server.admin(), places=server.HOME, prefix=server.PREFIX, role="backup", database=self.database
        )
        return backup.make(self.home, source=source, prefix=server.PREFIX, say=lambda _words: None)

    def bring_back(self, folder):
        """Restore a backup in the place of the register, and go on with it."""
        connection.close()
        restore.restore(
            self.home,
            folder=folder,
            admin=server.admin(),
            name=self.database,
            prefix=server.PREFIX,
            say=lambda _words: None,
        )
        # A database's name has 63 bytes at most, so those of two restores in ten seconds would be one.
        restore.drop_before(self.home, admin=server.admin(), name=self.database)
        point_django_at(self.database)

    def drilled(self, folder):
        """Restore a backup in a drill."""
        return drill.drill(
            self.home,
            folder=folder,
            admin=server.admin(),
            name=self.database,
            prefix=server.PREFIX,
            say=lambda _words: None,
        )

    def sealed(self):
        """Seal and sign all that waits."""
        return sealing.sealed(self.database, self.seal)

    @property
    def log_key(self):
        """The line of the log's key, as the authority publishes it."""
        return self.seal.signer.verifier.line

    @property
    def key_folders(self):
        """Where its keys lie."""
        return [Path(one) for one in django_settings.KEY_FOLDERS]


@pytest.fixture
def register(committed, settings, tmp_path, monkeypatch):
    """A register whose every act commits."""
    home = places(tmp_path / "home")
    monkeypatch.setattr(settings.PLACES, "deletions", home.deletions)
    monkeypatch.setattr(settings.PLACES, "came_back", home.came_back)
    home.files.mkdir(parents=True)
    home.secrets.symlink_to(server.HOME.secrets)  # of the roles, which are the server's
    settings.FILES_FOLDER, settings.FILES_S3, settings.OPENBAO = home.files, {}, {}
    settings.KEY_FOLDERS = (tmp_path / "first keys", tmp_path / "second keys")
    the_keyring().begin()
    return Register(People(a_council()), committed, home, sealing.a_place(tmp_path / "signing"))
