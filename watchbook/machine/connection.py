"""Who connects where: the administrator of a server and the roles under it, as psycopg's arguments."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from watchbook.machine import cluster
from watchbook.machine.failure import Failure
from watchbook.machine.places import Places
from watchbook.machine.postgres import socket_folder

# Keyword arguments of psycopg.connect.
Parameters = Mapping[str, str]
Connection = psycopg.Connection[tuple[object, ...]]

ROLES = ("owner", "app", "sealer", "reader", "backup", "capture")
OLDEST_SERVER = 160000  # the first whose CREATEROLE roles can administer only what they made
MAINTENANCE = "postgres"
SETTINGS = "watchbook.config.settings"
PACKAGE = Path(__file__).resolve().parent.parent


def role_names(prefix: str) -> dict[str, str]:
    """The six roles' names under a prefix."""
    return {role: f"{prefix}_{role}" for role in ROLES}


def in_embedded(places: Places, *, role: str, user: str, database: str = MAINTENANCE) -> Parameters:
    """A role of the embedded server, by its password file."""
    passfile = str(places.passfile(role))
    return {"host": str(socket_folder(places)), "user": user, "passfile": passfile, "dbname": database}


def at_address(url: str) -> Parameters:
    """Another server's role, by its address."""
    parts = conninfo_to_dict(url)
    return {name: str(value) for name, value in {"dbname": MAINTENANCE, **parts}.items() if value is not None}


def as_role(admin: Parameters, *, places: Places, prefix: str, role: str, database: str) -> Parameters:
    """One of the six roles on the administrator's server."""
    where = {name: admin[name] for name in ("host", "port", "hostaddr", "sslmode") if name in admin}
    passfile = str(places.passfile(role))
    return {**where, "user": role_names(prefix)[role], "passfile": passfile, "dbname": database}


def connect(parameters: Parameters, *, dbname: str | None = None) -> Connection:
    """A connection that commits each statement by itself."""
    arguments = {"connect_timeout": "10", **parameters, **({"dbname": dbname} if dbname else {})}
    return psycopg.connect(make_conninfo("", **arguments), autocommit=True)


def value_of(connection: Connection, query: str | sql.Composed, *arguments: object) -> Any:
    """The one value that a query gives; None where it gives no row."""
    row = connection.execute(query, arguments or None).fetchone()
    return row[0] if row else None


def run(connection: Connection, statement: str, **names: str) -> None:
    """One statement, the names in it quoted."""
    quoted = {key: sql.Identifier(name) for key, name in names.items()}
    connection.execute(sql.SQL(statement).format(**quoted))


def environment_for(admin: Parameters, *, places: Places, prefix: str, database: str) -> dict[str, str]:
    """The variables by which a command of ours works on this database, as whichever role it takes."""
    variables = {
        "WATCHBOOK_HOME": str(places.home),
        "WATCHBOOK_ROLE_PREFIX": prefix,
        "WATCHBOOK_DATABASE_NAME": database,
    }
    if admin.get("host") == str(socket_folder(places)):
        return variables
    where = f"{quote(admin.get('host', ''), safe='')}:{admin.get('port', '5432')}"  # a socket's folder too
    for role, name in role_names(prefix).items():
        password = cluster.ensure_password(places.passfile(role), user=name)
        variable = "DATABASE_URL" if role == "app" else f"DATABASE_{role.upper()}_URL"
        variables[variable] = f"postgresql://{quote(name)}:{quote(password)}@{where}/{quote(database)}"
    return variables


def run_django(*arguments: str, variables: Mapping[str, str]) -> None:
    """One of Django's commands in a process of its own; its complaint becomes ours."""
    done = subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        env={"DJANGO_SETTINGS_MODULE": SETTINGS, **os.environ, **variables},
        cwd=PACKAGE.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failure(
            f"`django {arguments[0]}` failed.",
            why=f"It said: {done.stderr.strip()[-1500:]}",
            next_step="Mend what it names and give the same command again: what is done stays done.",
        )
