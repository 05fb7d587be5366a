"""What other people's programs say of a capture: `wacz validate`, and a replay in pywb held against the live page.

They live in an environment of their own, made by uv beside the checkout's ignored `.boot`; one of them is AGPL, and none ships.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".boot" / "outside"
PACKAGES = ("wacz==0.6.0", "pywb==2.10.0", "warcprox==2.13.1", "setuptools<81")
WITHIN = 30.0
# What a person sees: posts, pictures that show something, and the words.
SEEN = """async () => {
  for (let still = 0, before = -1; still < 12; ) {
    scrollBy(0, innerHeight * 0.9); await new Promise((done) => setTimeout(done, 80));
    const now = scrollY + document.body.scrollHeight; still = now === before ? still + 1 : 0; before = now;
  }
  const shown = [...document.images].filter((one) => one.complete && one.naturalWidth).length;
  return { posts: document.querySelectorAll('article').length, pictures: shown, text: document.body.innerText };
}"""


def program(name: str) -> Path:
    """One of the outside programs, installed at first use. Raises CalledProcessError where there is no registry."""
    path = ENVIRONMENT / "bin" / name
    if not path.exists():
        uv = ROOT / ".boot" / "bin" / "uv"
        subprocess.run(
            [uv, "venv", "--quiet", "--clear", "--python", sys.executable, ENVIRONMENT], check=True
        )
        subprocess.run(
            [uv, "pip", "install", "--quiet", "--python", ENVIRONMENT / "bin" / "python", *PACKAGES],
            check=True,
        )
    return path


def validate(wacz: Path) -> str:
    """What `wacz validate` says; AssertionError if it is not content."""
    done = subprocess.run(
        [program("wacz"), "validate", "-f", wacz], capture_output=True, text=True, check=False
    )
    said = (done.stdout + done.stderr).strip().splitlines()
    assert done.returncode == 0, said[-3:]
    return said[-1]


@contextmanager
def replayed(wacz: Path) -> Iterator[str]:
    """The address at which pywb plays it, to be followed by the page’s own."""
    with tempfile.TemporaryDirectory() as place:
        quiet: dict[str, Any] = {"cwd": place, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        manager = program("wb-manager")
        subprocess.run([manager, "init", "capture"], check=True, **quiet)
        subprocess.run([manager, "add", "--unpack-wacz", "capture", wacz], check=True, **quiet)
        (Path(place) / "config.yaml").write_text("framed_replay: false\ncollections: {}\n")
        port = 18000 + os.getpid() % 4000
        served = subprocess.Popen([program("wayback"), "-b", "127.0.0.1", "-p", str(port)], **quiet)
        try:
            _wait_for(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}/capture/2"
        finally:
            served.terminate()
            served.wait()


def seen(url: str, *, chromium: Path) -> dict[str, Any]:
    """Posts, pictures and a hash of the words at an address, scrolled to its end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(url)
        page.wait_for_selector("article")
        told: dict[str, Any] = page.evaluate(SEEN)
        browser.close()
    told["text"] = hashlib.sha256(told["text"].encode()).hexdigest()
    return told


def _wait_for(url: str) -> None:
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("pywb did not begin to answer")


if __name__ == "__main__":
    print(json.dumps({"wacz": validate(Path(sys.argv[1]))}))
