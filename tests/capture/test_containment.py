"""A browser's cell: an unprivileged user, no file and no road of this machine, and gone afterwards with proof."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.capture.sites import site
from tests.machine.processes import children_of
from tests.machine.served import as_root
from tests.patience import PATIENCE
from watchbook.capture import cell, containment, egress, ways
from watchbook.capture.policy import Policy
from watchbook.capture.refusal import CaptureRefused
from watchbook.capture.ways import ContainmentWay

ROOT = Path(__file__).parent.parent.parent
ORDINARY = 4321
# Started by the tests with other programs than Chromium, the walls are the same and it takes no time.
SHELL = "/bin/sh"
PYTHON = "/usr/bin/python3"
PROGRAMS = (
    "/bin",
    "/usr/bin",
    *(str(one) for one in Path("/usr/lib").glob("python3*")),
)  # which the tests' stand-ins need


def strictest():
    """The way of this machine, or a skip that says why there is none."""
    try:
        found = ways.way()
    except CaptureRefused as refused:
        pytest.skip(refused.why)
    if not (found.has_files and found.has_roads):
        pytest.skip(f"this machine permits only {sorted(found.holds)}")
    return found


def told(*argv, way, deadline=20.0, filtered=None, more=(), also=PROGRAMS):
    """What a program in a cell writes to its descriptor 3, and the proof of its end."""
    read, write = os.pipe()
    with containment.profile() as profile:
        inside = containment.started(
            argv,
            profile=profile,
            env={"A": "1"},
            pass_fds=(write, *more),
            deadline=deadline,
            egress=filtered,
            way=way,
            also_readable=also,
        )
        os.close(write)
        with os.fdopen(read) as output:
            text = output.read()
        return text, inside.wait(PATIENCE), inside


def python(code):
    """A program for a cell."""
    if not os.access(PYTHON, os.X_OK):
        pytest.skip(f"{PYTHON} is not here")
    return PYTHON, "-I", "-c", code


LOOK_AROUND = """
import json, os, pathlib, resource
status = dict(line.split(":\\t", 1) for line in pathlib.Path("/proc/self/status").read_text().splitlines() if ":\\t" in line)
def try_to(act):
    try: act()
    except OSError as error: return error.errno
    return 0
os.write(3, json.dumps({
    "uid": os.getuid(), "gid": os.getgid(), "groups": os.getgroups(), "caps": status["CapEff"], "privileges": status["NoNewPrivs"],
    "environment": dict(os.environ), "here": os.getcwd(), "root": sorted(os.listdir("/")), "etc": sorted(os.listdir("/etc")),
    "processes": [one for one in os.listdir("/proc") if one.isdigit()], "core": resource.getrlimit(resource.RLIMIT_CORE),
    "roads": sorted(os.listdir("/proc/sys/net/ipv4/conf")), "descriptors": sorted(os.listdir("/proc/self/fd")),
    "wrote": try_to(lambda: pathlib.Path("/usr/x").write_text("x")), "own": try_to(lambda: pathlib.Path("x").write_text("x")),
    "root_wrote": try_to(lambda: pathlib.Path("/x").write_text("x")), "host": os.uname().nodename,
    "ran": try_to(lambda: (pathlib.Path("run").write_text("#!/bin/sh"), os.chmod("run", 0o755), os.execv("run", ["run"]))),
    "memory": os.statvfs(".").f_blocks * os.statvfs(".").f_frsize,
}).encode())
"""


def test_it_is_nobody_with_no_right_and_sees_nothing_of_this_machine(monkeypatch):
    monkeypatch.setenv("WATCHBOOK_SECRET_FOR_TESTS", "told to nobody")
    way = strictest()
    text, proof, inside = told(*python(LOOK_AROUND), way=way)
    found = json.loads(text)
    assert found["uid"] == found["gid"] == inside.user != 0
    assert (found["groups"] in ([], [65534]), int(found["caps"], 16), found["privileges"]) == (True, 0, "1")
    assert found["environment"].keys() <= {"PATH", "LANG", "TZ", "HOME", "TMPDIR", "A", "LC_CTYPE"}
    assert set(found["root"]) <= {
        "usr",
        "bin",
        "sbin",
        "lib",
        "lib32",
        "lib64",
        "opt",
        "var",
        "etc",
        "dev",
        "proc",
        "tmp",
        *profile_root(),
    }
    assert not {"shadow", "hosts", "resolv.conf", "ssh", "hostname"} & set(found["etc"])
    assert len(found["processes"]) <= 3
    assert set(found["roads"]) <= {"all", "default", "lo"}
    assert (found["wrote"] != 0, found["root_wrote"] != 0, found["own"]) == (True, True, 0)
    assert found["ran"] == errno.EACCES  # nothing that was written there is run
    assert found["core"] == [0, 0]
    assert found["memory"] <= containment.BYTES
    assert (proof.processes, proof.files) == (0, 0)


def test_no_program_but_its_own_is_there_and_nothing_that_names_this_machine():
    look = "echo /usr/* /usr/bin/* /bin/* /usr/local/* /opt/* /etc/* /usr/share/* >&3"
    text, _, _ = told(SHELL, "-c", look, way=strictest(), also=())
    there = {one for one in text.split() if "*" not in one}
    assert {one for one in there if "/bin/" in one} == {str(Path(SHELL).resolve())}
    assert there.isdisjoint({"/etc/passwd", "/etc/group", "/etc/machine-id", "/etc/ssl", "/usr/local/bin"})
    assert not [one for one in there if one.startswith("/opt") and one != "/opt/chrome"]
    assert [one for one in there if one.startswith(("/usr/lib", "/etc/fonts"))]


def test_libraries_are_readable_without_the_programs_beside_them(tmp_path):
    apart, plain, link = tmp_path / "apart", tmp_path / "plain", tmp_path / "link"
    (apart / "x86_64-linux-gnu").mkdir(parents=True)
    plain.mkdir()
    link.symlink_to(plain)
    found = ways.libraries([str(apart), str(plain), str(link)])
    assert found == [str(apart / "x86_64-linux-gnu"), str(plain), str(link)]
    assert ways.own(Path("/usr/bin/chrome")) == "/usr/bin/chrome"
    assert ways.own(Path("/opt/chrome/chrome")) == "/opt/chrome"


def profile_root():
    """The first folder on the way to a profile, which the cell has to have."""
    return {containment.memory_disk().parts[1]}


@as_root
def test_as_root_it_becomes_a_user_who_is_nobody_else():
    way = strictest()
    assert way.user in ways.USERS
    text, _, _ = told(SHELL, "-c", "id -u >&3", way=way)
    assert int(text) == way.user


def as_ordinary(code):
    """Python run from here by an ordinary user, who is in no group of ours."""
    whom = {"user": ORDINARY, "group": ORDINARY, "extra_groups": []}
    told = {"env": {"PATH": os.defpath}, "capture_output": True, "text": True}
    return subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT, **whom, **told)


def may_enter_the_checkout():
    """Whether an ordinary user can start our Python from here."""
    try:
        return not as_ordinary("").returncode
    except PermissionError:
        return False


@as_root
def test_an_ordinary_user_is_contained_by_a_user_namespace(tmp_path):
    code = (
        "import os; from watchbook.capture import cell, containment, ways\n"
        "way = ways.way(); read, write = os.pipe()\n"
        "with containment.profile() as profile:\n"
        "    inside = containment.started(['/bin/sh', '-c', 'id -u >&3; while read -r one; do echo $one >&3; done </proc/self/limits; sleep 100'],"
        " profile=profile, env={},"
        f" pass_fds=(write,), deadline=20, way=way, also_readable={PROGRAMS!r})\n"
        "    os.close(write); told = ''\n"
        "    while 'Max open files' not in told: told += os.read(read, 1000).decode()\n"
        "    first = told.split()[0]\n"
        "    is_limited = f'Max processes {containment.PROCESSES} {containment.PROCESSES}' in told\n"
        "    print(way.user_namespace, sorted(way.holds), first, inside.kill().processes == 0,"
        " is_limited or not cell._counts_by_namespace())\n"
    )
    if not may_enter_the_checkout():
        pytest.skip("another user may not enter the checkout")
    done = as_ordinary(code)
    assert done.stdout.strip() == f"True ['files', 'roads', 'user_namespace'] {ORDINARY} True True", (
        done.stderr
    )


def test_the_filter_is_the_only_thing_that_answers_inside():
    code = """
import os, socket, sys
def ask(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as one:
            one.sendall(b"CONNECT 169.254.169.254:80 HTTP/1.1\\r\\n\\r\\n")
            return one.recv(12).decode()
    except OSError as error:
        return type(error).__name__
os.write(3, " / ".join(ask(int(port)) for port in sys.argv[1:]).encode())
"""
    way = strictest()
    with site({}) as victim, egress.serving(Policy()) as filtered:
        text, _, _ = told(*python(code), str(filtered.port), str(victim.port), way=way, filtered=filtered)
        assert text == "HTTP/1.1 403 / ConnectionRefusedError"
        assert victim.came == []
    assert [one.outcome for one in filtered.log] == ["refused"]


def test_descriptors_come_in_their_order_and_no_other_does():
    read, write = os.pipe()
    extra = os.open("/dev/null", os.O_WRONLY)
    with containment.profile() as profile:
        inside = containment.started([SHELL, "-c", "echo four >&4; ls /proc/self/fd >&4"], profile=profile, env={},
                                     pass_fds=(extra, write), deadline=20, way=strictest(), also_readable=PROGRAMS)  # fmt: skip
        os.close(write)
        os.close(extra)
        with os.fdopen(read) as output:
            assert output.read().split()[:6] == ["four", "0", "1", "2", "3", "4"]
        assert inside.wait().exit_code == 0


DAEMONS = (
    "for i in 1 2 3 4 5; do setsid sh -c 'sleep 300 & sleep 300' & done; echo started >&3; exec 3>&-; wait"
)


def every_way():
    """The strictest way and the weaker ones, as far as this machine permits."""
    user = ways.unused_user() if os.geteuid() == 0 else 0
    return [
        ContainmentWay(user, False, True, False),
        ContainmentWay(user, True, True, True),
        ContainmentWay(0, True, True, False),
        ContainmentWay(user, False, False, False),
    ]


@pytest.mark.parametrize("number", range(5))
def test_the_whole_tree_dies_at_the_deadline_whatever_we_do(number):
    way = [strictest(), *every_way()][number]
    text, proof, inside = told(SHELL, "-c", DAEMONS, way=way, deadline=0.5)
    assert text == "started\n"
    assert (proof.processes, proof.files) == (0, 0)
    assert not list(children_of(inside.process.pid))


@pytest.mark.parametrize("number", range(5))
def test_it_is_killed_with_all_that_it_started_and_proof_is_given(number):
    way = [strictest(), *every_way()][number]
    read, write = os.pipe()
    with containment.profile() as profile:
        inside = containment.started(
            [SHELL, "-c", DAEMONS],
            profile=profile,
            env={},
            pass_fds=(write,),
            deadline=60,
            way=way,
            also_readable=PROGRAMS,
        )
        os.close(write)
        assert os.read(read, 100) == b"started\n"
        os.close(read)
        with pytest.raises(TimeoutError):
            inside.wait(0.01)
        proof = inside.kill()
        assert (proof.processes, inside.kill(), inside.wait()) == (0, proof, proof)
        assert not Path(f"/proc/{inside.pid}").exists()
    assert not profile.exists()


def test_when_whoever_started_it_is_killed_it_dies_too():
    way = strictest()
    code = (
        "import os, time; from watchbook.capture import containment\n"
        "from watchbook.capture.ways import ContainmentWay\n"
        f"way = {way!r}; folder = containment.memory_disk() / 'watchbook-test-{os.getpid()}'; folder.mkdir()\n"
        "inside = containment.started(['/bin/sleep', '300'], profile=folder, env={}, deadline=300, way=way)\n"
        "print(inside.pid, flush=True); time.sleep(300)\n"
    )
    started = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    first = int(started.stdout.readline())
    watched = os.pidfd_open(first)
    started.kill()
    started.wait()
    started.stdout.close()
    assert signal_when_gone(watched)
    (containment.memory_disk() / f"watchbook-test-{os.getpid()}").rmdir()


def test_a_browser_that_ends_by_itself_leaves_its_exit_code():
    _, proof, _ = told(SHELL, "-c", "exit 7", way=strictest())
    assert (proof.exit_code, proof.processes, proof.files) == (7, 0, 0)


def test_what_cannot_be_run_says_so_by_its_exit_code():
    assert told("/usr/bin/nothing-of-this-name", way=strictest())[1].exit_code == 127


def test_what_the_kernel_forbids_is_a_refusal_and_nothing_runs(tmp_path):
    way = strictest()
    with pytest.raises(CaptureRefused, match="could not be contained"):
        containment.started([SHELL], profile=tmp_path / "none", env={}, deadline=5, way=way)


def test_a_profile_lies_in_memory_and_is_gone_afterwards():
    with containment.profile() as profile:
        assert ways.is_in_memory(profile)
        (profile / "x").write_text("x")
    assert not profile.exists()


def test_without_a_memory_disk_nothing_is_browsed(monkeypatch):
    monkeypatch.setattr(containment, "MEMORY_DISKS", ("/usr", "/nowhere"))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with pytest.raises(CaptureRefused, match="no memory disk"):
        containment.memory_disk()


def test_a_launcher_script_is_looked_behind(tmp_path):
    (tmp_path / "launch").write_text("#!/bin/sh\n")
    (tmp_path / "chromium").write_bytes(b"\x7fELF")
    assert containment.program_of(tmp_path / "chromium") == tmp_path / "chromium"
    assert containment.program_of(tmp_path / "launch").name == "chromium"


def test_a_root_is_built_of_what_may_be_read_and_nothing_else(tmp_path):
    """In a child of the tests, before it lets go of this machine's files, so that what it does can be measured."""
    way = strictest()
    profile = tmp_path / "profile"
    profile.mkdir()
    (tmp_path / "link").symlink_to("/usr/bin")
    plan = {"profile": str(profile), "bytes": 10_000_000, "readable": ["/bin", "/usr/share", "/usr", "/etc/passwd", str(tmp_path / "link")],
            "policy": containment.POLICY, "user": way.user, "user_namespace": way.user_namespace}  # fmt: skip
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() != 0:
                user = os.geteuid()
                os.unshare(os.CLONE_NEWUSER)
                Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            os.unshare(os.CLONE_NEWNS)
            root = cell.build(plan)
            good = [
                (root / "etc" / "passwd").is_file(), not (root / "etc" / "shadow").exists(), (root / "dev" / "null").is_char_device(),
                json.loads((root / cell.POLICY_FOLDERS[0] / "watchbook.json").read_text())["QuicAllowed"] is False,
                (root / str(tmp_path).lstrip("/") / "link").is_symlink(), not os.access(root / "usr", os.W_OK) or os.geteuid() == 0,
                (root / str(profile).lstrip("/")).is_dir(),
            ]  # fmt: skip
            os._exit(0 if all(good) else 1)
        except OSError:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert list(profile.iterdir()) == []


def signal_when_gone(watched):
    """Whether a process ends soon."""
    import select

    ready, _, _ = select.select([watched], [], [], 20)
    os.close(watched)
    return bool(ready)
