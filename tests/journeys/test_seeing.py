"""A capture seen: its three views on the replay origin, blurred and shown, its custody; and one that is hostile throughout."""

import os
import re
import socket
from datetime import timedelta

import pytest

from tests import server
from tests.capture.sites import site
from tests.evidence import hostile
from tests.evidence.captured import AT, a_capture, a_marked_exhibit, files, png
from tests.journeys.looking import enter, look_at, sign_in
from watchbook.evidence.models import CustodyEntry
from watchbook.machine import chromium

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(launch):
    """The one that people use: a view is drawn again by its worker, of which the shell complains."""
    return launch(chromium.find(os.environ, folder=chromium.default_folder()))


@pytest.fixture(autouse=True)
def files_folder(settings):
    """Where the service has its files."""
    settings.FILES_FOLDER = server.HOME.files


def part(page, name):
    page.get_by_role("navigation", name="Parts of this record").get_by_role("link", name=name).click()
    page.get_by_role("link", name=name).and_(page.locator("[aria-current=page]")).wait_for()
    return page.frame_locator("iframe")


def test_a_capture_is_seen_in_three_views_compared_and_blurred_each_on_record(service, open_page, hashed):
    service.may_sign_in("ines", hashed=hashed)
    drawn = {f"visuals/step-{n:04}.jpg": png(480, 300, (30, 60 * n, 90)) for n in range(3)}
    first = a_capture(service.people, content=files(text="Trainers, new\nSize 9\n£40", **drawn))
    cheaper = files(text="Trainers, new\nSize 9\n£25\nLast pair", **drawn)
    later = a_capture(service.people, look=first.look, at=AT + timedelta(hours=2), content=cheaper)
    page = open_page()
    enter(page, service, "ines")
    asked = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108  # Playwright marks what it is given
    three_views(page, f"{service.address}/evidence/captures/{first.reference}/see/")
    page.goto(f"{service.address}/evidence/captures/{later.reference}/")
    compared(page, first)
    a_marked_exhibit(service.people, first, sensitivity="distressing")
    blurred(page, f"{service.address}/evidence/captures/{first.reference}/see/")
    replayed = [one for one in asked if "replay.localhost" in one.url]
    assert len(replayed) == 6  # each view is one request
    assert not [one for one in replayed if "cookie" in one.all_headers() or "referer" in one.all_headers()]
    assert {one["domain"] for one in page.context.cookies()} == {"127.0.0.1"}


def three_views(page, address):
    """Pictures, the page, its words; then who has handled it."""
    page.goto(address)
    frame = page.frame_locator("iframe")
    frame.get_by_text("The first view, before any scrolling").wait_for()
    first = frame.get_by_role("img").first
    assert first.evaluate("one => one.decode().then(() => one.naturalWidth)") == 2
    look_at(page, "see-pictures")
    frame = part(page, "The page without script")
    frame.get_by_role("heading", name="Trainers for sale").wait_for()
    assert frame.get_by_alt_text("a box").evaluate("one => one.decode().then(() => one.naturalWidth)") == 1
    part(page, "Words").get_by_text("Size 9").wait_for()
    page.get_by_role("link", name="People who handled the capture").click()
    page.get_by_text("Handled 3 times").wait_for()
    look_at(page, "custody")


def compared(page, first):
    """From the page of the later one to what changed since the first."""
    page.get_by_role("link", name="Compare with another capture of the page").click()
    look_at(page, "compare-choose")
    page.get_by_role("link", name=first.reference).last.click()
    frame = page.frame_locator("iframe")
    frame.get_by_text("Last pair").wait_for()
    assert frame.get_by_role("img").count() == 10
    look_at(page, "compare")


def blurred(page, address):
    """Blurred, then shown."""
    page.goto(address)
    frame = page.frame_locator("iframe")
    frame.get_by_text("The picture is blurred, because").wait_for()
    look_at(page, "see-blurred")
    page.get_by_role("link", name="Show picture").click()
    page.get_by_role("link", name="Blur picture").wait_for()
    frame.get_by_role("img").first.wait_for()
    assert frame.get_by_text("The picture is blurred, because").count() == 0


def test_nothing_gets_out_of_a_hostile_capture_or_into_the_application(service, browser, hashed):
    service.may_sign_in("ines", hashed=hashed)
    with site({}) as trap, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stun:
        stun.bind(("127.0.0.1", trap.port))
        stun.setblocking(False)
        row = a_capture(
            service.people,
            dom=hostile.page(trap.port),
            text=hostile.page(trap.port),
            resources=hostile.resources(trap.port),
        )
        context = browser.new_context()
        page = context.new_page()
        sign_in(page, service, "ines")
        before = kept_by(context)
        for name in ("pictures", "page", "text"):
            asked = seen(page, f"{service.address}/evidence/captures/{row.reference}/see/{name}/")
            inside = [url for url in asked if "replay.localhost" in url]
            outside = [url for url in asked if not url.startswith(service.address) and url not in inside]
            assert outside == [], name
            assert all(re.fullmatch(r"http://replay\.localhost:\d+/[\w-]+/", url) for url in inside)
            (frame,) = [one for one in page.frames if "replay.localhost" in one.url]
            assert "Hostile" in frame.locator("body").inner_text() or name == "pictures"
        assert kept_by(context) == before
        assert page.url.startswith(service.address)
        context.close()
        with pytest.raises(BlockingIOError):
            stun.recv(100)
        assert trap.came == []
    assert CustodyEntry.objects.count() == 3


def kept_by(context):
    """What the browser keeps: cookies with their values, and what pages stored."""
    return {(one["domain"], one["name"], one["value"]) for one in context.cookies()}, context.storage_state()[
        "origins"
    ]


def seen(page, address):
    """What a page asked for until it was at rest, its frame too."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda one: asked.append(one.url))
    page.goto(address, wait_until="networkidle")
    page.mouse.move(300, 400)
    return asked
