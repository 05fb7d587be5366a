"""Other people's recorders beside ours: the same site, the same scroll, each in an environment of its own; how much of it each holds.

`python tools/capture_peers.py [ROUNDS]` prints a table. `warcprox` and pywb record as proxies in front of the bare drive of
`capture_bench`; `single-file` saves the page as one file in its own way. None of them ships: they are installed beside the
checkout's ignored `.boot`, and what is not there is left out. Costs are those of program and browser together.
"""

import asyncio
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from warcio.archiveiterator import ArchiveIterator

from tools import capture_bench, capture_outside
from tools.capture_bench import Cost
from watchbook.capture import browser as browsers
from watchbook.capture import containment
from watchbook.machine import chromium

NODE = capture_outside.ENVIRONMENT / "node"
SINGLE_FILE = "single-file-cli@2.0.83"
PORT = 18_600
# It refuses sites of this machine, and its command line cannot say otherwise.
WARCPROX = (
    "import sys; from warcprox.warcproxy import WarcProxyHandler; WarcProxyHandler.allow_localhost = True;"
    "from warcprox.main import main; main(['warcprox', *sys.argv[1:]])"
)
PEERS = ("ours", "warcprox", "pywb", "single-file")


def install() -> None:
    """Fetch what is not there yet. Raises CalledProcessError or OSError where there is no registry."""
    capture_outside.program("warcprox")
    if not (NODE / "node_modules" / ".bin" / "single-file").exists():
        NODE.mkdir(parents=True, exist_ok=True)
        (NODE / "package.json").write_text('{"private": true}')
        words = ["npm", "install", "--silent", "--no-fund", "--no-audit", SINGLE_FILE]
        subprocess.run(words, cwd=NODE, check=True)


def drive(name: str, site: dict[str, Any], folder: Path) -> None:
    """One peer, in this process."""
    if name == "ours":
        capture_bench.drive("recorded", site, folder)
        return
    program = chromium.find(os.environ, folder=chromium.default_folder())
    assert program
    url = f"{site['near']}/?kind=ends"
    if name == "single-file":
        words = [f"--browser-executable-path={containment.program_of(program)}", "--browser-arg=--no-sandbox"]
        single = NODE / "node_modules" / ".bin" / "single-file"
        subprocess.run(
            [single, url, folder / "page.html", *words],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return
    with {"warcprox": _warcprox, "pywb": _pywb}[name](folder) as port:
        proxied = (f"--proxy-server=http://127.0.0.1:{port}", "--proxy-bypass-list=<-loopback>")
        browsers.FLAGS = (*browsers.FLAGS, *proxied)  # type: ignore[assignment] # a longer one
        asyncio.run(capture_bench.bare(url, program=program, folder=folder))


@contextmanager
def _warcprox(folder: Path) -> Iterator[int]:
    words = ["-b", "127.0.0.1", "-p", str(PORT), "-d", str(folder / "warcs"), "-g", "sha256", "-z"]
    words += [
        "--dedup-db-file",
        str(folder / "dedup.db"),
        "--stats-db-file",
        str(folder / "stats.db"),
        "-c",
        str(folder / "ca.pem"),
    ]
    python = capture_outside.ENVIRONMENT / "bin" / "python"
    with _served([python, "-c", WARCPROX, *words], folder):
        yield PORT


@contextmanager
def _pywb(folder: Path) -> Iterator[int]:
    quiet: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([capture_outside.program("wb-manager"), "init", "kept"], check=True, **quiet)
    words = ["--proxy", "kept", "--proxy-record", "--live", "-b", "127.0.0.1", "-p", str(PORT)]
    with _served([capture_outside.program("wayback"), *words], folder):
        yield PORT


@contextmanager
def _served(words: list[Any], folder: Path) -> Iterator[None]:
    quiet: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(words, **quiet)
    try:
        _wait_for_port()
        yield
        _wait_until_written(folder)
    finally:
        process.kill()  # asked to end, it would wait for the page's open connections
        process.wait()


def _wait_until_written(folder: Path) -> None:
    before, now = -1, 0
    while before != now:
        time.sleep(0.3)
        before, now = now, sum(path.stat().st_size for path in folder.rglob("*.warc.gz*"))


def _wait_for_port() -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=2).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the proxy did not begin to answer")


def held(folder: Path, expected: list[list[str]]) -> int:
    """How many of the expected bodies lie in a folder, whatever WARC, WACZ or HTML holds them, byte for byte."""
    found: set[str] = set()
    for path in [*folder.rglob("*.warc.gz"), *folder.rglob("*.warc.gz.open")]:
        with path.open("rb") as file:
            found |= {
                hashlib.sha256(record.content_stream().read()).hexdigest()
                for record in ArchiveIterator(file)
                if record.rec_type in ("response", "revisit")
            }
    return sum(digest in found for _, _, digest in expected)


def _cost(name: str, served: dict[str, Any], folder: Path) -> Cost:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    own = capture_bench.__file__ if name == "bare" else __file__
    cost = capture_bench.cost([sys.executable, own, "--drive", name, json.dumps(served), str(folder)])
    if name == "ours":
        shutil.unpack_archive(folder / "capture.wacz", folder / "apart", "zip")
    return cost


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """For each peer the median of its ratios to the bare drive of the same round, and how many of how many bodies it held."""
    costs: dict[str, list[Cost]] = {name: [] for name in ("bare", *PEERS)}
    with capture_bench.site() as served, tempfile.TemporaryDirectory() as place:
        for name in (*costs,) * rounds:
            costs[name].append(_cost(name, served, Path(place) / name))
        kept = {name: held(Path(place) / name, served["expected"]) for name in PEERS}
        shown = (Path(place) / "single-file" / "page.html").read_text(encoding="utf-8").count("<article")

    def ratio(name: str, what: str) -> float:
        pairs = zip(costs[name], costs["bare"], strict=True)
        return statistics.median(getattr(one, what) / max(getattr(bare, what), 1e-9) for one, bare in pairs)

    all_ = len(served["expected"])
    table = {
        name: {what: ratio(name, what) for what in ("wall", "cpu", "memory")}
        | {"held": kept[name], "of": all_}
        for name in PEERS
    }
    table["single-file"] |= {
        "posts": shown,
        "held": 0,
    }  # it keeps a document of its own making, no answer as it came
    return table


if __name__ == "__main__":
    if "--drive" in sys.argv:
        _, _, peer, told, where = sys.argv
        drive(peer, json.loads(told), Path(where))
    else:
        install()
        print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3), indent=1))
