"""Inside the cell: leave this machine's users, files, processes and roads, then become the browser.

`containment` runs this file by its path with a plan as JSON, so it imports the standard library only. Three processes: this
one waits and holds the deadline, even if whoever started it hangs; its child is the first process of a process namespace,
so that its death is the death of all; the browser is that one's child.

The listening socket of the egress filter is made inside, where there is nothing but a loopback, and handed out through the
control socket: it stays a socket of the inside whoever accepts on it, so nothing has to be forwarded.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
from pathlib import Path
from typing import Any

LIBC = ctypes.CDLL(None, use_errno=True)
READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC, BIND, RECURSIVE, PRIVATE = 1, 2, 4, 8, 4096, 16384, 1 << 18
DETACH = 2
MOUNT_SETATTR = 442  # the same number on every architecture
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 36, 38
SIOCSIFFLAGS, IFF_UP = 0x8914, 1
FORBIDDEN = 119
HOSTNAME = "capture"  # the machine's own tells whose it is
COUNTED_BY_NAMESPACE = (5, 14)  # Linux
FIRST_TO_GO = "1000"  # where memory runs out
DEVICES = ("null", "zero", "full", "random", "urandom")
LINKS = {"fd": "fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2"}
POLICY_FOLDERS = ("etc/chromium/policies/managed", "etc/opt/chrome/policies/managed")

Plan = dict[str, Any]


def main(argument: str) -> int:
    """Carry out the plan; the exit code is the browser's, or FORBIDDEN with the reason on the control socket."""
    plan: Plan = json.loads(argument)
    control = socket.socket(fileno=plan["control"])
    try:
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)
        _enter(plan)
        if plan["files"]:
            socket.sethostname(HOSTNAME)
        _die_with_parent()  # after it: a change of user forgets this
        listener = _listener(plan)
        first = os.fork()
    except OSError as error:
        control.send(json.dumps({"forbidden": f"{error.strerror or error}"}).encode())
        return FORBIDDEN
    if first == 0:
        if listener is not None:
            listener.close()
        _first_process(plan, control=control)
    _report(control, listener=listener, first=first)
    for kept in plan["keep"]:
        os.close(kept)
    return _wait(first, plan=plan)


def _enter(plan: Plan) -> None:
    """Leave the namespaces named; a user namespace first, since it is what permits the others."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if plan["user"]:
        _limit_processes(plan)
    if plan["user_namespace"]:
        _enter_user_namespace(plan)
    flags = 0
    if plan["roads"]:
        flags |= os.CLONE_NEWNET
    if plan["files"]:
        flags |= os.CLONE_NEWNS | os.CLONE_NEWPID | os.CLONE_NEWIPC | os.CLONE_NEWUTS
    if flags:
        os.unshare(flags)
    if not plan["files"]:
        _from_libc("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _enter_user_namespace(plan: Plan) -> None:
    user, group = plan["user"] or os.geteuid(), plan["user"] or os.getegid()
    if plan["user"]:
        _become(user)
        _from_libc("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)  # again, or the maps below belong to root
    os.unshare(os.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    if _counts_by_namespace():
        _limit_processes(plan)


def _limit_processes(plan: Plan) -> None:
    resource.setrlimit(resource.RLIMIT_NPROC, (plan["processes"], plan["processes"]))


def _counts_by_namespace() -> bool:
    """Whether the kernel counts a user's processes in each user namespace by itself, and not all that the person has started."""
    version = [int(one) for one in os.uname().release.split("-")[0].split(".")[:2] if one.isdecimal()]
    return tuple(version) >= COUNTED_BY_NAMESPACE


def _listener(plan: Plan) -> socket.socket | None:
    """The loopback up, and on it the socket at which the egress filter will be met."""
    if not plan["roads"]:
        return None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))
    if not plan["port"]:
        return None
    return socket.create_server(("127.0.0.1", plan["port"]), backlog=256)


def _report(control: socket.socket, *, listener: socket.socket | None, first: int) -> None:
    said = json.dumps({"first": first}).encode()
    socket.send_fds(control, [said], [] if listener is None else [listener.fileno()])
    if listener is not None:
        listener.close()
    control.close()


def _first_process(plan: Plan, *, control: socket.socket) -> None:
    """The child: build the files it may see, start the browser, reap what it leaves, end with it. Never returns."""
    code = FORBIDDEN
    try:
        _die_with_parent()
        _enter_groups(plan)
        if plan["files"]:
            _change_root(plan)
        control.send(json.dumps({"ready": True}).encode())
        browser = os.fork()
        if browser == 0:
            control.close()
            _become_browser(plan)
        control.close()
        for kept in plan["keep"]:
            os.close(kept)
        ended, status = os.wait()
        while ended != browser:  # what it leaves to us is reaped
            ended, status = os.wait()
        code = os.waitstatus_to_exitcode(status) % 256
    except OSError as error:
        control.send(json.dumps({"forbidden": f"{error.strerror or error}"}).encode())
    finally:
        os._exit(code)


def _enter_groups(plan: Plan) -> None:
    """With all that it starts, before it leaves this machine's files; `containment` looks whether that was permitted."""
    for entrance in plan.get("groups", ()):
        with contextlib.suppress(OSError):
            Path(entrance).write_text("0")


def _become_browser(plan: Plan) -> None:
    try:
        if plan["user"] and not plan["user_namespace"]:
            _become(plan["user"])
        _die_with_parent()
        _from_libc("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        os.chdir(plan["profile"])
        for kept, wanted in plan["descriptors"]:
            os.dup2(kept, wanted)
        os.closerange(1 + max([2, *(wanted for _, wanted in plan["descriptors"])]), 4096)
        os.execve(plan["argv"][0], plan["argv"], plan["env"])  # noqa: S606 - that is its purpose
    except OSError as error:
        os.write(2, f"{plan['argv'][0]} cannot be run: {error}\n".encode())
    finally:
        os._exit(127)


def _change_root(plan: Plan) -> None:
    """Go into the root that was built, and let go of this machine's."""
    root = build(plan)
    (root / ".old").mkdir()
    _from_libc("pivot_root", bytes(root), bytes(root / ".old"))
    os.chdir("/")
    _from_libc("umount2", b"/.old", DETACH)
    Path("/.old").rmdir()


def build(plan: Plan) -> Path:
    """A root in memory of its own: programs and fonts to read, a profile to write, nothing else of this machine."""
    root = Path(plan["profile"])
    _mount("none", "/", flags=RECURSIVE | PRIVATE)
    flags = NO_SUID | NO_DEVICES | NO_EXEC  # what is written here is never run
    _mount("tmpfs", root, kind="tmpfs", flags=flags, options=f"mode=0755,size={plan['bytes']}")
    for path in plan["readable"]:
        _bind(Path(path), root=root)
    for name in POLICY_FOLDERS:
        (root / name).mkdir(parents=True, exist_ok=True)
        (root / name / "watchbook.json").write_text(json.dumps(plan["policy"]))
    (root / "dev").mkdir()
    for name in DEVICES:
        (root / "dev" / name).touch()
        _mount(f"/dev/{name}", root / "dev" / name, flags=BIND)
    for name, target in LINKS.items():
        (root / "dev" / name).symlink_to(f"/proc/self/{target}")
    (root / "proc").mkdir()
    _mount("proc", root / "proc", kind="proc", flags=NO_SUID | NO_DEVICES | NO_EXEC)
    for name in ("tmp", "dev/shm"):
        (root / name).mkdir(exist_ok=True)
        (root / name).chmod(0o1777)
    own = root / plan["profile"].lstrip("/")
    own.mkdir(parents=True, mode=0o700, exist_ok=True)
    if plan["user"] and not plan["user_namespace"]:
        os.chown(own, plan["user"], plan["user"])
    return root


def _bind(path: Path, *, root: Path) -> None:
    """One path of this machine to be read at the same place inside; a link stays a link."""
    inside = root / str(path).lstrip("/")
    if inside.is_symlink() or inside.exists():
        return
    inside.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        inside.symlink_to(path.readlink())
        return
    if path.is_dir():
        inside.mkdir()
    else:
        inside.touch()
    _mount(str(path), inside, flags=BIND | RECURSIVE)
    attributes = struct.pack("QQQQ", READ_ONLY | NO_SUID, 0, 0, 0)
    _from_libc("syscall", MOUNT_SETATTR, AT_FDCWD, bytes(inside), AT_RECURSIVE, attributes, len(attributes))


def _mount(source: str, target: Path | str, *, flags: int, kind: str = "none", options: str = "") -> None:
    _from_libc("mount", source.encode(), os.fsencode(target), kind.encode(), flags, options.encode())


def _from_libc(name: str, *arguments: Any) -> None:
    call = getattr(LIBC, name)
    if call(*(ctypes.c_long(one) if isinstance(one, int) else one for one in arguments)) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")


def _die_with_parent() -> None:
    _from_libc("prctl", PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def _become(user: int) -> None:
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)


def _wait(first: int, *, plan: Plan) -> int:
    """Wait for the first process, and kill it at the deadline; what it leaves outside a namespace is killed too."""
    watched = os.pidfd_open(first)
    over = time.monotonic() + plan["deadline"]
    ready: list[int] = []
    while not ready and time.monotonic() < over:
        ready, _, _ = select.select([watched], [], [], over - time.monotonic())
    if not ready:
        os.kill(first, signal.SIGKILL)
    _, status = os.waitpid(first, 0)
    if not plan["files"]:
        _kill_orphans()
    return os.waitstatus_to_exitcode(status) % 256


def _kill_orphans() -> None:
    """Without a process namespace orphans come to us: kill each until there is none."""
    while True:
        for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
        try:
            os.wait()
        except ChildProcessError:
            return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
