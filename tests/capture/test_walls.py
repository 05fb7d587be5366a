"""A real Chromium behind the walls: its sandbox on, hostile pages in it, and nothing that gets out."""

import json
import os
import socket
from pathlib import Path

import pytest

from tests.capture.devtools import browsing
from tests.capture.sites import site
from tests.capture.test_containment import strictest
from watchbook.capture import egress, ways
from watchbook.capture.cell import POLICY_FOLDERS
from watchbook.capture.policy import listed
from watchbook.capture.ways import ContainmentWay

pytestmark = pytest.mark.browser
SPELLINGS = [
    "127.0.0.1",
    "2130706433",
    "0x7f000001",
    "017700000001",
    "127.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "localhost",
    "rebind.test",
]
LINK_LOCAL = ["169.254.169.254", "2852039166", "0xa9fea9fe", "[::ffff:a9fe:a9fe]", "[fe80::1]"]
if os.environ.get("TESTS_EVERY_SPELLING") is None:  # the filter's own tests have them all
    SPELLINGS, LINK_LOCAL = SPELLINGS[:1] + SPELLINGS[4:6] + SPELLINGS[-2:], LINK_LOCAL[::3]
STUN = """
new Promise(done => {
  const peer = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:PORT'}, {urls: 'turn:127.0.0.1:PORT', username: 'a', credential: 'b'}]});
  const found = []; peer.createDataChannel('x');
  peer.onicecandidate = said => said.candidate ? found.push(said.candidate.candidate) : done(found);
  peer.createOffer().then(offer => peer.setLocalDescription(offer)); setTimeout(() => done(found), 1500);
})
"""
ROADS = """
Promise.allSettled([
  fetch('http://127.0.0.1:PORT/fetch', {mode: 'no-cors'}), navigator.sendBeacon('http://127.0.0.1:PORT/beacon'),
  new Promise((done, lost) => { const one = new Image(); one.onerror = lost; one.src = 'http://127.0.0.1:PORT/image'; }),
  new Promise((done, lost) => { const one = new WebSocket('ws://127.0.0.1:PORT/socket'); one.onopen = done; one.onerror = lost; }),
  new Promise((done, lost) => { const code = "fetch('http://127.0.0.1:PORT/worker', {mode: 'no-cors'}).then(() => postMessage(1), () => postMessage(0))";
    const worker = new Worker(URL.createObjectURL(new Blob([code]))); worker.onmessage = said => said.data ? done() : lost(); }),
  fetch('https://127.0.0.1:PORT/tls', {mode: 'no-cors'}),
]).then(all => all.filter(one => one.status == 'fulfilled' && one.value !== undefined && one.value !== true).length)
"""


def redirecting(address):
    """A page that sends elsewhere."""

    def page(handler):
        handler.send_response(302)
        handler.send_header("Location", address)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return page


@pytest.fixture
def victim():
    """What must never be reached: a service of this machine."""
    with site({"/": b"secret"}) as running:
        yield running


def one_page(victim):
    """A site whose pages send to the victim and to the neighbourhood, in every spelling."""
    pages = {"/": b"<title>Board</title><h1>Board</h1>"}
    for number, host in enumerate(SPELLINGS):
        pages[f"/victim/{number}"] = redirecting(f"http://{host}:{victim.port}/")
        pages[f"/loop/{number}"] = redirecting(f"http://{host}/")
    for number, host in enumerate(LINK_LOCAL):
        pages[f"/link/{number}"] = redirecting(f"http://{host}/latest/meta-data/")
    return pages


# The browser says that it went as soon as the answer begins.
TITLE_ONCE_READ = """new Promise(done => {
  const tell = () => done(document.title);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", tell); else tell();
})"""


def test_redirects_to_this_machine_and_its_neighbours_end_at_the_filter(victim):
    way = strictest()
    pages = one_page(victim)
    lies = iter(["169.254.169.254", "10.0.0.1", "127.0.0.1"])
    with site(pages) as board:
        policy = listed([f"board.test:{board.port}=127.0.0.1"], mode="test")

        def lying(host):
            return [next(lies)] if host == "rebind.test" else egress.look_up(host)

        with browsing(policy, resolve=lying, way=way) as (browser, filtered):
            home = f"http://board.test:{board.port}"
            assert browser.go(f"{home}/") == ""
            assert browser.value(TITLE_ONCE_READ) == "Board"
            for path in [one for one in pages if one != "/"]:
                browser.go(home + path)
                assert "secret" not in (browser.value("document.documentElement.innerText") or "")
    assert victim.came == []
    out = [one for one in filtered.log if one.host != "board.test" and not one.calls_home]
    assert [one for one in out if one.outcome != "refused"] == []
    assert len(out) >= len(pages) - 2
    assert {one.outcome for one in filtered.log if one.calls_home} <= {"refused"}


@pytest.mark.parametrize("is_walled", [True, False], ids=["behind walls", "by flags alone"])
def test_no_script_finds_a_way_round_the_filter(victim, is_walled):
    way = (
        strictest()
        if is_walled
        else ContainmentWay(ways.unused_user() if os.geteuid() == 0 else 0, False, False, False)
    )
    with site({"/": b"<h1>Board</h1>"}) as board, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stun:
        stun.bind(("127.0.0.1", 0))
        stun.setblocking(False)
        with browsing(listed([f"board.test:{board.port}=127.0.0.1"], mode="test"), way=way) as (browser, _):
            browser.go(f"http://board.test:{board.port}/")
            assert browser.value(ROADS.replace("PORT", str(victim.port))) == 0
            candidates = browser.value(STUN.replace("PORT", str(stun.getsockname()[1])))
            assert not [one for one in candidates if "srflx" in one or "relay" in one]
        with pytest.raises(BlockingIOError):
            stun.recv(100)
    assert victim.came == []


def test_chromiums_own_sandbox_is_on_and_its_policy_is_there():
    way = strictest()
    with browsing(listed([], mode="test"), way=way) as (browser, _):
        pages = [one for one in inside(browser.cell.pid) if b"--type=renderer" in one[1]]
        assert pages
        for status, _ in pages:
            assert (status["Seccomp"], status["NoNewPrivs"], int(status["CapEff"], 16)) == ("2", "1", 0)
            assert len(status["NSpid"].split()) > 2
        assert all(b"--no-sandbox" not in words for _, words in inside(browser.cell.pid))
        policy = Path(f"/proc/{browser.cell.pid}/root", POLICY_FOLDERS[0], "watchbook.json")
        if os.geteuid() == 0:  # another user's root is its own to see
            assert json.loads(policy.read_text())["WebRtcIPHandling"] == "disable_non_proxied_udp"
        assert browser.cell.holds >= {"files", "roads"}


def inside(first):
    """Status and command line of each process in the cell."""
    space = Path(f"/proc/{first}/ns/pid").stat().st_ino
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if space not in namespaces(folder):
                continue
            lines = (
                line.split(":\t", 1) for line in (folder / "status").read_text().splitlines() if ":\t" in line
            )
            yield {name: value.strip() for name, value in lines}, (folder / "cmdline").read_bytes()
        except OSError:
            continue


def namespaces(folder):
    """The process namespaces of a process and of its ancestors."""
    found = set()
    while folder.name not in ("0", "1"):
        found.add((folder / "ns" / "pid").stat().st_ino)
        folder = folder.parent / (folder / "stat").read_text().rpartition(")")[2].split()[1]
    return found
