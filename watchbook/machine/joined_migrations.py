"""Migrations that replace several of before: a home that had only some of those is upgraded by an earlier commit first."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from watchbook.machine.failure import Failure

BEFORE_JOINED = "6133dfd96"  # the last commit that has each of the migrations that others replace since


def see_to_joined_migrations() -> None:
    """Raise Failure where some of what one migration replaces was applied, and not all, before anything else is applied.

    Django leaves such a migration out, says nothing and goes on with the next of its part: after that no commit takes the home.
    """
    applied = MigrationRecorder(connection).applied_migrations().keys()
    for key, one in MigrationLoader(None, replace_migrations=False).disk_migrations.items():
        had = applied & set(one.replaces)
        if key not in applied and 0 < len(had) < len(one.replaces):
            raise Failure(
                "The database was not brought up to date.",
                why="It has some of the migrations that this version of Watchbook joined into one, and not all of them.",
                next_step=f"Run `watchbook setup` of commit {BEFORE_JOINED} first, or begin with a new home.",
            )
