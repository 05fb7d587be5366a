"""Whether a database has had every migration of this release: asked of their names, which takes no process of its own."""

import pkgutil
from importlib.util import find_spec

from django.apps import apps

from watchbook.machine.connection import Parameters, connect

APPLIED = "SELECT app, name FROM django_migrations"


def has_every_migration(parameters: Parameters) -> bool:
    """Whether nothing is left to apply. Raises psycopg.Error where the database cannot be asked, or was never migrated."""
    with connect(parameters) as connection:
        return released() <= set(connection.execute(APPLIED))


def released() -> set[tuple[object, ...]]:
    """Return the label and the name of each migration: ours and those of the packages."""
    found = ((one.label, find_spec(f"{one.name}.migrations")) for one in apps.get_app_configs())
    folders = {label: there.submodule_search_locations for label, there in found if there}
    return {
        (label, one.name) for label, folder in folders.items() for one in pkgutil.iter_modules(folder or ())
    }
