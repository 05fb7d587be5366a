"""The database's roles and what each may do; made by a role that may create roles, not by the superuser."""

import psycopg
from psycopg import sql

from watchbook.machine import cluster
from watchbook.machine.connection import (
    OLDEST_SERVER,
    ROLES,
    Connection,
    Parameters,
    connect,
    in_embedded,
    role_names,
    run,
    value_of,
)
from watchbook.machine.failure import Failure
from watchbook.machine.places import Places

CREATOR = "watchbook_creator"

# What the owner's future tables, sequences and functions grant. DELETE is not here: each part grants it
# where it needs it. The sealer and the capture worker get nothing: migrations grant them their tables and columns, one by one.
DEFAULT_RIGHTS = (
    "REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
    "IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO {app}",
    "IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}",
    "IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {app}",
    "IN SCHEMA public GRANT SELECT ON TABLES TO {reader}",
    "IN SCHEMA public GRANT SELECT ON TABLES TO {backup}",
    "IN SCHEMA public GRANT SELECT ON SEQUENCES TO {backup}",
)
SCHEMA_RIGHTS = (
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {app}, {sealer}, {reader}, {backup}, {capture}",
)
MAKE_LARGE_OBJECTS = ("lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)")


def embedded_admin(places: Places) -> Parameters:
    """The embedded server's creator of databases and roles: the one thing that the superuser makes."""
    creator = in_embedded(places, role="creator", user=CREATOR)
    try:
        connect(creator).close()
    except psycopg.OperationalError:
        password = cluster.ensure_password(places.passfile("creator"), user=CREATOR)
        with connect(in_embedded(places, role="superuser", user=cluster.SUPERUSER)) as connection:
            _ensure_role(connection, CREATOR, password=password, options="CREATEDB CREATEROLE")
    return creator


def prepare_roles(admin: Parameters, *, prefix: str, places: Places) -> None:
    """The six roles and their password files; a password is changed only where its file was missing."""
    places.secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
    with connect(admin) as connection:
        _check_server(connection)
        for role, name in role_names(prefix).items():
            known = cluster.known_password(places.passfile(role), user=name) is not None
            password = cluster.ensure_password(places.passfile(role), user=name)
            if not known or not role_exists(connection, name):
                _ensure_role(connection, name, password=password, options="")
            if not _holds(connection, name):
                run(connection, "GRANT {role} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE", role=name)


def ensure_roles(places: Places, *, prefix: str) -> None:
    """On the embedded server: make the roles that a home of an earlier release has not, before its migrations grant them anything."""
    if not all(places.passfile(role).exists() for role in ROLES):
        prepare_roles(embedded_admin(places), prefix=prefix, places=places)


def check_roles(owner: Parameters, *, prefix: str) -> None:
    """On another server, whose operator makes the roles: refuse to go on without one. Raises Failure."""
    with connect(owner) as connection:
        missing = [name for name in role_names(prefix).values() if not role_exists(connection, name)]
    if missing:
        raise Failure(
            f"The database server has no role {', '.join(missing)}.",
            why="This release grants rights to it, and Watchbook's own roles may not make roles.",
            next_step="Make it as docs/how-to/use-another-postgresql.md says, give its address, and run `watchbook setup` again.",
        )


def grant_defaults(owner: Parameters, *, prefix: str) -> None:
    """As the owner: who may use the schema, and what each future table grants."""
    check_roles(owner, prefix=prefix)
    names = role_names(prefix)
    with connect(owner) as connection:
        for statement in SCHEMA_RIGHTS:
            run(connection, statement, **names)
        for rights in DEFAULT_RIGHTS:
            run(connection, f"ALTER DEFAULT PRIVILEGES FOR ROLE {{owner}} {rights}", **names)


def deny_large_objects(admin: Parameters, *, places: Places, database: str) -> None:
    """As the superuser, where we have its password: nobody makes large objects, which no guard sees and no backup holds."""
    if admin.get("user") != CREATOR or not places.passfile("superuser").exists():
        return
    superuser = in_embedded(places, role="superuser", user=cluster.SUPERUSER, database=database)
    with connect({**superuser, "host": admin["host"]}) as connection:
        for function in MAKE_LARGE_OBJECTS:
            run(connection, f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")


def role_exists(connection: Connection, name: str) -> bool:
    """Whether the server has a role of this name."""
    return value_of(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", name) is not None


def _check_server(connection: Connection) -> None:
    version = connection.info.server_version
    if version < OLDEST_SERVER:
        raise Failure(
            f"The database server is PostgreSQL {version // 10000}.",
            why="Watchbook needs 16 or newer: older ones cannot hold a role to the roles that it made.",
            next_step="Name a newer server in DATABASE_URL.",
        )


def _holds(connection: Connection, role: str) -> bool:
    """Whether we may act as the role and use what it owns."""
    query = "SELECT pg_has_role(current_user, %s, 'SET') AND pg_has_role(current_user, %s, 'USAGE')"
    return bool(value_of(connection, query, role, role))


def _ensure_role(connection: Connection, name: str, *, password: str, options: str) -> None:
    """Make the role or give it this password; only the password's verifier crosses the wire and any log."""
    verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    verb = "ALTER" if role_exists(connection, name) else "CREATE"
    secret = sql.Literal(verifier).as_string(connection)
    run(connection, f"{verb} ROLE {{name}} LOGIN {options} PASSWORD {secret}", name=name)
