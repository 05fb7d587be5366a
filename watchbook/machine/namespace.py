"""Run a program that refuses root: in a user namespace of its own, as nobody, or simply as who we are.

PostgreSQL will not run as root. `python -m watchbook.machine.namespace PROGRAM ARGS…` maps an existing
ordinary user to root inside a new user namespace and starts the program there: no user is created and
the files stay root's own. Where namespaces are forbidden it exits with FORBIDDEN, and the caller takes
`--as-nobody` instead. This file also runs by its path alone, so it imports the standard library only.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

# The user and group that the program sees itself as. It must exist in the password file, or initdb stops
# with "could not look up effective user ID"; nobody exists everywhere.
NOBODY = 65534
FORBIDDEN = 119
MISUSE = 2
NOT_FOUND = 127
AS_NOBODY = "--as-nobody"
SWITCH = "WATCHBOOK_NO_NAMESPACE"


class RunWay(StrEnum):
    """How the database's programs are run on this machine."""

    DIRECT = "direct"
    NAMESPACE = "namespace"
    NOBODY = "nobody"


def command(program: Sequence[str], *, way: RunWay) -> list[str]:
    """The same program, to be run in this way."""
    launcher = [sys.executable, "-I", str(Path(__file__).resolve())]
    prefix = {RunWay.DIRECT: [], RunWay.NAMESPACE: launcher, RunWay.NOBODY: [*launcher, AS_NOBODY]}
    return [*prefix[way], *program]


def owner(way: RunWay) -> int:
    """The user who must own what the program writes."""
    return NOBODY if way is RunWay.NOBODY else os.geteuid()


def first_closed_folder(path: Path) -> Path | None:
    """The first folder on the way to a path that nobody may not enter, or None."""
    for folder in reversed([path, *path.parents]):
        status = folder.stat() if folder.exists() else None
        lets_in = status and status.st_mode & (0o100 if status.st_uid == NOBODY else 0o001)
        if status and folder.is_dir() and not lets_in:
            return folder
    return None


def _enter_namespace() -> None:
    """Become NOBODY in a new user namespace, in which that name stands for whoever we were outside."""
    user, group = os.geteuid(), os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")


def become(arguments: Sequence[str], *, environment: Mapping[str, str]) -> int:
    """Take the way asked for and become the program; returns the exit code only when that failed."""
    program = arguments[1:] if arguments[:1] == [AS_NOBODY] else arguments
    if not program:
        print("usage: python -m watchbook.machine.namespace PROGRAM ARGS…", file=sys.stderr)
        return MISUSE
    if arguments[0] == AS_NOBODY:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    elif os.geteuid() == 0:
        if environment.get(SWITCH) == "1" or not hasattr(os, "unshare"):
            return FORBIDDEN
        try:
            _enter_namespace()
        except OSError as error:
            print(f"User namespaces are not allowed here: {error}.", file=sys.stderr)
            return FORBIDDEN
    try:
        os.execvp(program[0], list(program))  # noqa: S606 - that is its purpose
    except OSError as error:
        print(f"{program[0]} cannot be run: {error}.", file=sys.stderr)
        return NOT_FOUND


if __name__ == "__main__":
    sys.exit(become(sys.argv[1:], environment=os.environ))
