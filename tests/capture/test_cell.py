"""The cell's own process, started as `containment` starts it but with the tests' environment, so that it is measured."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.capture.test_containment import strictest
from tests.machine.processes import children_of
from watchbook.capture import cell, group, ways
from watchbook.capture.memory import Share

ROOT = Path(__file__).parent.parent.parent


def ran(argv, folder, *, deadline=20.0, **plan):
    """Exit code, what was said on the control socket with any socket handed out, and what came on descriptor 3."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    read, write = os.pipe()
    user = ways.unused_user() if os.geteuid() == 0 and not plan.get("user_namespace") else 0
    profile = folder / "profile"
    profile.mkdir(exist_ok=True)
    folder.chmod(0o755)
    given = {"argv": argv, "env": {"PATH": os.defpath}, "profile": str(profile), "user": user, "user_namespace": False, "roads": False,
             "files": False, "keep": [write], "descriptors": [[write, 3]], "bytes": 10_000_000, "processes": 1024, "policy": {},
             "readable": [], "control": theirs.fileno(), "deadline": deadline, "port": 0}  # fmt: skip
    started = subprocess.Popen(
        [sys.executable, cell.__file__, json.dumps(given | plan)],
        cwd=ROOT,
        pass_fds=[theirs.fileno(), write],
        stderr=subprocess.PIPE,
    )
    theirs.close()
    os.close(write)
    with os.fdopen(read) as output, ours, started.stderr:
        told = output.read()
        said, handed = {}, []
        while data := socket.recv_fds(ours, 65536, 1):
            if not data[0]:
                break
            said |= json.loads(data[0])
            handed += data[1]
        started.wait()
        errors = started.stderr.read().decode()
    return started.returncode, said, handed, told, errors


@pytest.fixture
def folder(tmp_path_factory):
    """A folder that another user may enter."""
    found = tmp_path_factory.mktemp("cell")
    for one in (found, *found.parents):
        if one.stat().st_uid == os.geteuid() and str(one).startswith("/tmp/"):
            one.chmod(one.stat().st_mode | 0o111)
    return found


def test_it_says_its_first_process_and_that_it_is_ready_and_ends_with_the_programs_code(folder):
    code, said, handed, told, _ = ran(["/bin/sh", "-c", "echo $PATH >&3; exit 5"], folder)
    assert (code, said["ready"], handed, told.strip()) == (5, True, [], os.defpath)
    assert said["first"] > 1


def test_it_enters_a_control_group_with_all_that_it_starts_and_is_not_stopped_where_it_may_not(folder):
    made = group.made(Share(memory=256 << 20, threads=50))
    entrances = made.entrances if made else []
    shut = str(folder / "none" / "cgroup.procs")
    code, _, _, told, errors = ran(
        ["/bin/sh", "-c", "cat /proc/self/cgroup >&3"], folder, groups=[*entrances, shut]
    )
    assert code == 0, errors
    if made:
        assert all(one.name in told for one in made.folders.values())
        made.remove()
        assert not any(one.exists() for one in made.folders.values())


def test_a_socket_of_the_inside_is_handed_out(folder):
    strictest()
    way = {"roads": True, "port": 18_080} | ({} if os.geteuid() == 0 else {"user_namespace": True})
    code, _, handed, _, errors = ran(["/bin/true"], folder, **way)
    assert (code, len(handed)) == (0, 1), errors
    with socket.socket(fileno=handed[0]) as inside:
        assert inside.getsockname() == ("127.0.0.1", 18_080)


def test_in_a_user_namespace_it_stays_who_it_was(folder):
    strictest()
    code, _, _, told, errors = ran(["/bin/sh", "-c", "id -u >&3"], folder, user_namespace=True, roads=True)
    assert (code, told.strip()) == (0, str(os.geteuid())), errors


def test_at_the_deadline_first_process_and_orphans_are_killed(folder):
    words = [
        "/bin/sh",
        "-c",
        "setsid sleep 300 3>&- & setsid sh -c 'sleep 300 & sleep 300' 3>&- & echo on >&3; exec 3>&-; sleep 300",
    ]
    code, said, _, told, _ = ran(words, folder, deadline=0.4)
    assert (code, told) == (247, "on\n")
    assert not children_of(said["first"])


def test_what_is_no_program_is_told(folder):
    code, _, _, _, errors = ran(["/nowhere/program"], folder)
    assert code == 127
    assert "/nowhere/program cannot be run" in errors


def test_what_the_kernel_forbids_is_said_before_anything_starts(folder):
    code, said, _, _, _ = ran(["/bin/true"], folder, user_namespace=True, roads=True, port=99_999_999)
    assert (code, list(said)) in ((cell.FORBIDDEN, ["forbidden"]), (1, []))
    if os.geteuid() != 0:
        pytest.skip("only root may leave the files without a user namespace")
    code, said, _, _, _ = ran(["/bin/true"], folder, files=True, profile="/nowhere/at-all")
    assert code == cell.FORBIDDEN
    assert "forbidden" in said
