"""The environment's variables that Watchbook reads, in one place, typed and refused when unknown."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal, cast

from django.core.exceptions import ImproperlyConfigured

from watchbook.config.addresses import PLANS_ARE_KEPT, database_at, origin_apart, scanner_at
from watchbook.config.mail_server import mailer, sender
from watchbook.config.variables import VARIABLES
from watchbook.machine.places import Places
from watchbook.machine.postgres import socket_folder

Mode = Literal["production", "demo", "test"]
MODES = ("production", "demo", "test")
# A server, over HTTPS unless it is this machine, and the name of a bucket there.
BUCKET = re.compile(
    r"(https://(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9a-f:]+\])(?::\d{1,5})?|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?)"
    r"/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/?"
)
LOGIN_ROLES = ("app", "owner", "sealer", "reader", "backup", "capture")
VARIABLE_PREFIX = "WATCHBOOK_"


def _address_of(role: str) -> str:
    """The variable that holds a role's address on another server."""
    return "DATABASE_URL" if role == "app" else f"DATABASE_{role.upper()}_URL"


@dataclass(frozen=True)
class Environment:
    """The variables as read; every method gives one setting."""

    values: Mapping[str, str]

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "Environment":
        """Refuse a misspelt variable: a setting that silently does nothing is worse than none."""
        unknown = sorted(
            name for name in values if name.startswith(VARIABLE_PREFIX) and name not in VARIABLES
        )
        if unknown:
            known = ", ".join(sorted(VARIABLES))
            raise ImproperlyConfigured(f"Unknown setting {', '.join(unknown)}. Known: {known}.")
        return cls(values=dict(values))

    def _get(self, name: str, default: str = "") -> str:
        return self.values.get(name) or default

    def _flag(self, name: str) -> bool:
        value = self._get(name, "0")
        if value not in {"0", "1"}:
            raise ImproperlyConfigured(f"{name} is {value!r}. It takes 0 or 1.")
        return value == "1"

    @property
    def mode(self) -> Mode:
        """Production unless said otherwise; nothing guesses it."""
        mode = self._get("WATCHBOOK_MODE", "production")
        if mode not in MODES:
            raise ImproperlyConfigured(f"WATCHBOOK_MODE is {mode!r}. It takes {', '.join(MODES)}.")
        return cast(Mode, mode)  # checked against MODES in the line above

    @property
    def home(self) -> Path:
        """The home folder: as set, else `var` beside a checkout, else under the user's own folder."""
        if home := self._get("WATCHBOOK_HOME"):
            return Path(home)
        checkout = Path(__file__).resolve().parent.parent.parent
        if (checkout / "pyproject.toml").exists():
            return checkout / "var"
        return Path.home() / ".local" / "share" / "watchbook"

    @property
    def hosts(self) -> list[str]:
        """Names this service answers at."""
        return [host.strip() for host in self._get("WATCHBOOK_HOSTS", "localhost,127.0.0.1").split(",")]

    @property
    def trial(self) -> bool:
        """Whether somebody only tries it: no second factor."""
        return self._flag("WATCHBOOK_TRIAL")

    @property
    def https(self) -> bool:
        """Whether browsers reach us over HTTPS."""
        return self._flag("WATCHBOOK_HTTPS")

    @property
    def behind_proxy(self) -> bool:
        """Whether the proxy's X-Forwarded-Proto is to be believed."""
        return self._flag("WATCHBOOK_BEHIND_PROXY")

    @property
    def own_addresses(self) -> tuple[str, ...]:
        """The public networks of the authority, to which no capture goes."""
        told = [one.strip() for one in self._get("WATCHBOOK_OWN_ADDRESSES").split(",") if one.strip()]
        try:
            return tuple(str(ip_network(one)) for one in told)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"WATCHBOOK_OWN_ADDRESSES cannot be read: {error}. It takes networks such as 203.0.113.0/24 or 2001:db8:7::/48."
            ) from None

    @property
    def proxies(self) -> int:
        """The number of proxies of the council that stand in front."""
        told = self._get(
            "WATCHBOOK_PROXIES", "0" if self.mode != "production" or not self.behind_proxy else ""
        )
        if not told.isdecimal():
            raise ImproperlyConfigured(
                f"WATCHBOOK_PROXIES is {told!r}. It takes the number of proxies in front, such as 1: else one client's wrong"
                " passwords would count for everybody behind the proxy."
            )
        return int(told)

    @property
    def trusted_origins(self) -> list[str]:
        """Origins whose forms are accepted beside the host's own."""
        return [f"https://{host}" for host in self.hosts] if self.https else []

    @property
    def public_address(self) -> str:
        """The origin at which the public reaches these pages: the first host that production names."""
        first = self.hosts[0]
        is_public = self.https and self.mode == "production" and first[:1].isalpha() and first != "localhost"
        return f"https://{first}" if is_public else ""

    @property
    def replay_origin(self) -> str:
        """The origin on which captures are shown, apart from the application's; empty where production names none."""
        named = self._get("WATCHBOOK_REPLAY_ORIGIN")
        if not named and self.mode == "production":
            return ""
        return origin_apart(
            named or f"http://replay.localhost:{self._get('WATCHBOOK_PORT', '8000')}",
            hosts=self.hosts,
            schemes=("https",) if self.mode == "production" else ("https", "http"),
        )

    @property
    def role_prefix(self) -> str:
        """Prefix of the database roles."""
        return self._get("WATCHBOOK_ROLE_PREFIX", "watchbook")

    @property
    def role(self) -> str:
        """The database role that this process takes: app, unless one of our commands says otherwise."""
        role = self._get("WATCHBOOK_DATABASE_ROLE", "app")
        if role not in LOGIN_ROLES:
            raise ImproperlyConfigured(
                f"WATCHBOOK_DATABASE_ROLE is {role!r}. It takes {', '.join(LOGIN_ROLES)}."
            )
        return role

    @property
    def mail_from(self) -> str:
        """The address that messages come from; empty where none are sent: in a demo, a test, and without a server."""
        return sender(self.values) if self.mode == "production" else ""

    def mailer(self, places: Places) -> dict[str, Any]:
        """Django's settings of mail: sent in production only; a demo writes none, and a test keeps it."""
        if self.mode == "test":
            return {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
        told = self.values if self.mode == "production" else {}
        return mailer(told, password_file=places.secrets / "mail.password")

    def path(self, name: str, default: Path) -> Path:
        """A file or folder that may be set."""
        return Path(self._get(name, str(default)))

    @property
    def clamd(self) -> str:
        """The socket of the scanner for malware; empty where none is set."""
        return scanner_at(self._get("WATCHBOOK_CLAMD"))

    @property
    def log_origin(self) -> str:
        """The audit log's name at set-up; empty where none is set."""
        return self._get("WATCHBOOK_LOG_ORIGIN")

    @property
    def signing_socket(self) -> Path | None:
        """The socket at which the sealer signs for other processes."""
        named = self._get("WATCHBOOK_SIGNING_SOCKET")
        return Path(named) if named else None

    def secret_key(self, file: Path) -> str:
        """The key of sessions and sealed forms, from the environment or set-up's file; where neither is to be had, one of this process's own.

        Only the web server needs it, and it does not start without one (machine/cli.py).
        """
        if key := self._get("WATCHBOOK_SECRET_KEY"):
            return key
        try:
            return file.read_text().strip()
        except (FileNotFoundError, PermissionError):
            return secrets.token_urlsafe(48)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the database is on another server: this process is told the address of a role there."""
        return any(self._get(_address_of(role)) for role in LOGIN_ROLES)

    def database(self, places: Places, roles: Mapping[str, str]) -> dict[str, Any]:
        """Django's settings of the one database: another server by address, or the embedded one by socket."""
        if self.is_elsewhere:
            variable = _address_of(self.role)
            return database_at(self._get(variable), variable=variable)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self._get("WATCHBOOK_DATABASE_NAME", "watchbook"),
            "HOST": str(socket_folder(places)),
            "USER": roles[self.role],
            "OPTIONS": PLANS_ARE_KEPT | {"passfile": str(places.passfile(self.role)), "connect_timeout": 10},
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }

    def key_folders(self, places: Places) -> tuple[Path, Path]:
        """The two folders of keys; on two disks where the operator names them."""
        named = self._get("WATCHBOOK_KEY_FOLDERS")
        if not named:
            return places.keys / "first", places.keys / "second"
        folders = {Path(folder).absolute() for folder in named.split(":")}
        if len(folders) != 2 or "" in named.split(":"):
            raise ImproperlyConfigured(
                "WATCHBOOK_KEY_FOLDERS takes two different folders, such as /a/keys:/b/keys."
            )
        first, second = (Path(folder).absolute() for folder in named.split(":"))
        return first, second

    def openbao(self, places: Places) -> dict[str, str]:
        """Which OpenBao server keeps the key-encryption keys; empty where key files do."""
        address = self._get("WATCHBOOK_OPENBAO_URL")
        if not address:
            return {}
        token = self._get("WATCHBOOK_OPENBAO_TOKEN_FILE", str(places.secrets / "openbao.token"))
        return {
            "address": address,
            "key": self._get("WATCHBOOK_OPENBAO_KEY", "watchbook"),
            "token_file": token,
        }

    def files_s3(self, places: Places) -> dict[str, str]:
        """Which S3 bucket keeps the files; empty where the folder does."""
        address = self._get("WATCHBOOK_FILES_S3")
        if not address:
            return {}
        found = BUCKET.fullmatch(address)
        if not found:
            raise ImproperlyConfigured(
                "WATCHBOOK_FILES_S3 takes an address like https://objects.example.org/bucket: over HTTPS, or on this "
                "machine, with the bucket's name and no key in it."
            )
        return {
            "address": found[0].rstrip("/"),
            "endpoint": found[1],
            "bucket": found[2],
            "region": self._get("WATCHBOOK_FILES_S3_REGION", "us-east-1"),
            "key_file": self._get("WATCHBOOK_FILES_S3_KEY_FILE", str(places.secrets / "files-s3.key")),
        }

    def logging(self) -> dict[str, Any]:
        """On standard error as JSON lines: others' warnings, and our own steps; requests' texts are not logged anywhere."""
        ours = "WARNING" if self.mode == "test" else "INFO"
        return {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": {"()": "watchbook.web.logging.Formatter"}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": "WARNING"},
            # Django's own handlers would print messages with their arguments, and mail them.
            "loggers": {
                "django": {"handlers": [], "level": "WARNING", "propagate": True},
                "watchbook": {"level": ours},
            },
        }
