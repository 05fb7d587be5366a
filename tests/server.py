"""The databases of a test run: on the server that is kept between runs, or on that of DATABASE_URL.

Whoever first asks for the server joins it (tests/kept.py). Each worker works as the app role on a clone of the migrated
template, and so does each test that commits for real.
"""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests import kept, run
from tests.run import ADMIN_ADDRESS, PREFIX
from watchbook.machine import cluster, postgres, server_doctor
from watchbook.machine.connection import PACKAGE, SETTINGS, as_role, at_address, connect, environment_for
from watchbook.machine.database import (
    clone,
    drop,
    template_name,
    throw_away,
)
from watchbook.machine.locking import exclusive
from watchbook.machine.places import places
from watchbook.machine.roles import embedded_admin, prepare_roles

# This server's data is thrown away. What a crash may not cost is tested on servers of their own (tests/machine).
HASTE = "fsync = off\nfull_page_writes = off\nautovacuum = off\nscram_iterations = 1\nwal_init_zero = off\n"
server_doctor.AS_MADE |= {line.partition(" ")[0] for line in HASTE.splitlines()}
HOME = places(run.HOME)
IS_EMBEDDED = not os.environ[ADMIN_ADDRESS]


def create_from_template(admin, *, name, template):
    """A copy of a database, made as the administrator."""
    with connect(admin) as connection:
        clone(connection, name=name, template=template)


@functools.cache
def admin():
    """Who may create databases and roles on the test server, which runs from here on."""
    if IS_EMBEDDED:
        live_in(HOME, kept.join(prefix=PREFIX, settings=HASTE))
        return embedded_admin(HOME)
    address = at_address(os.environ[ADMIN_ADDRESS])
    with exclusive(HOME.home / "roles.lock"):
        prepare_roles(address, prefix=PREFIX, places=HOME)
    return address


def live_in(home, server):
    """Have a home know the server as its own: its folders, and a copy of its passwords."""
    with exclusive(home.home / "moving-in.lock"):
        if not home.secrets.exists():
            shutil.copytree(server.secrets, home.secrets)
            (home.home / "run").symlink_to(postgres.socket_folder(server))
            home.postgres.symlink_to(server.postgres)
            cluster.log_file(home).symlink_to(cluster.log_file(server))


@contextmanager
def fresh_database() -> Iterator[str]:
    """The name of a migrated database with nothing in it but its mode, dropped at the end."""
    with throw_away(HOME, prefix=PREFIX, admin=admin(), migrate=_migrate) as name:
        yield name


def _migrate(name):
    """In a process of its own, as the owner; no line of it is counted, since no coverage is asked of migrations."""
    counting = {variable: "" for variable in os.environ if variable.startswith("COVERAGE_")}
    told = {"WATCHBOOK_DATABASE_ROLE": "owner", "DJANGO_SETTINGS_MODULE": SETTINGS}
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--skip-checks", "-v0"],
        env={**os.environ, **counting, **variables(name), **told},
        cwd=PACKAGE.parent,
        check=True,
    )


def make_anew(name, *, template=""):
    """Put a fresh database, or a copy of another one, in the place of one of the same name, whoever still has it open."""
    drop(admin(), name=name)
    create_from_template(admin(), name=name, template=template or template_name(PREFIX))


def variables(database):
    """The environment variables by which our commands work on a database of this server."""
    return environment_for(admin(), places=HOME, prefix=PREFIX, database=database)


def as_database_role(role, *, database):
    """A connection that goes straight to SQL as one of our roles; each statement commits."""
    return connect(as_role(admin(), places=HOME, prefix=PREFIX, role=role, database=database))
