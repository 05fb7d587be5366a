"""The database server of a test run: one embedded PostgreSQL in a temporary home, or the one of DATABASE_URL.

Loaded by pytest's `-p` before Django's settings, since it says where the database is. The controller starts it once;
each worker works as the app role on a clone of the migrated template, and so does each test that commits for real.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchbook.machine import cluster, postgres
from watchbook.machine.connection import PACKAGE, SETTINGS, as_role, at_address, connect, environment_for
from watchbook.machine.database import (
    create_from_template,
    drop,
    migrations_digest,
    throw_away,
)
from watchbook.machine.places import places
from watchbook.machine.roles import embedded_admin, prepare_roles

PREFIX = "watchbook_test"
ADMIN_ADDRESS = "TESTS_ADMIN_ADDRESS"
# This server's data is thrown away. What a crash may not cost is tested on servers of their own (tests/machine).
HASTE = "fsync = off\nfull_page_writes = off\nautovacuum = off\n"
IS_CONTROLLER = "PYTEST_XDIST_WORKER" not in os.environ

os.environ["OPENPYXL_LXML"] = (
    "False"  # as watchbook.files.workbook sets it, before a test imports openpyxl itself
)
if IS_CONTROLLER:
    os.environ["WATCHBOOK_MODE"] = "test"
    os.environ["WATCHBOOK_HOME"] = tempfile.mkdtemp(prefix="watchbook-test-")
    os.environ["WATCHBOOK_ROLE_PREFIX"] = PREFIX
    os.environ[ADMIN_ADDRESS] = os.environ.pop("DATABASE_URL", "")
    # In memory where there is such a folder: keys are written through to the disk one by one, and captures lie nowhere else.
    MEMORY = tempfile.mkdtemp(prefix="watchbook-test-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    (Path(MEMORY) / "keys").mkdir(mode=0o700)
    (Path(os.environ["WATCHBOOK_HOME"]) / "keys").symlink_to(Path(MEMORY) / "keys")
    os.environ["WATCHBOOK_CAPTURE_FOLDER"] = MEMORY
HOME = places(Path(os.environ["WATCHBOOK_HOME"]))
IS_EMBEDDED = not os.environ[ADMIN_ADDRESS]


def pytest_configure(config):
    """Start the server, once for all workers."""
    if IS_CONTROLLER and IS_EMBEDDED:
        cluster.make(HOME, say=lambda line: None)
        with (HOME.postgres / "postgresql.conf").open("a") as settings:
            settings.write(HASTE)
        postgres.start(HOME, say=lambda line: None)
    if IS_CONTROLLER:
        prepare_roles(admin(), prefix=PREFIX, places=HOME)


def pytest_unconfigure(config):
    """Stop the server and remove its home."""
    if not IS_CONTROLLER:
        return
    if IS_EMBEDDED:
        postgres.stop(HOME, say=lambda line: None)
    shutil.rmtree(HOME.home, ignore_errors=True)
    shutil.rmtree(MEMORY, ignore_errors=True)


def admin():
    """Who may create databases and roles on the test server."""
    return embedded_admin(HOME) if IS_EMBEDDED else at_address(os.environ[ADMIN_ADDRESS])


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
        [sys.executable, "-m", "tests.quick_migrations"],
        env={**os.environ, **counting, **variables(name), **told},
        cwd=PACKAGE.parent,
        check=True,
    )


def make_anew(name):
    """Put a fresh database in the place of one of the same name, whoever still has it open."""
    drop(admin(), name=name)
    create_from_template(admin(), name=name, template=f"{PREFIX}_template_{migrations_digest(PACKAGE)}")


def variables(database):
    """The environment variables by which our commands work on a database of this server."""
    return environment_for(admin(), places=HOME, prefix=PREFIX, database=database)


def as_database_role(role, *, database):
    """A connection that goes straight to SQL as one of our roles; each statement commits."""
    return connect(as_role(admin(), places=HOME, prefix=PREFIX, role=role, database=database))
