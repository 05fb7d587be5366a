"""The doctor's look at the database server that is our own: who may do everything in it, who may sign in, and its settings."""

from collections.abc import Iterator

from watchbook.machine import cluster
from watchbook.machine.connection import Connection
from watchbook.machine.finding import HealthFinding
from watchbook.machine.places import Places
from watchbook.machine.roles import CREATOR

SUBJECT = "Database server"
POWERFUL = """
    SELECT rolname FROM pg_catalog.pg_roles AS one
    WHERE NOT starts_with(rolname, 'pg_') AND rolname <> ALL (%s) AND (
        rolsuper OR rolbypassrls OR rolreplication OR rolcreaterole OR EXISTS (
            SELECT FROM pg_catalog.pg_auth_members JOIN pg_catalog.pg_roles AS given ON given.oid = roleid
            WHERE member = one.oid AND starts_with(given.rolname, 'pg_')
        )
    ) ORDER BY rolname
"""
METHOD = "scram-sha-256"
HERE = {"127.0.0.1/32", "::1/128"}
# What PostgreSQL writes into postgresql.conf when a server is made.
AS_MADE = {
    "max_connections",
    "shared_buffers",
    "dynamic_shared_memory_type",
    "max_wal_size",
    "min_wal_size",
    "log_timezone",
    "autovacuum_worker_slots",
    "datestyle",
    "timezone",
    "lc_messages",
    "lc_monetary",
    "lc_numeric",
    "lc_time",
    "default_text_search_config",
}


def server_finding(places: Places, connection: Connection) -> HealthFinding:
    """Tell of roles with power that are not Watchbook's, of ways in without a password, and of settings for the whole server."""
    found = [
        *_powerful(connection),
        *_let_in(places),
        *_set_otherwise(places),
        *_published(connection),
    ]
    if not found:
        return HealthFinding(
            SUBJECT, "only Watchbook's own roles have power over it, and each signs in by password."
        )
    return HealthFinding(
        SUBJECT,
        "it is not as Watchbook made it.",
        " ".join(found),
        "Find out who changed it and undo it; then run `watchbook audit-log verify`, which says what was changed meanwhile.",
    )


def _powerful(connection: Connection) -> Iterator[str]:
    for (name,) in connection.execute(POWERFUL, [[cluster.SUPERUSER, CREATOR]]).fetchall():
        yield f"The role {name} has power over every table and is not one of Watchbook's."


def _published(connection: Connection) -> Iterator[str]:
    for (name,) in connection.execute("SELECT pubname FROM pg_catalog.pg_publication").fetchall():
        yield f"The publication {name} offers tables to other servers; Watchbook made none."


def _let_in(places: Places) -> Iterator[str]:
    """Lines by which somebody gets in without a password, or from another machine."""
    for words in _lines(places, "pg_hba.conf"):
        if words.split()[-1] != METHOD:
            yield f"pg_hba.conf lets people in otherwise than by password: {words}."
        elif not words.startswith("local ") and HERE.isdisjoint(words.split()):
            yield f"pg_hba.conf lets people in from elsewhere: {words}."


def _set_otherwise(places: Places) -> Iterator[str]:
    for words in _lines(places, "postgresql.auto.conf"):
        yield f"A setting was changed by ALTER SYSTEM: {words}."
    for words in _lines(places, "postgresql.conf"):
        if words.partition("=")[0].split()[0].lower() not in AS_MADE:
            yield f"postgresql.conf has a line that Watchbook did not make: {words}."


def _lines(places: Places, name: str) -> list[str]:
    """The lines of a file of the server that say something."""
    try:
        content = (places.postgres / name).read_text(encoding="utf-8", errors="replace")
    except PermissionError:
        return []  # a process of fewer rights: the doctor, run as root, says it
    except OSError:
        return [f"{name} cannot be read"]
    told = (" ".join(line.partition("#")[0].split()) for line in content.splitlines())
    return [line for line in told if line]
