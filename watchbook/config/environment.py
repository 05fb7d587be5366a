"""The environment's variables that Watchbook reads, in one place, typed and refused when unknown."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal, cast

from django.core.exceptions import ImproperlyConfigured

from watchbook.config.addresses import database_at, origin_apart
from watchbook.machine.places import Places
from watchbook.machine.postgres import socket_folder

Mode = Literal["production", "demo", "test"]
MODES = ("production", "demo", "test")
# A server, over HTTPS unless it is this machine, and the name of a bucket there.
BUCKET = re.compile(
    r"(https://(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9a-f:]+\])(?::\d{1,5})?|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?)"
    r"/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/?"
)
LOGIN_ROLES = ("app", "owner", "sealer", "reader", "backup")

# What each variable is for; docs/reference/environment.md is checked against this table.
VARIABLES = {
    "WATCHBOOK_MODE": "production (default), demo or test",
    "WATCHBOOK_HOME": "folder of database, files, secrets and backups; default: var beside the checkout",
    "WATCHBOOK_HOSTS": "comma-separated names this service answers at, first the one that feeds name; default: localhost",
    "WATCHBOOK_PORT": "port of the web server; default: 8000",
    "WATCHBOOK_TRIAL": "1 for a trial in production: passwords alone are enough to sign in, and every page says so; default 0",
    "WATCHBOOK_HTTPS": "1 where a proxy speaks HTTPS: secure cookies, HSTS; default 0",
    "WATCHBOOK_BEHIND_PROXY": "1 to trust X-Forwarded-Proto of the proxy; default 0",
    "WATCHBOOK_PROXIES": "how many proxies stand in front, so that attempts to sign in count for each client; needed in production with WATCHBOOK_BEHIND_PROXY=1",
    "WATCHBOOK_OIDC_ISSUER": "address of the council's own sign-in (OpenID Connect), exactly as the sign-in gives it; default: none, so people sign in with passwords",
    "WATCHBOOK_OIDC_CLIENT": "name that the council's sign-in has for Watchbook (client id)",
    "WATCHBOOK_OIDC_SECRET_FILE": "file with the client secret; default: secrets/council-sign-in.secret in the home",
    "WATCHBOOK_OIDC_ACR": "comma-separated values of acr that count as a second factor; default: none",
    "WATCHBOOK_OIDC_AMR": "comma-separated values of amr that count as a second factor, such as mfa; default: none",
    "WATCHBOOK_DATABASE_ROLE": "which database role a process takes; set by our own commands",
    "WATCHBOOK_DATABASE_NAME": "database in the embedded server; default: watchbook",
    "WATCHBOOK_ROLE_PREFIX": "prefix of the database roles; default: watchbook",
    "WATCHBOOK_REPLAY_ORIGIN": "where captures are shown: https:// and a host of its own that leads here; default: nowhere, in a demo replay.localhost",
    "WATCHBOOK_SECRET_KEY": "signing key; default: the file that set-up made",
    "WATCHBOOK_KEY_FOLDERS": "two folders for the keys, separated by a colon; default: both under the home, on one disk",
    "WATCHBOOK_OPENBAO_URL": "address of an OpenBao server that keeps the key-encryption keys; default: key files",
    "WATCHBOOK_OPENBAO_KEY": "name of the key in its transit engine; default: watchbook",
    "WATCHBOOK_OPENBAO_TOKEN_FILE": "file with the token for it; default: secrets/openbao.token in the home",
    "WATCHBOOK_FILES_S3": "address of the S3 bucket that keeps files, such as https://objects.example.org/bucket; default: the folder files in the home",
    "WATCHBOOK_FILES_S3_REGION": "region of that bucket; default: us-east-1, which most servers but Amazon's expect",
    "WATCHBOOK_FILES_S3_KEY_FILE": "file with its access key, id and secret in a line each; default: secrets/files-s3.key in the home, or AWS_ACCESS_KEY_ID",
    "WATCHBOOK_SIGNING_KEY": "file of the key that signs the audit log; default: the one in the home that set-up made",
    "WATCHBOOK_SEALING": "folder of the signer's head and leaves; default: sealing in the home",
    "WATCHBOOK_LOG_ORIGIN": "the audit log's name, taken once at set-up and never changed; default: made from the host",
    "WATCHBOOK_OUTSIDERS": "file that names time-stamp authorities and witnesses; default: outsiders.toml in the home",
    "WATCHBOOK_POSTGRES_BIN": "folder of PostgreSQL's programs; default: the embedded wheel's",
    "WATCHBOOK_NO_NAMESPACE": "1 to run the embedded server as nobody instead of in a user namespace",
    "WATCHBOOK_CHROMIUM": "the Chromium to use for journeys and capture",
    "WATCHBOOK_CAPTURE_ALLOW": "tests and demo: comma-separated HOST:PORT, HOST:PORT=ADDRESS or HOST:PORT=ADDRESS:PORT that captures may go to",
    "WATCHBOOK_OWN_ADDRESSES": "comma-separated public networks of the authority itself, such as 203.0.113.0/24, to which no capture goes; default: none",
    "WATCHBOOK_CAPTURE_FOLDER": "folder in memory in which captures are taken and sealed; default: the memory disk of this machine, such as /dev/shm",
    "WATCHBOOK_CAPTURE_TRUST": "tests and demo: comma-separated SHA-256 in base 64 of keys whose certificates are taken as good",
    "WATCHBOOK_CASES": "tests: folder of labelled requests",
    "DATABASE_URL": "another PostgreSQL server, as the app role (in tests: as a role that may create roles)",
    "DATABASE_OWNER_URL": "the same server as the owner role, for migrations",
    "DATABASE_BACKUP_URL": "the same server as the backup role, for the nightly copy",
    "DATABASE_SEALER_URL": "the same server as the sealer role",
    "DATABASE_READER_URL": "the same server as the reader role",
}
VARIABLE_PREFIX = "WATCHBOOK_"


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
    def mail_backend(self) -> str:
        """Mail is sent only in production; a demo or a test writes none."""
        kind = {"production": "smtp", "demo": "dummy", "test": "locmem"}[self.mode]
        return f"django.core.mail.backends.{kind}.EmailBackend"

    def path(self, name: str, default: Path) -> Path:
        """A file or folder that may be set."""
        return Path(self._get(name, str(default)))

    @property
    def log_origin(self) -> str:
        """The audit log's name at set-up; empty where none is set."""
        return self._get("WATCHBOOK_LOG_ORIGIN")

    def secret_key(self, file: Path) -> str:
        """The signing key from the environment or set-up's file; before set-up, one for this process alone."""
        if key := self._get("WATCHBOOK_SECRET_KEY"):
            return key
        return file.read_text().strip() if file.exists() else secrets.token_urlsafe(48)

    def database(self, places: Places, roles: Mapping[str, str]) -> dict[str, Any]:
        """Django's settings of the one database: another server by address, or the embedded one by socket."""
        if self._get("DATABASE_URL"):
            return database_at(
                self._get("DATABASE_URL" if self.role == "app" else f"DATABASE_{self.role.upper()}_URL")
            )
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self._get("WATCHBOOK_DATABASE_NAME", "watchbook"),
            "HOST": str(socket_folder(places)),
            "USER": roles[self.role],
            "OPTIONS": {"passfile": str(places.passfile(self.role)), "connect_timeout": 10},
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
