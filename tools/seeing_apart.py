"""A capture seen in a real Chromium: what leaves the browser of a hostile one, and how fast the first view is (`make proof`).

The browser's own log of its network (NetLog) tells of every request, socket, packet and name that it asked for, whether it got out of
the machine or not. The same page opened plainly, without our walls, shows that the log would tell.
"""

import html
import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests import given
from tests.capture.sites import site
from tests.evidence import hostile
from tests.evidence.captured import a_capture, files, png
from tests.fixtures import point_django_at
from tests.journeys import service as services
from tests.journeys.service import Service
from tests.people import PASSWORD, People
from watchbook.evidence.models import Capture
from watchbook.keys.keyring import the_keyring
from watchbook.machine import chromium

ROUNDS = 21
BOUND = 1.5
VIEWS = ("pictures", "page", "text")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-default-apps", "--disable-sync", "--disable-domain-reliability"]  # fmt: skip
OURS = re.compile(r"(https?://)?(127\.0\.0\.1|replay\.localhost):(?P<port>\d+)")
SHOWN = "() => Promise.all([...document.images].map(one => one.decode())).then(() => document.images.length)"
# The browser asks its maker for updates with a key that is fresh each time; without it the two runs can be compared.
FRESH = re.compile(r"(?<=\?)cup2key=.*")
ASKS_FOR_A_NAME = {"HOST_RESOLVER_MANAGER_REQUEST", "HOST_RESOLVER_MANAGER_JOB", "HOST_RESOLVER_DNS_TASK"}


type Heard = dict[str, set[str]]


@contextmanager
def a_register() -> Iterator[Service]:
    """A throw-away register, served as in production."""
    with server.fresh_database() as name, tempfile.TemporaryDirectory() as place:
        point_django_at(name)
        settings.FILES_FOLDER = server.HOME.files
        settings.ALLOWED_HOSTS = ["testserver"]
        the_keyring().begin()
        people = People(given.a_council())
        with services.running(name, people=people, log=Path(place) / "log") as running:
            running.may_sign_in("ines", hashed=make_password(PASSWORD))
            yield running
        connection.close()


@contextmanager
def a_browser(*flags: str) -> Iterator[Browser]:
    """A real Chromium that reaches what it asks for as far as this machine lets it."""
    found = chromium.find(os.environ, folder=chromium.default_folder())
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=[*FLAGS, *flags])
        yield launched
        launched.close()


def signed_in(browser: Browser, register: Service) -> BrowserContext:
    """A window of somebody who may see captures."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{register.address}/account/login/")
    page.get_by_label("Email address").fill(given.address("ines"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{register.address}/")
    return context


def leaks() -> str:
    """What the browser asked for while it showed a hostile capture, by its own log, beside what it asks for with a harmless one.

    Afterwards each way out is opened plainly: then the log tells of it.
    """
    with a_register() as register, site({}) as trap:
        page = hostile.page(trap.port)
        harmless = a_capture(register.people)
        row = a_capture(register.people, dom=page, text=page, resources=hostile.resources(trap.port))
        ours = register.address.rpartition(":")[2]
        usual = heard_of(
            lambda browser: views(browser, register, harmless, words="Trainers for sale"), ours=ours
        )
        walled = less(
            heard_of(lambda browser: views(browser, register, row, words="Hostile"), ours=ours), usual
        )
        assert not any(walled.values()), f"went out: {walled}"
        assert trap.came == [], trap.came
        told = less(heard_of(lambda browser: plainly_opened(browser, trap), ours=ours), usual)
        assert all(told.values()), (
            f"the log does not tell of {[kind for kind, found in told.items() if not found]}"
        )
    said = ", ".join(f"{len(found)} {kind}" for kind, found in told.items())
    return f"{len(hostile.PIECES)} ways out in {len(VIEWS)} views: nothing; the same opened plainly: {said}"


def views(browser: Browser, register: Service, row: Capture, *, words: str) -> None:
    """Each view of a capture, seen by somebody who is signed in; nothing is kept by the browser that was not before."""
    context = signed_in(browser, register)
    before = kept_by(context)
    for name in VIEWS:
        window = context.new_page()
        window.goto(
            f"{register.address}/evidence/captures/{row.reference}/see/{name}/", wait_until="networkidle"
        )
        told = replayed(window).locator("main").inner_text()
        assert (words if name != "pictures" else "The first view") in told, f"{name} shows {told[:80]}"
        window.wait_for_timeout(500)
    assert kept_by(context) == before, "a cookie was set, or something stored"
    context.close()


def plainly_opened(browser: Browser, trap: Any) -> None:
    """Each way out by itself, without any wall of ours."""
    for piece in hostile.PIECES:
        trap.pages["/"] = f"<!doctype html><body>{hostile.written(piece, trap.port)}".encode()
        window = browser.new_page()
        window.goto(f"http://127.0.0.1:{trap.port}/", wait_until="commit")
        window.wait_for_timeout(200)
        window.close()


def replayed(window: Any) -> Any:
    """The frame of the replay origin in a page."""
    (frame,) = [one for one in window.frames if "//replay." in one.url]
    return frame


def kept_by(context: BrowserContext) -> tuple[set[tuple[object, ...]], list[Any]]:
    """What the browser keeps: cookies with their values, and what pages stored."""
    cookies = {(one.get("domain"), one.get("name"), one.get("value")) for one in context.cookies()}
    return cookies, list(context.storage_state()["origins"])


def heard_of(run: Callable[[Browser], None], *, ours: str) -> Heard:
    """What a browser's own log tells of while it does something."""
    with tempfile.TemporaryDirectory() as place:
        log = Path(place) / "log.json"
        with a_browser(f"--log-net-log={log}", "--net-log-capture-mode=Everything") as browser:
            run(browser)
        return heard(json.loads(log.read_text()), ours=ours)


def heard(log: dict[str, Any], *, ours: str) -> Heard:
    """Of a NetLog by kind: requests, websockets, packets and names, but those to the port of the application and the replay origin."""
    types = {number: name for name, number in log["constants"]["logEventTypes"].items()}
    found: Heard = {"requests": set(), "websockets": set(), "UDP packets": set(), "names": set()}
    for event in log["events"]:
        told = event.get("params") or {}
        address = str(told.get("url") or told.get("host") or told.get("address") or "")
        kind = kind_of(types[event["type"]], address)
        known = OURS.match(address)
        if kind and not (known and known["port"] == ours):
            found[kind].add(FRESH.sub("", address))
    return found


def kind_of(event: str, address: str) -> str:
    """Of which kind an event is; of none what has no address or stays within the browser."""
    if not address or address.startswith(("data:", "chrome")):
        return ""
    if event == "URL_REQUEST_START_JOB":
        return "websockets" if address.startswith("ws") else "requests"
    if event in {"UDP_CONNECT", "UDP_BYTES_SENT"}:
        return "UDP packets"
    return "names" if event in ASKS_FOR_A_NAME and "localhost" not in address else ""


def less(told: Heard, usual: Heard) -> Heard:
    """What is told beside what is usual: a browser calls its maker, too."""
    return {kind: found - usual[kind] for kind, found in told.items()}


def first_view() -> str:
    """From the address of the frame to its pictures drawn, beside the same bytes as a plain page from memory, in turn."""
    noise = random.Random(7)
    pictures = {f"visuals/step-{n:04}.jpg": noisy(noise, 960, 40) for n in range(11)}
    content = files(pictures=0) | pictures | {"visuals/0000.png": noisy(noise, 1280, 100)}
    with a_register() as register, site({}) as floor, ExitStack() as stack:
        row = a_capture(register.people, content=content)
        browser = stack.enter_context(a_browser())  # from here on the database is the service's alone
        context, see = (
            signed_in(browser, register),
            f"{register.address}/evidence/captures/{row.reference}/see/",
        )
        whole = [framed(context, see) for _ in range(ROUNDS)]
        window = browser.new_page()
        body, kind = answered(register, urlsplit(unused(context, see)).path)
        floor.pages["/plain"] = plainly(body, kind)
        plain = f"http://127.0.0.1:{floor.port}/plain"
        times = [(shown(window, plain), shown(window, unused(context, see))) for _ in range(ROUNDS)][1:]
    ratio = statistics.median(ours / floor for floor, ours in times)
    medians = [statistics.median(column) for column in zip(*times, strict=True)]
    said = (
        f"{body.count(b'<img ')} pictures, {len(body) / 1e6:.1f} MB, decrypted by range: "
        f"{medians[1]:.0f} ms to the last picture drawn beside {medians[0]:.0f} ms as a"
        f" plain page, {ratio:.2f} times; the whole page with custody and frame {statistics.median(whole):.0f} ms"
    )
    assert ratio <= BOUND, f"over {BOUND}: {said}"
    return said


def unused(context: BrowserContext, see: str) -> str:
    """The address of a frame that nobody has opened yet: each opens once."""
    found = re.search(r'<iframe[^>]*\ssrc="([^"]+)"', context.request.get(see).text())
    assert found
    return html.unescape(found[1])


def answered(register: Service, path: str) -> tuple[bytes, str]:
    """What the replay origin answers, and its kind."""
    host = register.address.removeprefix("http://").replace("127.0.0.1", "replay.localhost")
    asked = urllib.request.Request(f"{register.address}{path}", headers={"Host": host})
    with urllib.request.urlopen(asked) as answer:
        return answer.read(), answer.headers["Content-Type"]


def noisy(noise: random.Random, width: int, height: int) -> bytes:
    """A picture that does not compress: as large as a real one of many more lines."""
    return png(width, height, rows=noise.randbytes(width * height * 3))


def plainly(body: bytes, kind: str) -> Any:
    """A page of the floor: bytes from memory under their kind."""

    def answer(handler: Any) -> None:
        handler.send_response(200)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
        ):
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def shown(window: Any, address: str) -> float:
    """Milliseconds until every picture of a page is drawn."""
    begun = time.perf_counter()
    window.goto(address, wait_until="load")
    assert window.evaluate(SHOWN) == 12, address
    return (time.perf_counter() - begun) * 1000


def framed(context: BrowserContext, address: str) -> float:
    """Milliseconds from the address of our page to the last picture in its frame."""
    window = context.new_page()
    begun = time.perf_counter()
    window.goto(address, wait_until="load")
    assert replayed(window).evaluate(SHOWN) == 12, address
    took = (time.perf_counter() - begun) * 1000
    window.close()
    return took


if __name__ == "__main__":
    print({"leaks": leaks, "first_view": first_view}[sys.argv[1]]())
