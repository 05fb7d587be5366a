"""Databases: made with their rights, cloned, renamed, dropped; and databases to throw away.

The administrator is a role that may create databases and roles, on the embedded server
(`roles.embedded_admin`) or on another one (`connection.at_address`); PostgreSQL 16 or newer, no superuser.
"""

import functools
import hashlib
import importlib.metadata
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchbook.machine.connection import (
    PACKAGE,
    Connection,
    Parameters,
    as_role,
    connect,
    environment_for,
    role_names,
    run,
    run_django,
    value_of,
)
from watchbook.machine.failure import Failure
from watchbook.machine.places import Places
from watchbook.machine.roles import (
    deny_large_objects,
    embedded_admin,
    grant_defaults,
    prepare_roles,
)

Migrate = Callable[[str], None]

BUILTIN_LOCALE_SINCE = 170000
TEMPLATES = "watchbook templates"  # the lock's name
RANDOM = 8  # bytes in the name of what is thrown away
# Their migrations are in the template too.
MIGRATING_PACKAGES = ("django", "django-allauth", "procrastinate")


def prepare(admin: Parameters, *, database: str, prefix: str, places: Places) -> None:
    """The six roles with password files, the database and its rights; changes nothing that is so already."""
    with connect(admin) as connection:
        prepare_roles(admin, prefix=prefix, places=places)
        if not exists(connection, database):
            create_empty(connection, name=database, prefix=prefix)
    deny_large_objects(admin, places=places, database=database)
    owner = as_role(admin, places=places, prefix=prefix, role="owner", database=database)
    grant_defaults(owner, prefix=prefix)


def create_empty(connection: Connection, *, name: str, prefix: str) -> None:
    """An empty database of the owner's, open to the six roles only, sorting the same on every host."""
    builtin = connection.info.server_version >= BUILTIN_LOCALE_SINCE
    locale = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'" if builtin else "LOCALE_PROVIDER libc"
    run(
        connection,
        "CREATE DATABASE {name} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8'"
        f" LC_COLLATE 'C' LC_CTYPE 'C' {locale}",
        name=name,
        owner=role_names(prefix)["owner"],
    )
    _admit(connection, name=name, guests=list(role_names(prefix).values()))


def clone(connection: Connection, *, name: str, template: str) -> None:
    """A copy of a database with its owner and with who may connect (PostgreSQL's own copy forgets both)."""
    query = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s"
    owners = _column(connection, query, template)
    if not owners:
        raise Failure(
            f"There is no database {template} to copy.",
            why="It was dropped, or never made.",
            next_step="Give the same command again.",
        )
    # File by file: through the server's log, which is the default, costs several times as much.
    statement = "CREATE DATABASE {name} OWNER {owner} TEMPLATE {template} STRATEGY FILE_COPY"
    run(connection, statement, name=name, owner=owners[0], template=template)
    guests = _column(
        connection,
        "SELECT DISTINCT pg_get_userbyid(grantee) FROM pg_database, aclexplode(datacl)"
        " WHERE datname = %s AND grantee <> 0",
        template,
    )
    _admit(connection, name=name, guests=guests)


def exists(connection: Connection, name: str) -> bool:
    """Whether the server has a database of this name."""
    return bool(_column(connection, "SELECT datname FROM pg_database WHERE datname = %s", name))


def drop(admin: Parameters, *, name: str) -> None:
    """Drop a database, cutting its connections; no matter if it is gone already."""
    with connect(admin) as connection:
        _drop(connection, name)


def cut_off_clients(connection: Connection, *names: str) -> None:
    """End the clients' connections. An autovacuum worker is the server's own: not ours to end, and it gives way itself."""
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = ANY (%s) AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
        [list(names)],
    )


@contextmanager
def throw_away(
    places: Places, *, prefix: str, admin: Parameters | None = None, migrate: Migrate | None = None
) -> Iterator[str]:
    """The name of a fresh, migrated database that is dropped at the end; safe for many callers at once.

    `migrate` is given the name of an empty database, once per set of migrations; by default it is our own
    command as the owner. The server must be running (`postgres.running`).
    """
    admin = admin or embedded_admin(places)
    migrate = migrate or migrate_by_command(admin, places=places, prefix=prefix)
    template = template_name(prefix)
    name = f"{prefix}_throwaway_{secrets.token_hex(RANDOM)}"

    def make() -> None:
        prepare(admin, database=f"{prefix}_building", prefix=prefix, places=places)
        migrate(f"{prefix}_building")

    with connect(admin) as connection:
        _drop_orphans(connection, prefix=prefix)
        _try_lock(connection, name)
        while not _clone_if_made(connection, name=name, template=template):
            _make_template(connection, prefix=prefix, template=template, make=make)
        try:
            yield name
        finally:
            _drop(connection, name)


def migrate_by_command(admin: Parameters, *, places: Places, prefix: str) -> Migrate:
    """Migrations by Django's command, in a process of its own, as the owner. What is thrown away is a test's."""

    def migrate(name: str) -> None:
        where = environment_for(admin, places=places, prefix=prefix, database=name)
        told = {"WATCHBOOK_DATABASE_ROLE": "owner", "WATCHBOOK_MODE": "test"}
        run_django("migrate", "--no-input", "--skip-checks", "-v0", variables={**where, **told})

    return migrate


@functools.cache
def template_name(prefix: str) -> str:
    """Name the database with these migrations that others are cloned from: a process runs those that it began with."""
    return f"{prefix}_template_{migrations_digest(PACKAGE)}"


def migrations_digest(folder: Path) -> str:
    """Names and contents of every migration and of what upgrades write anew, and the versions of the packages that bring their own."""
    digest = hashlib.sha256()
    for path in (*sorted(folder.glob("*/migrations/*.py")), *folder.glob("machine/guards.txt")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder)}:{len(content)}:".encode())
        digest.update(content)
    for name in MIGRATING_PACKAGES:
        digest.update(f"{name}={importlib.metadata.version(name)};".encode())
    return digest.hexdigest()[:12]


def _clone_if_made(connection: Connection, *, name: str, template: str) -> bool:
    """Clone under a shared lock, so that nobody replaces the template meanwhile."""
    connection.execute("SELECT pg_advisory_lock_shared(hashtextextended(%s, 0))", [TEMPLATES])
    try:
        if made := exists(connection, template):
            clone(connection, name=name, template=template)
        return made
    finally:
        connection.execute("SELECT pg_advisory_unlock_shared(hashtextextended(%s, 0))", [TEMPLATES])


def _make_template(connection: Connection, *, prefix: str, template: str, make: Callable[[], None]) -> None:
    """Made under another name and renamed when whole; templates of other migrations go."""
    connection.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [TEMPLATES])
    try:
        if exists(connection, template):
            return
        for old in [f"{prefix}_building", *names(connection, prefix=f"{prefix}_template_")]:
            _drop(connection, old)
        make()
        run(connection, "ALTER DATABASE {old} RENAME TO {new}", old=f"{prefix}_building", new=template)
        run(connection, "ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false", name=template)
    finally:
        connection.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [TEMPLATES])


def _drop_orphans(connection: Connection, *, prefix: str) -> None:
    """Databases whose caller was killed, and what was restored beside them: nobody holds their lock any more."""
    begins = f"{prefix}_throwaway_"
    for name in names(connection, prefix=begins):
        thrown_away = name[: len(begins) + 2 * RANDOM]
        if _try_lock(connection, thrown_away):
            _drop(connection, name)
            connection.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [thrown_away])


def _try_lock(connection: Connection, name: str) -> bool:
    return bool(value_of(connection, "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", name))


def names(connection: Connection, *, prefix: str) -> list[str]:
    """The databases whose names begin so."""
    return _column(connection, "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", prefix)


def _column(connection: Connection, query: str, value: str) -> list[str]:
    return [str(row[0]) for row in connection.execute(query.encode(), [value]).fetchall()]


def _admit(connection: Connection, *, name: str, guests: list[str]) -> None:
    run(connection, "REVOKE ALL ON DATABASE {name} FROM PUBLIC", name=name)
    for guest in guests:
        run(connection, "GRANT CONNECT ON DATABASE {name} TO {guest}", name=name, guest=guest)


def _drop(connection: Connection, name: str) -> None:
    """Closed, left by its clients, dropped. `WITH (FORCE)` is refused to us while an autovacuum worker is inside."""
    if exists(connection, name):
        run(connection, "ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false", name=name)
        cut_off_clients(connection, name)
        run(connection, "DROP DATABASE IF EXISTS {name}", name=name)
