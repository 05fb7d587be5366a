"""A control group of its own for a capture's cell, where this machine lets us make one: the kernel's limits of memory and tasks.

Of version 2 it lies beside the group that we are in, below one that was handed to us (systemd: `Delegate=` with `DelegateSubgroup=`);
of version 1 below our own, in each hierarchy that we may write to. The watch (`memory`) ends a page before; this stands behind it,
for what takes more between two of its looks, and counts what the watch does not: files in memory and what the kernel holds.
"""

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from watchbook.capture.memory import Share

ROOT, OWN = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")
CONTROLLERS = ("memory", "pids")
HANDED_OVER = "user.delegate"  # the mark that systemd puts on a group whose inside is another's
ROOM = 1.5  # times the memory that the watch permits
GONE_WITHIN = 2.0  # seconds


@dataclass(frozen=True)
class ControlGroup:
    """The folders of a group by what each limits; of version 2 both are one."""

    folders: dict[str, Path]
    is_unified: bool

    @property
    def entrances(self) -> list[str]:
        """The files through which a process enters."""
        return sorted({str(folder / "cgroup.procs") for folder in self.folders.values()})

    def entered_by(self, process: int) -> "ControlGroup | None":
        """Return this group, or nothing where the process was not let in; then it is removed."""
        with suppress(OSError):
            if all(str(process) in Path(one).read_text().split() for one in self.entrances):
                return self
        self.remove()
        return None

    def reached(self) -> str:
        """The limit that the kernel held: `memory`, `processes`, or nothing."""
        of_memory = "memory.events" if self.is_unified else "memory.oom_control"
        if self._count("memory", of_memory, "oom_kill"):
            return "memory"
        return "processes" if self._count("pids", "pids.events", "max") else ""

    def remove(self) -> None:
        """Take it away once the last process is gone, which the kernel may notice a moment later."""
        until = time.monotonic() + GONE_WITHIN
        for folder in set(self.folders.values()):
            while not _is_removed(folder) and time.monotonic() < until:
                time.sleep(0.02)

    def limit(self, most: Share) -> None:
        """Set the limits. Raises OSError."""
        memory = "memory.max" if self.is_unified else "memory.limit_in_bytes"
        for controller, name, value in (
            ("memory", memory, int(most.memory * ROOM)),
            ("pids", "pids.max", most.threads),
        ):
            if controller in self.folders:
                (self.folders[controller] / name).write_text(str(value))

    def _count(self, controller: str, name: str, word: str) -> int:
        with suppress(OSError, KeyError):
            lines = (self.folders[controller] / name).read_text().splitlines()
            return sum(int(line.split()[1]) for line in lines if line.split()[0] == word)
        return 0


def made(most: Share) -> ControlGroup | None:
    """A new group with these limits, or nothing where none can be made."""
    name = f"watchbook-capture-{token_hex(6)}"
    with suppress(OSError):
        own = [line.split(":", 2) for line in OWN.read_text().splitlines()]
        group = _unified(own, name) or _by_hierarchy(own, name)
        if group is None:
            return None
        try:
            for folder in set(group.folders.values()):
                folder.mkdir()
            group.limit(most)
        except OSError:
            group.remove()
            return None
        return group
    return None


def _unified(own: list[list[str]], name: str) -> ControlGroup | None:
    """Beside our own group, if the one around both was handed to us with the controllers."""
    path = next((path for number, _, path in own if number == "0"), "/")
    around = (ROOT / path.lstrip("/")).parent
    if path == "/" or not _is_ours(around):
        return None
    if not set(CONTROLLERS) <= set((around / "cgroup.controllers").read_text().split()):
        return None
    (around / "cgroup.subtree_control").write_text("+memory +pids")
    return ControlGroup(dict.fromkeys(CONTROLLERS, around / name), is_unified=True)


def _by_hierarchy(own: list[list[str]], name: str) -> ControlGroup | None:
    """Below our own group, in each hierarchy of version 1 that we may write to."""
    found = {}
    for _, controllers, path in own:
        for one in set(controllers.split(",")) & set(CONTROLLERS):
            folder = ROOT / one / path.lstrip("/")
            if os.access(folder / "cgroup.procs", os.W_OK):
                found[one] = folder / name
    return ControlGroup(found, is_unified=False) if found else None


def _is_ours(folder: Path) -> bool:
    """Whether its inside is ours to arrange; root may write everywhere, so for root the mark alone says so."""
    if os.geteuid() != 0:
        return os.access(folder / "cgroup.procs", os.W_OK)
    with suppress(OSError):
        return os.getxattr(folder, HANDED_OVER) == b"1"
    return False


def _is_removed(folder: Path) -> bool:
    with suppress(OSError):
        folder.rmdir()
    return not folder.exists()
