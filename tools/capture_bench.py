"""What recording costs beside the bare browser: the same scroll of the same site, in turn, each in a process of its own.

`python tools/capture_bench.py [ROUNDS]` prints a table; `measure()` gives the ratios. The bare drive scrolls by the same steps, knows
how many posts there are and so waits for nothing, and takes one picture. CPU and memory are those of the control group; where
there is none (version 1 of control groups, as root), only wall time is measured.
"""

import asyncio
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from watchbook.capture import browser as browsers
from watchbook.capture import child, containment
from watchbook.capture.cdp import Connection
from watchbook.capture.containment import ContainmentProof
from watchbook.capture.page import WATCHING
from watchbook.capture.plan import Limits, Plan
from watchbook.capture.scroll import Scroll, Word
from watchbook.machine import chromium

GROUPS = {"cpuacct": Path("/sys/fs/cgroup/cpuacct"), "memory": Path("/sys/fs/cgroup/memory")}
DRIVES = ("bare", "recorded", "contained", "pictured")
WHOLE = ("bare", "command")  # the command as a person types it: start, look, pictures, archive, seal
POSTS = 120


@dataclass
class Cost:
    """Seconds of wall and CPU, and the highest megabytes seen."""

    wall: float
    cpu: float = 0.0
    memory: float = 0.0


@dataclass
class PlainCell:
    """A browser as anybody starts it: no cell around it."""

    process: subprocess.Popen[bytes]
    pid: int
    holds: frozenset[str] = frozenset()
    limit_reached: str = ""

    def kill(self) -> ContainmentProof:
        self.process.kill()
        self.process.wait()
        return ContainmentProof(self.process.returncode, 0, 0, datetime.now(UTC), "not looked for")


@dataclass
class NoFilter:
    """No egress filter."""

    log: list[Any] = field(default_factory=list)

    def addresses_of(self, _: str) -> list[str]:
        return []


@asynccontextmanager
async def plainly_started(
    program: Path, *, listener: Any, trusted_keys: tuple[str, ...] = (), **_: Any
) -> AsyncIterator[Any]:
    """In place of `browser.started`: no cell, no filter, no sandbox."""
    folder = tempfile.mkdtemp(dir=containment.memory_disk())
    (theirs_in, ours_out), (ours_in, theirs_out) = browsers._pipe(), browsers._pipe()
    flags = [*browsers.FLAGS, "--no-sandbox", f"--user-data-dir={folder}"]
    own = str(containment.program_of(program))
    # A shell's redirections put the pipe's ends where the browser looks for them.
    launch = [
        sys.executable,
        "-S",
        "-c",
        "import os,sys;os.dup2(int(sys.argv[1]),3);os.dup2(int(sys.argv[2]),4);os.execv(sys.argv[3],sys.argv[3:])",
    ]
    process = subprocess.Popen(
        [*launch, str(theirs_in), str(theirs_out), own, *flags, "about:blank"],
        pass_fds=(theirs_in, theirs_out),
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    wire = Connection(reads=ours_in, writes=ours_out, listener=listener)
    cell = PlainCell(process, process.pid)
    browser = browsers.Browser(connection=wire, cell=cell, filter=NoFilter(), flags=flags)  # type: ignore[arg-type] # stand-ins
    try:
        browser.version = await wire.call("Browser.getVersion")
        yield browser
    finally:
        await browser.gone()
        shutil.rmtree(folder, ignore_errors=True)


async def bare(url: str, *, program: Path, folder: Path) -> None:
    """The floor: open, scroll by the same steps until the last post is there, one picture."""
    loaded = asyncio.Event()
    begun = time.monotonic()

    def heard(_: str, event: str, __: Any) -> None:
        if event == "Page.loadEventFired":
            loaded.set()

    async with plainly_started(program, listener=heard) as browser:
        wire = browser.connection
        page = next(
            one for one in (await wire.call("Target.getTargets"))["targetInfos"] if one["type"] == "page"
        )
        session = (await wire.call("Target.attachToTarget", {"targetId": page["targetId"], "flatten": True}))[
            "sessionId"
        ]
        await wire.call("Page.enable", session=session)
        await wire.call("Page.navigate", {"url": url}, session=session)
        await loaded.wait()

        async def tell(what: str) -> Any:
            asked = {"expression": f"watchbook.{what}", "awaitPromise": True, "returnByValue": True}
            return (await wire.call("Runtime.evaluate", asked, session=session))["result"].get("value")

        async def nothing(_: int, __: Any) -> None:
            seen.update(
                posts=(await wire.call("Runtime.evaluate", count, session=session))["result"]["value"]
            )

        count = {"expression": "document.querySelectorAll('article').length", "returnByValue": True}
        seen = {"posts": 0}
        await wire.call(
            "Runtime.evaluate", {"expression": WATCHING.read_text(encoding="utf-8")}, session=session
        )
        word = lambda: Word(waits=seen["posts"] < POSTS, is_promised=False, is_end=True)  # noqa: E731 - a line is all it is
        await Scroll(tell, word, lambda: time.monotonic() - begun, nothing, Limits(), 120).whole()
        told = await wire.call("Page.captureScreenshot", {"format": "png"}, session=session)
        (folder / "one.png").write_text(told["data"])


def drive(name: str, site: dict[str, Any], folder: Path) -> None:
    """One drive, in this process."""
    program = chromium.find(os.environ, folder=chromium.default_folder())
    assert program
    url = f"{site['near']}/?kind=ends"
    if name == "bare":
        asyncio.run(bare(url, program=program, folder=folder))
        return
    if name == "recorded":
        browsers.started = plainly_started  # type: ignore[assignment] # the same drive without its walls
    plan = Plan(
        url, folder, program, mode="test", allowed=tuple(site["allowed"]), in_full=name == "pictured",
        browser_sha256="as the worker hashed it", version="as the worker knows it",
    )  # fmt: skip
    report = asyncio.run(child.take(plan, say=lambda _: None))
    assert report.status == "COMPLETE", (report.status, report.reasons)


@contextmanager
def group() -> Iterator[dict[str, Path]]:
    """A control group of our own for one process and its children, or nothing."""
    name = f"watchbook-bench-{os.getpid()}"
    places = {
        kind: root / name
        for kind, root in GROUPS.items()
        if (root / "tasks").exists() and os.access(root, os.W_OK)
    }
    for place in places.values():
        place.mkdir(exist_ok=True)
    try:
        yield places
    finally:
        for place in places.values():
            with contextlib.suppress(OSError):
                place.rmdir()


def whole_command(served: dict[str, Any], folder: Path) -> list[str]:
    """`watchbook capture`, with the environment that it needs."""
    told = {
        "WATCHBOOK_MODE": "test",
        "WATCHBOOK_HOME": str(folder.parent / "home"),
        "WATCHBOOK_CAPTURE_ALLOW": ",".join(served["allowed"]),
    }
    environment = [f"{name}={value}" for name, value in told.items()]
    program = str(Path(sys.executable).with_name("watchbook"))
    return [
        "env", *environment, program, "capture", f"{served['near']}/?kind=ends", "--out", str(folder / "out"), "--json",
    ]  # fmt: skip


def cost(command: list[str]) -> Cost:
    """Run it and say what it took."""
    with group() as places:

        def enter() -> None:
            for place in places.values():
                (place / "tasks").write_text(str(os.getpid()))

        before = _cpu(places)
        begun = time.perf_counter()
        process = subprocess.Popen(command, preexec_fn=enter, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: PLW1509 - one thread here
        peak, over = [0.0], threading.Event()
        watch = threading.Thread(target=_watch_memory, args=(places, peak, over))
        watch.start()
        code = process.wait()
        wall = time.perf_counter() - begun
        over.set()
        watch.join()
        assert code == 0, f"{command[1:4]} ended with {code}"
        return Cost(wall, _cpu(places) - before, peak[0])


def _cpu(places: dict[str, Path]) -> float:
    return int((places["cpuacct"] / "cpuacct.usage").read_text()) / 1e9 if "cpuacct" in places else 0.0


def _watch_memory(places: dict[str, Path], peak: list[float], over: threading.Event) -> None:
    while "memory" in places and not over.wait(0.05):
        told = dict(line.split() for line in (places["memory"] / "memory.stat").read_text().splitlines())
        now = (int(told["total_rss"]) + int(told.get("total_shmem", 0))) / 1e6
        peak[0] = max(peak[0], now)


@contextmanager
def site() -> Iterator[dict[str, Any]]:
    """The made-up site in a process of its own."""
    served = subprocess.Popen(
        [sys.executable, "-m", "tests.capture.site"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert served.stdin
    assert served.stdout
    try:
        yield json.loads(served.stdout.readline())
    finally:
        served.stdin.close()
        served.wait()


def _one(name: str, served: dict[str, Any], folder: Path, bundles: list[int] | None) -> Cost:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if name != "command":
        return cost([sys.executable, __file__, "--drive", name, json.dumps(served), str(folder)])
    took = cost(whole_command(served, folder))
    if bundles is not None:
        bundles.append((folder / "out" / "capture.zip").stat().st_size)
    return took


def measure(
    rounds: int, drives: Sequence[str] = DRIVES, bundle: list[int] | None = None
) -> dict[str, dict[str, float]]:
    """For each drive the median of its ratios to the bare drive of the same round: wall, cpu, memory; and the bare's own.

    `bundle` gets the bytes of each bundle that the whole command made.
    """
    found: dict[str, list[Cost]] = {name: [] for name in drives}
    with site() as served, tempfile.TemporaryDirectory() as place:
        for _ in range(rounds):
            for name in drives:
                found[name].append(_one(name, served, Path(place) / name, bundle))
                print(name, found[name][-1], file=sys.stderr, flush=True)
    table = {}
    for name in drives:
        table[name] = {
            what: statistics.median(
                getattr(ours, what) / max(getattr(floor, what), 1e-9)
                if name != "bare"
                else getattr(floor, what)
                for ours, floor in zip(found[name], found["bare"], strict=True)
            )
            for what in ("wall", "cpu", "memory")
        }
    return table


if __name__ == "__main__":
    if "--drive" in sys.argv:
        _, _, drive_name, told, where = sys.argv
        drive(drive_name, json.loads(told), Path(where))
    else:
        print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5), indent=1))
