"""Capture: what the site sent, complete or said to be incomplete; what recording costs; what others' programs say."""

import asyncio
import hashlib
import os
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from tests.capture import site as sites
from tests.capture.site_pages import HOSTILE
from tests.capture.site_raw import RAW
from tests.capture.site_worse import FEEDS, WORSE
from tests.capture.test_capturing import bodies
from tools import capture_bench, capture_outside, capture_peers
from tools.proofs.showing import Line, Skipped, pass_tests
from watchbook.capture.child import take
from watchbook.capture.plan import Limits, Plan
from watchbook.machine import chromium

RUNS = 20
ROUNDS = 5
BARS = {
    "recorded": {"wall": 1.15, "cpu": 1.35, "memory": 1.20},
    "contained": {"wall": 1.30},
    "pictured": {"wall": 2.0},
}
SHORT = Limits(
    seconds=20,
    closing_seconds=6,
    load_seconds=8,
    stalled_seconds=4,
    bytes=40_000_000,
    body_bytes=20_000_000,
    requests=1500,
)
WHOLE_FEEDS = Limits(seconds=60, bytes=60_000_000)
SLACK = 6.0  # seconds for the browser's start and end beside the deadline
NOT_WHOLE = ("error", "broken-off", "silent", "button", "thrown", "endless")
WHOLE = ("ends", "drops", "dropped", "mute", "late", "slow")
BY_ADDRESS = (
    "/download",
    "/endless-stream",
    "/gigabyte",
    "/wall",
    "/away?to=http://169.254.169.254/",
    "/away?to=http://[::1]/",
)


def every_body() -> str:
    """100 % of the expected bodies, exact, in each of 20 runs, by HTTP and TLS in turn."""
    exact = Counter[str]()
    with sites.running() as plain, sites.running(tls=True) as secure, tempfile.TemporaryDirectory() as place:
        sizes = len(plain.expected()), sum(len(body) for _, _, body in plain.expected())
        for run in range(RUNS):
            site = (plain, secure)[run % 2]
            folder = Path(place) / str(run)
            record = _taken(site, "/?kind=ends", folder, limits=Limits())
            kept = bodies(folder)
            missing = [
                url for _, url, body in site.expected() if hashlib.sha256(body).hexdigest() not in kept[url]
            ]
            assert not missing, f"run {run}: {missing[:5]}"
            assert record["status"] == "COMPLETE", f"run {run}: {record['reasons']}"
            exact["HTTP" if site is plain else "TLS"] += 1
    runs = " and ".join(f"{count} by {way}" for way, count in exact.items())
    return f"{sizes[0]} bodies, {sizes[1] / 1e6:.1f} MB, exact in {exact.total()} runs, {runs}"


def told_truly() -> str:
    """Feeds that end, never end, drop posts, break and fall silent: complete only where every post was in view."""
    said = []
    with sites.running() as site, tempfile.TemporaryDirectory() as place:
        for kind in (*WHOLE, *NOT_WHOLE):
            limits = SHORT if kind == "endless" else Limits(seconds=90)
            record = _taken(site, f"/?kind={kind}", Path(place) / kind, limits=limits)
            posts, status = record["looked"]["posts_in_view"], record["status"]
            assert status != "COMPLETE" or posts == site.posts, (
                f"{kind}: COMPLETE with {posts} of {site.posts}"
            )
            assert (status == "COMPLETE") == (kind in WHOLE), f"{kind}: {status} {record['reasons']}"
            said.append(f"{kind} {status} {posts}")
    return f"of {sites.POSTS} posts: {', '.join(said)}"


def hostile_pages() -> str:
    """Every page of the corpus ends in a stated status by its deadline, its browser gone."""
    ended, slowest = Counter(), 0.0
    addresses = [*(f"/hostile/{name}" for name in HOSTILE), *BY_ADDRESS]
    with (
        sites.running() as site,
        sites.running(tls=True, days=(-30, -1)) as expired,
        sites.running(tls=True) as unknown,
    ):
        for served, path in [*((site, path) for path in addresses), (expired, "/"), (unknown, "/")]:
            with tempfile.TemporaryDirectory() as place:
                record = _taken(served, path, Path(place), limits=SHORT, trusted=False)
                took = float(record["seconds"])
                assert record["browser_gone"]["processes"] == 0, path
                assert took < SHORT.seconds + SLACK, f"{path} took {took:.0f} s"
                assert zipfile.is_zipfile(Path(place) / "capture.wacz"), path
                assert path != "/" or record["status"] == "FAILED", (
                    f"{path} with a bad certificate: {record['status']}"
                )
                ended[record["status"]] += 1
                slowest = max(slowest, took)
    counted = ", ".join(f"{count} {status}" for status, count in sorted(ended.items()))
    return f"{len(addresses) + 2} pages: {counted}; the slowest in {slowest:.1f} s of {SHORT.seconds:.0f}"


def worse_pages() -> str:
    """Feeds of other makes and pages and answers that are worse, each told as it is, by its deadline, its browser gone."""
    ended: Counter[str] = Counter()
    feeds = [(f"/worse/{name}", *expected, WHOLE_FEEDS) for name, (_, *expected) in FEEDS.items()]
    pages = [(f"/worse/{name}", *expected, None, SHORT) for name, (_, *expected) in WORSE.items()]
    answers = [(path, *expected, None, SHORT) for path, expected in RAW.items()]
    with sites.running() as site:
        for path, statuses, reason, posts, limits in (*feeds, *pages, *answers):
            with tempfile.TemporaryDirectory() as place:
                record = _taken(site, path, Path(place), limits=limits)
                said = [one["reason"] for one in record["reasons"]]
                assert record["status"] in statuses, f"{path}: {record['status']} {said}"
                assert reason is None or reason in said, f"{path}: {said}"
                assert posts in (None, record["looked"]["posts_in_view"]), f"{path}: {record['looked']}"
                assert record["browser_gone"]["processes"] == 0, path
                assert record["seconds"] < limits.seconds + SLACK, f"{path} took {record['seconds']:.0f} s"
                ended[record["status"]] += 1
    counted = ", ".join(f"{count} {status}" for status, count in sorted(ended.items()))
    return f"{len(FEEDS)} feeds, {len(WORSE)} pages, {len(RAW)} answers: {counted}"


def costs() -> str:
    """The recorder beside the bare browser, in turn, as ratios."""
    found = capture_bench.measure(ROUNDS)
    said = "; ".join(
        f"{name}: wall {found[name]['wall']:.2f}, CPU {found[name]['cpu']:.2f}, memory {found[name]['memory']:.2f}"
        for name in BARS
    )
    over = [
        f"{name} {what}"
        for name, bars in BARS.items()
        for what, bar in bars.items()
        if found[name][what] > bar
    ]
    assert not over, (
        f"over its bar: {', '.join(over)} ({said}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)"
    )
    return f"{said}; bare {found['bare']['wall']:.1f} s, {found['bare']['cpu']:.1f} CPU s, {found['bare']['memory']:.0f} MB"


def peers() -> str:
    """Other people's recorders beside ours, each in an environment of its own: costs as ratios to the bare browser, bodies held."""
    try:
        capture_peers.install()
    except (OSError, CalledProcessError) as why:
        raise Skipped(f"the others could not be installed in environments of their own: {why}") from None
    found = capture_peers.measure(ROUNDS)
    ours = found["ours"]
    assert ours["held"] == ours["of"], f"{ours['held']:.0f} of {ours['of']:.0f} bodies"
    said = [
        f"{name}: wall {one['wall']:.2f}, CPU {one['cpu']:.2f}, memory {one['memory']:.2f}, {one['held']:.0f} of {one['of']:.0f} bodies"
        for name, one in found.items()
    ]
    return f"{'; '.join(said)} ({found['single-file']['posts']:.0f} posts of {sites.POSTS} in its file)"


def outsiders() -> str:
    """`wacz validate` accepts it, and pywb plays what was live: posts, pictures, words."""
    try:
        capture_outside.program("wacz")
    except (OSError, CalledProcessError) as why:
        raise Skipped(f"wacz and pywb could not be installed in an environment of their own: {why}") from None
    with tempfile.TemporaryDirectory() as place:
        with sites.running() as site:
            live = capture_outside.seen(f"{site.near}/?kind=ends", chromium=_chromium())
            _taken(site, "/?kind=ends", Path(place), limits=Limits())
            url = f"{site.near}/?kind=ends"
        wacz = Path(place) / "capture.wacz"
        capture_outside.validate(wacz)
        with capture_outside.replayed(wacz) as base:
            played = capture_outside.seen(f"{base}/{url}", chromium=_chromium())
    assert played == live, f"live {live}, played {played}"
    return f"valid; {live['posts']} posts, {live['pictures']} pictures and the words' SHA-256 {live['text'][:12]}… equal, the site being down"


def tests_of_it() -> str:
    return pass_tests(
        "tests/capture/test_capturing.py",
        "tests/capture/test_promises.py",
        "tests/capture/test_completeness.py",
        "tests/capture/test_bodies.py",
        "tests/capture/test_scroll.py",
        "tests/capture/test_warc.py",
    )


def _taken(
    site: sites.Site, path: str, folder: Path, *, limits: Limits, trusted: bool = True
) -> dict[str, Any]:
    plan = Plan(
        url=site.near + path, folder=folder, program=_chromium(), mode="test", allowed=tuple(site.allowed), in_full=False,
        trusted_keys=(site.trusted,) if site.trusted and trusted else (), browser_sha256="not asked", limits=limits,
    )  # fmt: skip
    return asyncio.run(_timed(plan))


async def _timed(plan: Plan) -> dict[str, Any]:
    begun = asyncio.get_running_loop().time()
    report = await take(plan, say=lambda _: None)
    return report.record | {"seconds": asyncio.get_running_loop().time() - begun}


def _chromium() -> Path:
    found = chromium.find(os.environ, folder=chromium.default_folder())
    if found is None:
        raise Skipped("there is no Chromium on this machine")
    return found


LINES = (
    Line("Every expected body is kept, byte for byte, in 20 of 20 runs", every_body),
    Line("Complete is said only where no post is missing: twelve kinds of feed", told_truly),
    Line(
        "The hostile corpus of pages ends in a stated status by the deadline, its browser gone", hostile_pages
    ),
    Line(
        "Feeds by GraphQL, websocket, in frames and shadow roots, recycled, upwards; worse pages and broken answers: each told truly",
        worse_pages,
    ),
    Line("What recording costs beside the bare browser: wall, CPU, memory", costs),
    Line("warcprox, pywb and single-file beside it", peers),
    Line("`wacz validate` accepts it, and a replay in pywb equals the live page", outsiders),
    Line(
        "Its tests: whole captures, promises of a feed, bodies, scrolling, records, completeness", tests_of_it
    ),
)
