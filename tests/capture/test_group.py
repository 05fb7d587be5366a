"""The control group of a capture's cell: made where it may be, beside or below our own; its limits held by the kernel and told."""

import subprocess
import sys

import pytest

from watchbook.capture import group as groups
from watchbook.capture.memory import Share

MOST = Share(memory=64 << 20, threads=20)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Folders in place of the kernel's: a function that says in which groups we are."""
    monkeypatch.setattr(groups, "ROOT", tmp_path / "root")
    monkeypatch.setattr(groups, "OWN", tmp_path / "own")
    monkeypatch.setattr(groups, "GONE_WITHIN", 0.0)

    def machine(*lines):
        (tmp_path / "own").write_text("".join(f"{line}\n" for line in lines))
        return tmp_path / "root"

    return machine


def a_group(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"procs": "", **files}.items():
        (folder / f"cgroup.{name}").write_text(text)


def test_of_version_2_it_lies_beside_ours_in_the_group_that_was_handed_over(machine, monkeypatch):
    around = machine("0::/system.slice/capture.service/worker") / "system.slice" / "capture.service"
    a_group(around, controllers="cpu memory pids\n", subtree_control="")
    monkeypatch.setattr(groups, "_is_ours", lambda folder: folder == around)
    made = groups.made(MOST)
    folder = made.folders["memory"]
    assert (folder.parent, made.is_unified) == (around, True)
    assert made.entrances == [str(folder / "cgroup.procs")]
    assert (folder / "memory.max").read_text() == str(96 << 20)
    assert (folder / "pids.max").read_text() == "20"
    assert (around / "cgroup.subtree_control").read_text() == "+memory +pids"
    assert made.reached() == ""
    (folder / "pids.events").write_text("max 2\n")
    assert made.reached() == "processes"
    (folder / "memory.events").write_text("low 0\noom 1\noom_kill 1\n")
    assert made.reached() == "memory"


@pytest.mark.parametrize(
    ("own", "controllers"),
    [("0::/", "memory pids"), ("0::/session.scope", "memory pids"), ("0::/a.service/worker", "cpu")],
)
def test_of_version_2_there_is_none_where_nothing_was_handed_over(machine, monkeypatch, own, controllers):
    root = machine(own)
    a_group(root, controllers=controllers, subtree_control="")
    a_group(root / "a.service", controllers=controllers, subtree_control="")
    monkeypatch.setattr(groups.os, "geteuid", lambda: 0)  # who may write everywhere; a folder has no mark
    assert groups.made(MOST) is None


def test_of_version_1_it_lies_below_ours_in_each_hierarchy_that_we_may_write_to(machine):
    root = machine("9:memory:/ours", "8:pids:/", "1:cpu:/", "0::/")
    a_group(root / "memory" / "ours")
    made = groups.made(MOST)
    assert made.folders["memory"].parent == root / "memory" / "ours"
    assert (set(made.folders), made.is_unified) == ({"memory"}, False)
    assert (made.folders["memory"] / "memory.limit_in_bytes").read_text() == str(96 << 20)


def test_a_machine_that_tells_no_groups_has_none(machine):
    assert groups.made(MOST) is None


@pytest.fixture
def real():
    """A group that this machine's kernel made, or a skip that says why."""
    made = groups.made(MOST)
    if made is None or set(made.folders) != set(groups.CONTROLLERS):
        pytest.skip("no control group of memory and processes can be made here")
    yield made
    made.remove()
    assert not any(folder.exists() for folder in made.folders.values())


ENTER = "import sys\nfor one in sys.argv[1:]: open(one, 'w').write('0')\n"
TAKES = {
    "memory": "held = bytearray(b'x' * (200 << 20))",
    "processes": "import threading, time\nfor _ in range(40): threading.Thread(target=time.sleep, args=(20,), daemon=True).start()",
}


@pytest.mark.parametrize("what", TAKES)
def test_the_kernel_ends_or_refuses_what_is_more_and_that_is_told(real, what):
    words = [sys.executable, "-c", ENTER + TAKES[what], *real.entrances]
    done = subprocess.run(words, capture_output=True, check=False, timeout=60)
    assert done.returncode != 0
    assert real.reached() == what
