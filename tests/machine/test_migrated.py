"""A database is as this release wants it once every migration that lies beside the code was applied."""

from django.db.migrations.loader import MigrationLoader

from tests import server
from watchbook.machine import doctor
from watchbook.machine.connection import as_role
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
