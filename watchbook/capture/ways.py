"""Which walls this machine permits around a browser, found out by trying, and what the doctor says of it."""

import ctypes
import functools
import os
import pwd
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from watchbook.capture.policy import PRODUCTION
from watchbook.capture.refusal import CaptureRefused

MORE_WALLS = "Permit user namespaces with mounts and networks, or run Watchbook outside a container."
TMPFS, RAMFS = 0x01021994, 0x858458F6
USERS = range(61_000, 65_000)  # of no system's own ranges that are given to people or packages
# Each tried in a process of its own. The last part: Chromium's own sandbox, which an unprivileged user must be able to make.
PROBE = """
import os, sys
user, user_namespace, flags = (int(one) for one in sys.argv[1:])
if user and user_namespace:
    os.setgroups([]); os.setgid(user); os.setuid(user)
if user_namespace:
    os.unshare(os.CLONE_NEWUSER)
if flags:
    os.unshare(flags)
if flags & os.CLONE_NEWPID and os.fork() == 0:
    import ctypes
    libc = ctypes.CDLL(None)
    bad = libc.mount(b"none", b"/", b"none", 16384 | 1 << 18, None) or libc.mount(b"proc", b"/proc", b"proc", 6, None)
    os._exit(bool(bad))
if flags & os.CLONE_NEWPID and os.wait()[1]:
    sys.exit(1)
"""
SANDBOX_PROBE = """
import os, sys
user = int(sys.argv[1])
if user:
    os.setgroups([]); os.setgid(user); os.setuid(user)
os.unshare(os.CLONE_NEWUSER)
"""


@dataclass(frozen=True)
class ContainmentWay:
    """How a browser is contained here: as whom (0: who we are), and behind which walls."""

    user: int
    user_namespace: bool
    has_roads: bool  # a network namespace: no road but a loopback
    has_files: bool  # mount and process namespaces: a root of its own, and one death for all

    @property
    def holds(self) -> frozenset[str]:
        """The walls by name, as a capture's record says them."""
        walls = {
            "user": bool(self.user),
            "user_namespace": self.user_namespace,
            "roads": self.has_roads,
            "files": self.has_files,
        }
        return frozenset(name for name, holds in walls.items() if holds)


def way(*, mode: str = "") -> ContainmentWay:
    """The strictest way that this machine permits, or the refusal that says why there is none, or none good enough."""
    user = unused_user() if os.geteuid() == 0 else 0
    if not permits_sandbox():
        raise CaptureRefused(
            "A browser cannot be contained on this machine, so none is started.",
            why="Chromium's own sandbox needs user namespaces, and this machine forbids them to an ordinary user.",
            next_step="Set kernel.unprivileged_userns_clone=1 and kernel.apparmor_restrict_unprivileged_userns=0 by sysctl,"
            " raise user.max_user_namespaces, or in a container permit unshare in its seccomp profile.",
        )
    # Behind which walls, the best first: roads and files; and how one gets there: as root, or by a user namespace.
    walls = ((True, True), (True, False), (False, True))
    tries = [ContainmentWay(user, by, *wall) for wall in walls for by in ((False, True) if user else (True,))]
    tries.append(ContainmentWay(user, False, False, False))
    found = next(one for one in tries if _permits(one))
    if mode == PRODUCTION and (missing := missing_from(found)):
        raise CaptureRefused(
            "Pages cannot be captured on this machine, so no browser is started.",
            why=f"The browser would run without {' and without '.join(missing)}; a page that breaks out of it could then reach more than the page.",
            next_step=MORE_WALLS,
        )
    return found


def missing_from(found: ContainmentWay) -> list[str]:
    """The walls that are not there, in words."""
    missing = [] if found.has_files else ["a root and a process namespace of its own"]
    if not found.has_roads:
        missing.append("a network namespace: only Chromium's flags and policy keep it to the egress filter")
    return missing


def unused_user() -> int:
    """A user of this machine who is nobody: in no password file, with no process."""
    known = {one.pw_uid for one in pwd.getpwall()}
    busy = {path.stat().st_uid for path in Path("/proc").glob("[0-9]*") if path.exists()}
    return random.choice([user for user in USERS if user not in known | busy])  # noqa: S311 - not a secret


@functools.cache
def permits_sandbox() -> bool:
    """Whether an unprivileged user may make user namespaces, which Chromium's sandbox is made of."""
    user = USERS[0] if os.geteuid() == 0 else 0
    return _succeeds(SANDBOX_PROBE, user)


def is_in_memory(folder: Path) -> bool:
    """Whether a folder's files lie in memory: a tmpfs or ramfs."""
    if not folder.is_dir():
        return False
    buffer = ctypes.create_string_buffer(256)
    if ctypes.CDLL(None).statfs(os.fsencode(folder), buffer) != 0:
        return False
    return ctypes.c_long.from_buffer(buffer).value in {TMPFS, RAMFS}


def swap_in_use() -> list[str]:
    """The swap of this machine that could write memory to a disk; compressed memory is none."""
    path = Path("/proc/swaps")
    lines = path.read_text().splitlines()[1:] if path.exists() else []
    return [line.split()[0] for line in lines if not line.startswith("/dev/zram")]


def findings() -> Iterator[tuple[str, bool, str, str, str]]:
    """What the doctor says: subject, whether well, what, why, what next."""
    yield _containment_finding()
    if swap := swap_in_use():
        why = "What a page shows lies in memory while it is captured; swap may write it to a disk, where it outlives its deletion."
        then = "Run `swapoff -a` and take it out of /etc/fstab, or encrypt it with a key that is new at every start."
        yield "Swap", False, f"in use: {', '.join(swap)}.", why, then
    else:
        yield "Swap", True, "none that writes to a disk.", "", ""
    if openssl := shutil.which("openssl"):
        yield "openssl", True, f"{openssl}, the second opinion on timestamps.", "", ""
    else:
        yield (
            "openssl",
            False,
            "not found.",
            "Timestamps are checked by one program only.",
            "Install openssl.",
        )


def _containment_finding() -> tuple[str, bool, str, str, str]:
    try:
        found = way()
    except CaptureRefused as refused:
        return "Containment", False, refused.what, refused.why, refused.next_step
    whose = "a user of its own" if found.user else "this user in a user namespace"
    missing = missing_from(found)
    if not missing:
        said = f"the browser runs as {whose}, with its sandbox, a root of its own and no road but the egress filter."
        return "Containment", True, said, "", ""
    return (
        "Containment", False, f"the browser runs as {whose}, with its sandbox, without {' and without '.join(missing)}.",
        "This machine does not permit it, and in production no page is captured without them.", MORE_WALLS,
    )  # fmt: skip


@functools.cache
def _permits(way: ContainmentWay) -> bool:
    flags = os.CLONE_NEWNET if way.has_roads else 0
    flags |= os.CLONE_NEWNS | os.CLONE_NEWPID | os.CLONE_NEWIPC | os.CLONE_NEWUTS if way.has_files else 0
    return _succeeds(PROBE, way.user, int(way.user_namespace), flags)


def _succeeds(probe: str, *arguments: int) -> bool:
    words = [sys.executable, "-I", "-S", "-c", probe, *(str(one) for one in arguments)]
    done = subprocess.run(words, env={}, cwd="/", capture_output=True, check=False, timeout=20)
    return done.returncode == 0


READABLE = (
    *("/lib64", "/usr/lib64", "/var/cache/fontconfig", "/usr/local/share/fonts"),
    *(
        f"/usr/share/{name}"
        for name in ("fontconfig", "fonts", "glib-2.0/schemas", "glvnd", "mime", "vulkan")
    ),
    *(f"/etc/{name}" for name in ("crypto-policies", "fonts", "ld.so.cache", "vulkan")),
)
LIBRARIES = ("/lib", "/usr/lib")
SHARED_BY_ALL = {"bin", "sbin"}


def readable_by(program: Path) -> list[str]:
    """The paths of this machine that a browser may read in its cell, and that are there: its own, libraries, fonts, settings.

    No other program, so that whoever breaks out of the page finds no shell and no interpreter; no users, keys, names or number
    of this machine, and nothing that somebody put into `/opt` or `/usr/local`.
    """
    return [path for path in (*READABLE, *libraries(), own(program)) if os.path.lexists(path)]


def libraries(folders: Sequence[str] = LIBRARIES) -> list[str]:
    """Where shared libraries lie: in a folder of their own where there is one, so that programs beside it stay outside."""
    found = []
    for folder in map(Path, folders):
        apart = [] if folder.is_symlink() else sorted(str(one) for one in folder.glob("*-linux-gnu*"))
        found += apart or [str(folder)]  # a link stays a link, to what else is listed
    return found


def own(program: Path) -> str:
    """A browser's own folder; of a folder that all programs share, the program alone."""
    return str(program if program.parent.name in SHARED_BY_ALL else program.parent)
