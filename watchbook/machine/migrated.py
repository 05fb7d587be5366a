"""Whether a database has had every migration of this release: asked of their names, which takes no process of its own."""

import pkgutil
from importlib.util import find_spec

from django.apps import apps

from watchbook.machine.connection import Parameters, connect
from watchbook.machine.failure import Failure

APPLIED = "SELECT app, name FROM django_migrations"
BEFORE_JOINED = "6133dfd96"  # the last commit that has each of the migrations that others replace since


def has_every_migration(parameters: Parameters) -> bool:
    """Whether nothing is left to apply. Raises psycopg.Error where the database cannot be asked, or was never migrated."""
    with connect(parameters) as connection:
        return released() <= set(connection.execute(APPLIED))


def see_to_every_migration(parameters: Parameters) -> None:
    """Raise Failure where Django left one out: it does so, and says nothing, where some of what one replaces was applied and not all."""
    if not has_every_migration(parameters):
        raise Failure(
            "The database was not brought up to date.",
            why="It has some of the migrations that this version of Watchbook joined into one, and not all of them.",
            next_step=f"Run `watchbook setup` of commit {BEFORE_JOINED} first, or begin with a new home.",
        )


def released() -> set[tuple[object, ...]]:
    """Return the label and the name of each migration: ours and those of the packages."""
    found = ((one.label, find_spec(f"{one.name}.migrations")) for one in apps.get_app_configs())
    folders = {label: there.submodule_search_locations for label, there in found if there}
    return {
        (label, one.name) for label, folder in folders.items() for one in pkgutil.iter_modules(folder or ())
    }
