"""The doctor's look at who runs what: each process as a user of its own, who can open nothing that it does not need.

Tried, not deduced: a child takes the user and groups that the process has and asks the kernel. Only root may do that.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings

from watchbook.machine.finding import HealthFinding
from watchbook.machine.places import Places

PROC = Path("/proc")
# By which words of its command a process is known.
KNOWN_BY = {
    "web": "watchbook.config.asgi:application",
    "worker": "procrastinate",
    "sealer": "watchbook.machine.sealer",
    "capture worker": "watchbook.machine.capture_worker",
}
# The addresses of database roles that a process may know, beside what `common.env` has.
ADDRESSES = {
    "web": ("DATABASE_URL",),
    "worker": ("DATABASE_URL", "DATABASE_BACKUP_URL"),
    "sealer": ("DATABASE_SEALER_URL",),
    "capture worker": ("DATABASE_CAPTURE_URL",),
}
PASSWORDS = {
    "web": ("app",),
    "worker": ("app", "backup"),
    "sealer": ("sealer",),
    "capture worker": ("capture",),
}
# Sessions and second factors lie under it.
SECRET_KEY = "WATCHBOOK_SECRET_KEY"  # noqa: S105  # a variable's name
SUBJECT = "Users"
NEXT_STEP = "Run each process as a user of its own: docs/how-to/run-each-process-as-its-own-user.md."


@dataclass(frozen=True)
class ProcessOfOurs:
    """A process of this installation: which, and as whom."""

    name: str
    user: int
    group: int
    groups: Sequence[int]
    variables: Mapping[str, str]

    def opens(self, paths: Sequence[Path]) -> list[Path]:
        """Return those of these that the process can read or write, as the kernel says. Raises PermissionError where we are not root."""
        reads, writes = os.pipe()
        if (child := os.fork()) == 0:
            with suppress(BaseException):
                os.setgroups(list(self.groups))
                os.setgid(self.group)
                os.setuid(self.user)
                found = [str(number) for number, path in enumerate(paths) if _is_open(path)]
                os.write(writes, " ".join(["ok", *found]).encode())
            os._exit(0)
        os.close(writes)
        with os.fdopen(reads) as said:
            told = said.read().split()
        os.waitpid(child, 0)
        if told[:1] != ["ok"]:
            raise PermissionError("Only root can look as another user.")
        return [paths[int(number)] for number in told[1:]]


def separation(
    places: Places, *, signing_key: Path, key_folders: Sequence[Path], is_needed: bool
) -> HealthFinding:
    """No process can open what it does not need. Where it is not needed (a trial, a demonstration), it is only told."""
    found = list(running(places))
    if not found:
        return HealthFinding(SUBJECT, "nothing is running, so nothing was tried.")
    names = ", ".join(sorted({one.name for one in found}))
    if len({one.user for one in found}) == 1 and len({one.name for one in found}) > 1:
        said = f"{names} run as one user."
        if not is_needed:
            return HealthFinding(SUBJECT, said)
        why = "Whoever breaks into the web server reads the key of the audit log and the owner's password."
        return HealthFinding(SUBJECT, said, why, NEXT_STEP)
    try:
        wrong = list(_open_to(found, places=places, signing_key=signing_key, key_folders=key_folders))
    except PermissionError:
        return HealthFinding(
            SUBJECT,
            f"{names} run as users of their own; what each can open was not tried: run the doctor as root.",
        )
    if wrong:
        why = "A break-in into one process would reach what belongs to another."
        return HealthFinding(SUBJECT, " ".join(sorted(set(wrong))), why, NEXT_STEP)
    return HealthFinding(
        SUBJECT, f"{names} run as users of their own, and none can open what it does not need."
    )


def forbidden(name: str, *, places: Places, signing_key: Path, key_folders: Sequence[Path]) -> list[Path]:
    """Return what a process must not be able to open."""
    paths = [path for path in places.secrets.glob("*.pgpass") if path.stem not in PASSWORDS[name]]
    if name == "web":
        return [*paths, signing_key]
    paths.append(places.secret_key)
    if settings.COUNCIL_SIGN_IN:  # whoever has its secret can ask the council's provider as Watchbook
        paths.append(settings.COUNCIL_SIGN_IN.secret_file)
    return [*paths, places.files, *key_folders] if name == "sealer" else [*paths, signing_key]


def running(places: Places) -> Iterator[ProcessOfOurs]:
    """The processes of this home that we may look at."""
    for folder in PROC.glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError, PermissionError):
            name = _name_of((folder / "cmdline").read_bytes().decode(errors="replace").split("\0"))
            variables = _variables(folder) if name else {}
            if name and replace(settings.ENVIRONMENT, values=variables).home.resolve() == places.home:
                yield _identity(name, folder, variables)


def _open_to(
    found: Sequence[ProcessOfOurs], *, places: Places, signing_key: Path, key_folders: Sequence[Path]
) -> Iterator[str]:
    for one in found:
        paths = forbidden(one.name, places=places, signing_key=signing_key, key_folders=key_folders)
        for path in one.opens(paths):
            yield f"{one.name} can open {path}."
        for variable in sorted(one.variables):
            is_address = variable.startswith("DATABASE_") and variable not in ADDRESSES[one.name]
            if is_address or (variable == SECRET_KEY and one.name != "web"):
                yield f"{one.name} has {variable}."


def _name_of(words: Sequence[str]) -> str:
    return next((name for name, word in KNOWN_BY.items() if word in words), "")


def _variables(folder: Path) -> dict[str, str]:
    pairs = (
        pair.partition("=") for pair in (folder / "environ").read_bytes().decode(errors="replace").split("\0")
    )
    return {name: value for name, _, value in pairs if name}


def _identity(name: str, folder: Path, variables: Mapping[str, str]) -> ProcessOfOurs:
    lines = (line.partition(":") for line in (folder / "status").read_text().splitlines())
    told = {word: rest.split() for word, _, rest in lines}
    groups = [int(one) for one in told["Groups"]]
    return ProcessOfOurs(name, int(told["Uid"][1]), int(told["Gid"][1]), groups, variables)


def _is_open(path: Path) -> bool:
    return os.access(path, os.R_OK) or os.access(path, os.W_OK)
