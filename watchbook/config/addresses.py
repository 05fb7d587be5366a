"""Addresses in the environment's variables: an origin of its own, a database server, a scanner's socket."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
SCANNER_SOCKET, SCANNER_PORT = (
    re.compile(r"/[^:]+"),
    re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\]):(\d{1,5})"),
)

# psycopg keeps no plan where no number of executions is set, as Django leaves it: only what asks to be kept is kept.
PLANS_ARE_KEPT = {"prepare_threshold": 10**9}


def origin_apart(named: str, *, hosts: list[str], schemes: Sequence[str]) -> str:
    """An origin as browsers write it, refused where it is not apart from our own hosts."""
    try:
        parts = urlsplit(named.strip().rstrip("/"))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if not HOST.fullmatch(host) or parts.scheme not in schemes or any(parts[2:]) or "@" in parts.netloc:
        raise ImproperlyConfigured(
            f"WATCHBOOK_REPLAY_ORIGIN is {named!r}. It takes {' or '.join(schemes)}:// and a host, such as"
            " https://replay.council.gov.uk, without a path."
        )
    if host in {one.lower().rstrip(".") for one in hosts}:
        raise ImproperlyConfigured(
            f"WATCHBOOK_REPLAY_ORIGIN is on {host}, where the application itself answers. What was captured must be shown"
            " on a host of its own: name another one that leads here."
        )
    is_usual = port in {None, {"https": 443, "http": 80}[parts.scheme]}
    return f"{parts.scheme}://{host}{'' if is_usual else f':{port}'}"


def scanner_at(named: str) -> str:
    """The socket of a scanner, empty for none; refused beyond this machine, since files go there as they are."""
    port = SCANNER_PORT.fullmatch(named)
    if named and not SCANNER_SOCKET.fullmatch(named) and not (port and 0 < int(port[1]) < 2**16):
        raise ImproperlyConfigured(
            f"WATCHBOOK_CLAMD is {named!r}. It takes the path of a socket, such as /run/clamav/clamd.ctl, or a port of this"
            " machine, such as 127.0.0.1:3310: files are sent there unencrypted."
        )
    return named


def database_at(url: str, *, variable: str) -> dict[str, Any]:
    """Django's settings from postgresql://user:password@host:port/name, which a variable holds."""
    refusal = ImproperlyConfigured(
        f"{variable} is not an address like postgresql://user:password@host:5432/name."
    )
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise refusal from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise refusal
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "OPTIONS": PLANS_ARE_KEPT | {"connect_timeout": 10} | dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
