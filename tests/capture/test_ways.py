"""Which walls a machine permits is found by trying; what it forbids is told, and nothing is started without a sandbox."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.capture.test_containment import strictest
from watchbook.capture import ways
from watchbook.capture.refusal import CaptureRefused
from watchbook.capture.ways import ContainmentWay

ROOT = Path(__file__).parent.parent.parent
# A machine that permits less is one of ours whose limits of namespaces are set to nothing, in a user namespace of its own.
POORER = """
import json, os, pathlib, sys
user, group = 1000, 1000
outside = os.geteuid(), os.getegid()
os.unshare(os.CLONE_NEWUSER)
pathlib.Path("/proc/self/setgroups").write_text("deny")
pathlib.Path("/proc/self/uid_map").write_text(f"{user} {outside[0]} 1")
pathlib.Path("/proc/self/gid_map").write_text(f"{group} {outside[1]} 1")
for name in sys.argv[1:]:
    pathlib.Path(f"/proc/sys/user/max_{name}_namespaces").write_text("0")
from watchbook.capture import ways
from watchbook.capture.refusal import CaptureRefused
try:
    found = sorted(ways.way().holds)
except CaptureRefused as refused:
    found = refused.as_error()
try:
    serious = sorted(ways.way(mode="production").holds)
except CaptureRefused as refused:
    serious = refused.as_error()
print(json.dumps([found, list(ways.findings())[0], serious]))
"""


def on_a_machine_without(*kinds):
    """What is found where these kinds of namespace are forbidden."""
    done = subprocess.run(
        [sys.executable, "-c", POORER, *kinds], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if "PermissionError" in done.stderr:
        pytest.skip("this machine permits no user namespace to try it in")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_without_user_namespaces_no_browser_is_started_and_the_doctor_says_why():
    refusal, finding, serious = on_a_machine_without("user")
    assert "forbids them to an ordinary user" in refusal["why"]
    assert "sysctl" in refusal["next"]
    assert finding[:2] == ["Containment", False]
    assert finding[3] == refusal["why"]
    assert serious == refusal


@pytest.mark.parametrize(
    ("kinds", "holds", "said"),
    [
        ((), ["files", "roads", "user_namespace"], "no road but the egress filter"),
        (("mnt",), ["roads", "user_namespace"], "without a root and a process namespace"),
        (("net",), ["files", "user_namespace"], "only Chromium's flags and policy"),
        (("net", "pid"), [], "and without"),
    ],
)
def test_with_less_the_strictest_that_is_left_is_taken_and_told(kinds, holds, said):
    strictest()
    found, finding, serious = on_a_machine_without(*kinds)
    assert found == holds
    if kinds:
        assert serious["what"].startswith("Pages cannot be captured on this machine")
        assert said.removeprefix("and ") in serious["why"]
        assert "user namespaces" in serious["next"]
    else:
        assert serious == holds
    assert said in finding[2]
    assert finding[1] is (not kinds)


def test_what_holds_is_told_by_name():
    assert ContainmentWay(61_000, False, True, True).holds == {"user", "roads", "files"}
    assert ContainmentWay(0, True, False, False).holds == {"user_namespace"}


def test_a_folder_in_memory_is_known():
    assert ways.is_in_memory(Path("/dev/shm"))
    assert not ways.is_in_memory(Path("/proc"))
    assert not ways.is_in_memory(Path("/nowhere"))


def test_swap_on_a_disk_is_warned_of(monkeypatch):
    monkeypatch.setattr(ways, "swap_in_use", lambda: ["/dev/sda2"])
    subject, ok, what, why, then = list(ways.findings())[1]
    assert (subject, ok, what) == ("Swap", False, "in use: /dev/sda2.")
    assert "swapoff" in then
    assert "outlives" in why


def test_the_doctor_finds_this_machine_as_it_is(monkeypatch):
    subjects = [found[0] for found in ways.findings()]
    assert subjects == ["Containment", "Swap", "openssl"]
    monkeypatch.setenv("PATH", "/nowhere")
    assert list(ways.findings())[2][1] is False


def test_what_this_machine_permits_is_a_way_or_a_refusal():
    try:
        found = ways.way()
    except CaptureRefused:
        return
    assert bool(found.user) is (os.geteuid() == 0)
    assert isinstance(ways.swap_in_use(), list)
