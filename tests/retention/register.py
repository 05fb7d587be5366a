"""A register with a home, keys and a seal of its own, that can be backed up, restored and checked from outside.

What tests of retention ask is what a restored register does: so a backup holds a copy of the database that the server
keeps, which takes a tenth of a dump's time and of building from it, and is not held against it: a copy has its rows and
guards. A test of what lies in a dump, or comes out of one, asks for `real_dumps`; tests/machine has those of backup and
restore themselves.
"""

import atexit
import itertools
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import pytest
from django.conf import settings as django_settings
from django.db import connection

from tests import server
from tests.audit_log import sealing
from tests.council import a_council
from tests.fixtures import point_django_at
from tests.people import People
from tests.run import HOME
from watchbook.keys.keyring import the_keyring
from watchbook.machine import backup, database, drill, restore, schema_guards
from watchbook.machine.connection import as_role, connect, run
from watchbook.machine.places import Places, places

COPIES = itertools.count(1)
KEPT = ExitStack()  # the databases of what was brought about, until this process ends
_kept = {}
atexit.register(KEPT.close)
AS_IT_IS = [
    (backup, "_run_pg_dump", backup._run_pg_dump),
    (restore, "_restore_database", restore._restore_database),
    (restore, "_check_counts", restore._check_counts),
    (schema_guards, "measured", schema_guards.measured),
]


@dataclass(frozen=True)
class ReachedRegister:
    """What was brought about: the database, the folder, and what the act gave."""

    database: str
    folder: Path
    given: object


@dataclass
class Register:
    """A register of its own: its people, database and home; what makes its backups and seals its log."""

    people: People
    database: str
    folder: Path
    home: Places
    seal: object
    copies: list = field(default_factory=list)
    has_real_dumps: bool = False

    def brought_about(self, act):
        """Have an act bring about what tests start from, once a process; then put database, home, keys and seal back as they were."""
        connection.close()
        if act not in _kept:
            given = act(self)
            connection.close()
            _kept[act] = ReachedRegister(
                KEPT.enter_context(server.fresh_database()), Path(mkdtemp(dir=HOME)), given
            )
            server.make_anew(_kept[act].database, template=self.database)
            _copy(self.folder, to=_kept[act].folder)
        else:
            server.make_anew(self.database, template=_kept[act].database)
            _copy(_kept[act].folder, to=self.folder)
            self.seal = sealing.the_place(self.folder / "signing")
        point_django_at(self.database)
        return _kept[act].given

    def back_up(self):
        """Make a backup; its folder."""
        if not self.has_real_dumps:
            self._copy()
        source = as_role(
            server.admin(), places=server.HOME, prefix=server.PREFIX, role="backup", database=self.database
        )
        return backup.make(self.home, source=source, prefix=server.PREFIX, say=lambda _words: None)

    def _copy(self):
        """Keep the database as it is: nobody may be connected to it meanwhile."""
        connection.close()
        self.copies.append(f"{self.database}_copy_{next(COPIES)}")
        with connect(server.admin()) as admin:
            database.clone(admin, name=self.copies[-1], template=self.database)

    def dump(self, _source, *, snapshot, to):
        """Name the newest copy in the place of a dump."""
        to.write_text(self.copies[-1])

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


def _copy(folder, *, to):
    """Put what lies in a folder in the place of what lies in another."""
    shutil.rmtree(to)
    shutil.copytree(folder, to, symlinks=True)


def build(dump, *, owner):
    """Put the copy that a backup names in the place of an empty database, without what no dump holds."""
    database.drop(server.admin(), name=owner["dbname"])
    with connect(server.admin()) as admin:
        database.clone(admin, name=owner["dbname"], template=dump.read_text())
    with connect(owner) as sql:
        for table in sorted(backup.PASSING):
            run(sql, "TRUNCATE {table}", table=table)


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
    seal = sealing.a_place(tmp_path / "signing")
    made = Register(People(a_council()), committed, tmp_path, home, seal)
    with monkeypatch.context() as patched:
        patched.setattr(backup, "_run_pg_dump", made.dump)
        patched.setattr(restore, "_restore_database", build)
        patched.setattr(restore, "_check_counts", lambda _contents, *, owner: None)
        patched.setattr(schema_guards, "measured", lambda _connection, *, prefix: {})
        yield made
    for copy in made.copies:
        database.drop(server.admin(), name=copy)


@pytest.fixture
def real_dumps(register, monkeypatch):
    """A backup of the register holds a dump, and a restore builds from it."""
    register.has_real_dumps = True
    with monkeypatch.context() as patched:  # undone before the register's own
        for of_it in AS_IT_IS:
            patched.setattr(*of_it)
        yield
