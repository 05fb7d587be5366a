"""Whole captures of the made-up site in a real Chromium: byte-exact, told truly, and ended whatever the page does."""

import asyncio
import json
import os
import zipfile
from collections import defaultdict
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.capture import site as sites
from tests.capture.site_worse import FEEDS
from tests.patience import PATIENCE
from tests.proof_only import in_proof_only, one_in
from watchbook.capture import start
from watchbook.capture.child import take
from watchbook.capture.group import ControlGroup
from watchbook.capture.plan import Limits, Plan
from watchbook.capture.refusal import CaptureRefused
from watchbook.machine import chromium

ALL_POSTS = {
    "/worse/strip",
    "/worse/closed",
    "/worse/placed",
    "/worse/silent",
    "/worse/watched",
    "/worse/loading",
}
pytestmark = [pytest.mark.browser, pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.2"])]
# Of time only what ends a hang: what a busy machine does late must not be told as cut off.
ROOMY = Limits(
    seconds=4 * PATIENCE,
    closing_seconds=PATIENCE,
    load_seconds=PATIENCE,
    stalled_seconds=PATIENCE,
    silent_seconds=3.0,
    bytes=30_000_000,
    body_bytes=10_000_000,
    requests=600,
)
# For what never ends by itself.
SHORT = replace(ROOMY, seconds=14, closing_seconds=6, load_seconds=5, stalled_seconds=2)


@pytest.fixture(scope="module")
def site():
    with sites.running(posts=50) as served:
        yield served


@pytest.fixture(scope="module")
def secure_site():
    with sites.running(tls=True, posts=50) as served:
        yield served


def a_plan(site, path, folder, **given):
    found = chromium.find(os.environ, folder=chromium.default_folder())
    url = site.near + path
    trusted = (site.trusted,) if site.trusted else ()
    facts = {
        "program": found,
        "in_full": False,
        "browser_sha256": "known",
        "trusted_keys": trusted,
        "limits": ROOMY,
    } | given
    return Plan(url=url, folder=Path(folder), mode="test", allowed=tuple(site.allowed), **facts)


def taken(site, path, folder, **given):
    return asyncio.run(take(a_plan(site, path, folder, **given), say=lambda _: None)).record


def bodies(folder):
    """What the archive holds of each address."""
    found = defaultdict(set)
    with (
        zipfile.ZipFile(Path(folder) / "capture.wacz") as packed,
        packed.open("archive/data.warc.gz") as file,
    ):
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                found[record.rec_headers.get_header("WARC-Target-URI")].add(
                    sha256(record.content_stream().read()).hexdigest()
                )
    return found


def reasons(record):
    return [one["reason"] for one in record["reasons"]]


@in_proof_only
def test_the_process_that_captures_holds_every_body_and_every_picture(site, tmp_path):
    progress = []
    limits = replace(ROOMY, bytes=512_000_000, body_bytes=200_000_000, requests=6000)
    record = start.captured(
        a_plan(site, "/?kind=ends", tmp_path, in_full=True, limits=limits), progress=progress.append
    )
    whole = ("COMPLETE", [], "no basis")
    assert (record["status"], reasons(record), record["basis"]) == whole, record["not_stored"]
    kept = bodies(tmp_path)
    assert [url for _, url, body in site.expected() if sha256(body).hexdigest() not in kept[url]] == []
    assert (record["looked"]["posts_in_view"], record["looked"]["site_said_it_was_the_end"]) == (50, True)
    assert record["browser_gone"]["processes"] == 0
    assert record["websockets"][0]["frames"] == 3
    assert progress
    steps = [json.loads(line) for line in (tmp_path / "steps.jsonl").read_text().splitlines()]
    of_page = [one for one in steps if not one["frame"]]
    pictures = [one["picture"] for one in of_page if one["picture"]]
    assert 0 < len(pictures) < len(of_page)  # the tiles hold the rest
    assert all((tmp_path / one).read_bytes().startswith(b"\xff\xd8") for one in pictures)
    frames = [json.loads(line) for line in (tmp_path / "frames.jsonl").read_text().splitlines()]
    assert {one["text"].strip() for one in frames} == {"near", "far", "in place"}
    assert {one["frame"] for one in steps if one["frame"]} <= {one["frame"] for one in frames}
    assert "Post 49" in "".join(one["came"] for one in steps)
    text = (tmp_path / "text.txt").read_bytes()
    assert record["looked"]["text_sha256"] == sha256(text).hexdigest()
    there = {path.name for path in (tmp_path / "visuals").iterdir()}
    assert {"0000.png", "tile-000.jpg", *(Path(one).name for one in pictures)} <= there
    assert record["looked"]["not_pictured"] == []
    assert not (tmp_path / "page.mhtml").exists()  # what stands in the archive is not kept a second time


@in_proof_only
def test_where_a_page_takes_posts_away_every_view_is_pictured(site, tmp_path):
    record = taken(site, "/?kind=drops", tmp_path, in_full=True)
    assert record["status"] == "COMPLETE"
    steps = [json.loads(line) for line in (tmp_path / "steps.jsonl").read_text().splitlines()]
    of_page = [one for one in steps if not one["frame"]]
    first_gone = next(number for number, one in enumerate(of_page) if "Post 0" in one["went"])
    assert [one["step"] for one in of_page[: first_gone + 1] if not one["picture"]] == []


def test_a_limit_that_the_kernel_held_is_told_as_the_reason(site, tmp_path, monkeypatch):
    monkeypatch.setattr(ControlGroup, "reached", lambda _: "memory")
    record = taken(site, "/frame-near", tmp_path)
    has_group = "group" in record["tool"]["contained_by"]
    assert ("memory" in reasons(record)) == has_group
    assert record["status"] == ("PARTIAL" if has_group else "COMPLETE")


def test_a_secure_site_is_kept_with_the_chain_that_the_browser_verified(secure_site, tmp_path):
    record = taken(secure_site, "/?kind=dropped", tmp_path)
    # What the browser let go of before it was asked is fetched a second time: then it is kept, and said.
    left = [one for one in record["not_stored"][:-1] if not one["fetched_again"]]
    assert (record["status"], reasons(record), left) == ("COMPLETE", [], [])
    assert record["looked"]["posts_in_view"] == 50
    assert {len(chain) for chain in record["certificates"].values()} == {1}
    with zipfile.ZipFile(tmp_path / "capture.wacz") as packed, packed.open("archive/data.warc.gz") as file:
        fields = next(one.rec_headers for one in ArchiveIterator(file) if one.rec_type == "response")
        assert "tls/1.3" in [value for name, value in fields.headers if name == "WARC-Protocol"]
        assert fields.get_header("WARC-IP-Address") == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    one_in(
        3,
        [
            ("/wall", "LOGIN_WALL", None),
            ("/hostile/talks", "PARTIAL", "scripts_failed"),
            ("/hostile/stream", "PARTIAL", "requests_truncated"),
            ("/away?to=http://169.254.169.254/latest", "REFUSED", None),
            ("/download", "FAILED", None),
            ("/hostile/self-navigation", "PARTIAL", "navigations"),
            ("/hostile/gigabyte-body", "PARTIAL", "bytes"),
            ("/worse/graphql-error", "PARTIAL", "requests_answered_with_error"),
            ("/worse/shadow-more", "PARTIAL", "more_offered"),
            ("/worse/in-frame-button", "PARTIAL", "more_offered"),
            ("/worse/in-frame-late", "COMPLETE", None),
            ("/worse/refresh-header", "COMPLETE", None),
            ("/worse/film", "COMPLETE", None),
            ("/worse/strip", "COMPLETE", None),
            ("/worse/closed", "COMPLETE", None),
            ("/worse/closed-button", "PARTIAL", "more_offered"),
            ("/worse/placed", "COMPLETE", None),
            ("/worse/placed-once", "PARTIAL", "more_promised"),
            ("/worse/watched", "PARTIAL", "end_not_said"),
            ("/worse/silent", "COMPLETE", None),
            ("/worse/loading", "PARTIAL", "loaded_in_vain"),
        ],
    ),
)
def test_what_is_not_whole_is_said(site, tmp_path, path, status, reason):
    special = {
        "/hostile/stream": SHORT,
        "/worse/silent": replace(ROOMY, silent_seconds=Limits().silent_seconds),
    }
    record = taken(site, path, tmp_path, limits=special.get(path, ROOMY))
    assert record["status"] == status
    assert path not in ALL_POSTS or record["looked"]["posts_in_view"] == FEEDS[path.split("/")[-1]][3]
    assert reason is None or reason in reasons(record)
    assert record["browser_gone"]["processes"] == 0
    assert zipfile.is_zipfile(tmp_path / "capture.wacz")


def test_a_certificate_that_is_not_good_shows_no_page(tmp_path):
    with sites.running(tls=True, days=(-30, -1), posts=10) as expired:
        record = taken(expired, "/", tmp_path, trusted_keys=())
    assert record["status"] == "FAILED"
    assert "certificate" in record["reasons"][0]["in_words"]


def test_a_browser_that_does_not_start_is_refused_with_the_reason(site, tmp_path):
    with pytest.raises(CaptureRefused, match="did not start"):
        start.captured(a_plan(site, "/", tmp_path, program=Path("/bin/false")), progress=print)


def test_a_child_that_breaks_off_is_told(site, tmp_path, monkeypatch):
    monkeypatch.setattr(start, "GRACE", -ROOMY.seconds)
    with pytest.raises(CaptureRefused, match="broke off"):
        start.captured(a_plan(site, "/", tmp_path), progress=print)


def test_a_wish_to_stop_ends_the_look_and_keeps_what_came(site, tmp_path):
    async def stopped_at_its_first_word():
        stop = asyncio.Event()
        return await take(a_plan(site, "/?kind=endless", tmp_path), say=lambda _: stop.set(), stop=stop)

    record = asyncio.run(stopped_at_its_first_word()).record
    assert (record["status"], reasons(record)[0]) == ("PARTIAL", "stopped")
