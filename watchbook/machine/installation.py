"""This installation, as the settings describe it: its home, its server, its roles."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.conf import settings

from watchbook.machine import postgres
from watchbook.machine.connection import Parameters, at_address, in_embedded
from watchbook.machine.failure import Failure
from watchbook.machine.places import Places
from watchbook.machine.roles import check_roles, embedded_admin, ensure_roles


def places() -> Places:
    """The home."""
    return settings.PLACES


def prefix() -> str:
    """What the database roles' names begin with."""
    return str(settings.ENVIRONMENT.role_prefix)


def database_name() -> str:
    """The database's name."""
    return str(settings.ENVIRONMENT.database(places(), settings.DATABASE_ROLES)["NAME"])


def check_secret_key() -> None:
    """Refuse to serve without the key of sessions and forms, which all processes of the web server share."""
    if not (_variable("WATCHBOOK_SECRET_KEY") or os.access(places().secret_key, os.R_OK)):
        raise Failure(
            "The web server has no key for sessions and forms.",
            why=f"It cannot read {places().secret_key}, and WATCHBOOK_SECRET_KEY is not set.",
            next_step="Run `watchbook setup` if that was never done. Else give this process the content of that file in the variable.",
        )


def is_embedded() -> bool:
    """Whether the database server is our own to start and stop."""
    return not settings.ENVIRONMENT.is_elsewhere


def parameters(role: str) -> Parameters:
    """Return how one of the six roles connects."""
    if is_embedded():
        user = settings.DATABASE_ROLES[role]
        return in_embedded(places(), role=role, user=user, database=database_name())
    name = "DATABASE_URL" if role == "app" else f"DATABASE_{role.upper()}_URL"
    if not _variable(name):
        raise Failure(
            f"How to reach the database as the {role} role is not known.",
            why=f"The database is on another server and {name} is not set.",
            next_step=f"Set {name} to an address like postgresql://user:password@host:5432/name.",
        )
    return at_address(_variable(name))


def administrator(address: str | None) -> Parameters:
    """Who may create and rename databases: the embedded server's creator, or a role named by its address."""
    if address:
        return at_address(address)
    if is_embedded():
        return embedded_admin(places())
    raise Failure(
        "Who may create databases on the server is not known.",
        why="The database is on another server, whose everyday roles may not create any.",
        next_step="Give --server with the address of a role that may create databases and roles.",
    )


def see_to_roles() -> None:
    """Make the roles that a home of an earlier release lacks; on another server, raise Failure where one is missing."""
    if is_embedded():
        ensure_roles(places(), prefix=prefix())
    else:
        check_roles(parameters("owner"), prefix=prefix())


@contextmanager
def server() -> Iterator[None]:
    """The database server, running: our own is started if need be; whoever leaves last stops it."""
    with postgres.running(places()) if is_embedded() else nullcontext():
        yield


def _variable(name: str) -> str:
    return str(settings.ENVIRONMENT.values.get(name, ""))
