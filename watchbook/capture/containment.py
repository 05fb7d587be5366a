"""Chromium in a cell: an unprivileged user, its own sandbox on, no road but the egress filter, gone afterwards with proof.

`argv[0]` is Chromium's own program (`program_of` finds it behind a distribution's launcher); `pass_fds` are descriptors of
ours that the browser gets under the numbers `3, 4, …` in their order, as `--remote-debugging-pipe` wants. `profile` is an
empty folder; what the browser writes there lies in a memory disk that only the cell sees and that ends with it.

Started as root the browser becomes a user who is nobody else on this machine; as an ordinary user it stays that user in a
user namespace. In both it sees programs, fonts and its profile, no other file, process or road of this machine. Where the
kernel permits less, `Cell.holds` says what holds: without `roads` only Chromium's flags and policy keep it to the filter.
Where it permits no sandbox at all, Chromium is not started: `CaptureRefused` says why, and so does `watchbook doctor`.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from watchbook.capture import cell, ways
from watchbook.capture import group as groups
from watchbook.capture.egress import Egress
from watchbook.capture.group import ControlGroup
from watchbook.capture.memory import Share
from watchbook.capture.refusal import CaptureRefused
from watchbook.capture.ways import ContainmentWay

# What the browser may write in all: profile, temporary files, memory shared between its processes.
BYTES = 3 * 1024**3
PROCESSES = 1024  # tasks, threads too, of the browser's own user; `Limits.processes` ends a page before it
START_WITHIN = 20.0
GONE_WITHIN = 20.0
MEMORY_DISKS = ("/dev/shm", "/run/shm")  # noqa: S108 - a memory disk is what is wanted
# As policy, so that no page and no flag of a later version opens another road.
POLICY = {
    "QuicAllowed": False,
    "WebRtcIPHandling": "disable_non_proxied_udp",
    "DnsOverHttpsMode": "off",
    "BuiltInDnsClientEnabled": False,
    "NetworkPredictionOptions": 2,
    "BackgroundModeEnabled": False,
    "ComponentUpdatesEnabled": False,
    "MetricsReportingEnabled": False,
    "SafeBrowsingProtectionLevel": 0,
    "SearchSuggestEnabled": False,
    "DefaultSearchProviderEnabled": False,
    "SyncDisabled": True,
    "BrowserSignin": 0,
    "AutofillAddressEnabled": False,
    "AutofillCreditCardEnabled": False,
    "PasswordManagerEnabled": False,
    "TranslateEnabled": False,
}


@dataclass(frozen=True)
class ContainmentProof:
    """What was found after the end: how it ended, whether any process or any file is left, and when we looked."""

    exit_code: int
    processes: int
    files: int
    at: datetime
    how: str


@dataclass
class BrowserCell:
    """A browser that was started: `pid` is its first process as this machine counts; what of the walls holds."""

    pid: int
    holds: frozenset[str]
    user: int
    profile: Path
    process: subprocess.Popen[bytes]
    group: ControlGroup | None
    _first: int = field(repr=False)  # a descriptor for the first process: its number may be another's one day
    _namespace: int | None = field(repr=False)
    limit_reached: str = ""  # of its control group, as it was found at the end
    _proof: ContainmentProof | None = field(default=None, repr=False)

    def kill(self) -> ContainmentProof:
        """Kill the whole tree by its first process, wait until the last is gone, and say what was found."""
        if self._proof is None:
            with suppress(ProcessLookupError):  # it may have ended by itself, and its tree with it
                signal.pidfd_send_signal(self._first, signal.SIGKILL)
            self._proof = self._gone(GONE_WITHIN)
        return self._proof

    def wait(self, seconds: float | None = None) -> ContainmentProof:
        """Wait until the browser ends by itself or at its deadline; TimeoutError when the seconds are over before."""
        if self._proof is None:
            self._proof = self._gone(seconds)
        return self._proof

    def _gone(self, seconds: float | None) -> ContainmentProof:
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"The browser {self.pid} has not ended.") from None
        if self.group:
            self.limit_reached = self.limit_reached or self.group.reached()
            self.group.remove()
        os.close(self._first)
        left = _processes_in(self._namespace) if self._namespace else 0
        files = sum(1 for _ in self.profile.rglob("*")) if self.profile.exists() else 0
        if "files" in self.holds:
            return ContainmentProof(code, left, files, datetime.now(UTC), "its process namespace has ended")
        return ContainmentProof(code, left, 0, datetime.now(UTC), "every orphan of it was waited for")


@contextmanager
def profile() -> Iterator[Path]:
    """An empty folder on a memory disk for one capture, removed afterwards with whatever is in it."""
    with tempfile.TemporaryDirectory(prefix="watchbook-capture-", dir=memory_disk()) as folder:
        yield Path(folder)
    if Path(folder).exists():
        raise CaptureRefused(
            f"The profile {folder} could not be removed.",
            why="Something still writes to it; it may hold what a page showed.",
            next_step="Stop what holds it open, remove it, and tell the records manager.",
        )


def memory_disk() -> Path:
    """A folder whose files lie in memory."""
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    for folder in (*MEMORY_DISKS, own):
        if folder and ways.is_in_memory(Path(folder)) and os.access(folder, os.W_OK):
            return Path(folder)
    raise CaptureRefused(
        "There is no memory disk to browse in.",
        why=f"None of {', '.join(MEMORY_DISKS)} is a tmpfs that we may write to; what a page leaves must not touch a disk.",
        next_step="Mount a tmpfs at /dev/shm, and run `watchbook doctor`.",
    )


def started(
    argv: Sequence[str], *, profile: Path, env: Mapping[str, str], pass_fds: Sequence[int] = (),
    deadline: float, egress: Egress | None = None, way: ContainmentWay | None = None,
    stderr: int = subprocess.DEVNULL, also_readable: Sequence[str] = (), most: Share | None = None,
) -> BrowserCell:  # fmt: skip
    """Start the browser in its cell; at the deadline, in seconds from now, it is killed whatever we do meanwhile.

    `most` is what a control group of its own lets it take, where one can be made; `holds` then names `group`.
    `also_readable` are paths that it may see besides what a browser needs: none, but for tests that start other programs.
    """
    way = way or ways.way(mode=egress.policy.mode if egress else "")
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    group = groups.made(most) if most else None
    plan = _plan(argv, profile=profile, env=env, fds=pass_fds, way=way)
    plan |= {"control": theirs.fileno(), "deadline": deadline, "port": egress.port if egress else 0}
    plan |= {"readable": [*also_readable, *plan["readable"]], "groups": group.entrances if group else []}
    # The cell's own process, with nothing of our environment.
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", str(Path(cell.__file__).resolve()), json.dumps(plan)],
        env={}, cwd="/", pass_fds=[theirs.fileno(), *pass_fds], stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=stderr, start_new_session=True,
    )  # fmt: skip
    theirs.close()
    with ours:
        first, listener = _report(ours, process=process, group=group)
    group = group and group.entered_by(first)
    if listener is not None and egress is not None:
        egress.serve_at(listener)
    held, namespace = _hold(first, process=process)
    return BrowserCell(
        pid=first,
        holds=way.holds | ({"group"} if group else set()),
        user=way.user or os.geteuid(),
        profile=profile,
        process=process,
        group=group,
        _first=held,
        _namespace=namespace if "files" in way.holds else None,
    )


def _hold(first: int, *, process: subprocess.Popen[bytes]) -> tuple[int, int | None]:
    """A descriptor for the first process and its namespace; for the cell's own process where the first has ended already."""
    try:
        return os.pidfd_open(first), Path(f"/proc/{first}/ns/pid").stat().st_ino
    except (ProcessLookupError, FileNotFoundError):
        return os.pidfd_open(process.pid), None  # ours until it is waited for, so its number is no other's


def program_of(found: Path) -> Path:
    """Chromium's own program behind a distribution's launcher script, which reads files that the cell does not have."""
    if found.resolve().read_bytes()[:2] != b"#!":
        return found.resolve()
    behind = (
        Path("/usr/lib") / found.name / found.name,
        Path("/usr/lib/chromium/chromium"),
        found.parent / "chromium",
        found.resolve().parent / "chrome",
    )
    return next((path for path in behind if path.is_file() and path.resolve() != found.resolve()), found)


def _plan(
    argv: Sequence[str], *, profile: Path, env: Mapping[str, str], fds: Sequence[int], way: ContainmentWay
) -> dict[str, Any]:
    """What the cell's own process is told."""
    program = Path(argv[0]).resolve()
    if not way.has_files and way.user:
        os.chown(profile, way.user, way.user)
    clean = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "HOME": str(profile), "TMPDIR": "/tmp"}  # noqa: S108 - a private one
    if not way.has_files:
        clean["TMPDIR"] = str(profile)
    return {
        "argv": [str(program), *argv[1:]],
        "env": clean | dict(env),
        "profile": str(profile),
        "user": way.user,
        "user_namespace": way.user_namespace,
        "roads": way.has_roads,
        "files": way.has_files,
        "keep": list(fds),
        "descriptors": [[ours, 3 + place] for place, ours in enumerate(fds)],
        "bytes": BYTES,
        "processes": PROCESSES,
        "policy": POLICY,
        "readable": ways.readable_by(program),
    }


def _report(
    ours: socket.socket, *, process: subprocess.Popen[bytes], group: ControlGroup | None
) -> tuple[int, socket.socket | None]:
    """What the cell says of itself: the number of its first process, and the socket for the filter."""
    said: dict[str, Any] = {}
    listener = None
    ours.settimeout(START_WITHIN)
    try:
        while not {"first", "ready"} <= said.keys() and "forbidden" not in said:
            data, fds, _, _ = socket.recv_fds(ours, 65536, 1)
            said |= json.loads(data) if data else {"forbidden": said.get("forbidden", "nothing, and ended")}
            listener = socket.socket(fileno=fds[0]) if fds else listener
    except TimeoutError:
        said["forbidden"] = "nothing in time"
    if "forbidden" in said:
        if listener is not None:
            listener.close()
        process.kill()
        process.wait()
        if group:
            group.remove()
        raise CaptureRefused(
            "The browser could not be contained, so it was not started.",
            why=f"The kernel said: {said['forbidden']}.",
            next_step="Run `watchbook doctor`, which says what this machine does not permit.",
        )
    return int(said["first"]), listener


def _processes_in(namespace: int) -> int:
    """How many processes of this machine are in a process namespace."""
    count = 0
    for one in Path("/proc").glob("[0-9]*/ns/pid"):
        try:
            count += one.stat().st_ino == namespace
        except OSError:
            continue  # it ended meanwhile, or is another user's, whose namespace we could not have made
    return count
