"""The council's mail server as the environment names it; a part of sign_in_settings.py."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

# Encrypted from the start, encrypted before anything is said, or not at all on this machine.
SERVER = re.compile(
    r"(smtps|smtp\+starttls)://([A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9a-f:]+\])(?::(\d{1,5}))?/?"
    r"|(smtp)://(localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?/?"
)
PORTS = {"smtps": 465, "smtp+starttls": 587, "smtp": 25}
SENDER = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,253}")
TIMEOUT = 20  # seconds: the server does not answer


def sender(values: Mapping[str, str]) -> str:
    """Return the address that messages come from; empty where the operator named no server."""
    server, told = values.get("WATCHBOOK_MAIL_SERVER", ""), values.get("WATCHBOOK_MAIL_FROM", "")
    if not server and not told:
        return ""
    if not SERVER.fullmatch(server) or not SENDER.fullmatch(told):
        raise ImproperlyConfigured(
            "Set WATCHBOOK_MAIL_SERVER and WATCHBOOK_MAIL_FROM together: the server, such as smtp+starttls://mail.example.org or"
            " smtps://mail.example.org:465 (smtp:// on this machine alone), and the address that messages come from."
        )
    return told


def mailer(values: Mapping[str, str], *, password_file: Path) -> dict[str, Any]:
    """Return Django's settings of the server."""
    found = SERVER.fullmatch(values.get("WATCHBOOK_MAIL_SERVER", ""))
    if not sender(values) or not found:
        return {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    kind, host, port = found.groups()[:3] if found[1] else found.groups()[3:]
    options = {
        "host": host.strip("[]"),
        "port": int(port or PORTS[kind]),
        "use_ssl": kind == "smtps",
        "use_tls": kind == "smtp+starttls",
        "timeout": TIMEOUT,
    }
    if user := values.get("WATCHBOOK_MAIL_USER", ""):
        file = Path(values.get("WATCHBOOK_MAIL_PASSWORD_FILE") or password_file)
        options |= {"username": user, "password": _password(file)}
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


def _password(file: Path) -> str:
    """The password, in the process that sends: the others cannot read it and need not."""
    with suppress(FileNotFoundError, PermissionError):
        return file.read_text().strip()
    return ""
