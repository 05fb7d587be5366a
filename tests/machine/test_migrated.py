"""A database is as this release wants it once every migration that lies beside the code was applied."""

import os
import subprocess
import sys

from django.db.migrations.loader import MigrationLoader

from tests import server
from watchbook.machine import doctor
from watchbook.machine.connection import SETTINGS, as_role
from watchbook.machine.migrated import has_every_migration, released


def test_the_migrations_of_a_release_are_those_that_django_applies():
    assert released() == set(MigrationLoader(None).disk_migrations)


def test_a_database_lacks_migrations_until_the_last_is_applied(committed, as_owner):
    def parameters(role):
        return as_role(
            server.admin(), places=server.HOME, prefix=server.PREFIX, role=role, database=committed
        )

    assert has_every_migration(parameters("app"))
    assert doctor.migrations_applied(parameters).ok
    as_owner.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")
    assert not has_every_migration(parameters("app"))
    found = doctor.migrations_applied(parameters)
    assert (found.ok, found.why) == (False, "Some have not been applied.")


def test_a_database_with_some_of_what_a_migration_replaces_is_refused_before_a_later_one_is_applied(
    committed, as_owner
):
    every = MigrationLoader(None, replace_migrations=False).disk_migrations.values()
    joined = next(one for one in every if (one.app_label, one.name) == ("looks", "0003_signed_and_kept"))
    gone = [joined.name, joined.replaces[-1][1], "0006_pages_in_order"]
    as_owner.execute("DELETE FROM django_migrations WHERE app = 'looks' AND name = ANY (%s)", [gone])
    told = {"WATCHBOOK_DATABASE_ROLE": "owner", "DJANGO_SETTINGS_MODULE": SETTINGS}
    done = subprocess.run(
        [sys.executable, "-m", "watchbook.machine.migrator"],
        env={**os.environ, **server.variables(committed), **told},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.split(".")[0]) == (1, "The database was not brought up to date")
    left = as_owner.execute("SELECT name FROM django_migrations WHERE app = 'looks'").fetchall()
    assert not {name for (name,) in left} & set(gone)
