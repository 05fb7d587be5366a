"""The pictures of README and of help, taken from the running demonstration (`tools/pictures.py ADDRESS`); one that shows something else is refused.

Each begins at a part of the page and has so many pixels; its words must be in it, so that no picture tells of a page that has gone.
"""

import base64
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH = 920
LARGEST = 100 * 1024  # bytes
QUALITY = 80
PASSWORD = "harrowmere-is-fictional"
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/google-chrome")


class Picture(NamedTuple):
    """A picture: its file, who sees the page ("": nobody signs in), the address, what to open first, what it must show, its height."""

    name: str
    who: str
    address: str
    opened: str
    begins: str
    shows: tuple[str, ...]
    height: int


TAKEN = (
    Picture(
        "request",
        "bryn.holloway",
        "/foi/requests/FOI-0003/",
        "",
        "main section >> nth=0",
        ("Question 1", "Question 1.a", "Edit this answer"),
        960,
    ),
    Picture(
        "stopped-look",
        "amara.pell",
        "/looks/of/INV-0004/1/open/",
        "",
        "h1",
        ("You cannot open a look at this subject", "The newest assessment"),
        860,
    ),
    Picture(
        "authorisation",
        "helen.carrow",
        "/authorisations/DS-0004/",
        "",
        "h1",
        ("Timeline", "Show these dates as a table"),
        800,
    ),
    Picture(
        "published-answer",
        "",
        "/disclosure-log/DL-0001/",
        "main summary >> nth=0",
        "main section >> nth=0",
        ("Question 1", "How we know"),
        620,
    ),
    Picture(
        "front-page",
        "",
        "/about/",
        "",
        "h1",
        ("looks at social media", "How often: our figures for"),
        1060,
    ),
)


def taken(base: str, folder: Path = PICTURES) -> Iterator[str]:
    """Take each picture into a folder, and say how large it is."""
    program = next((one for one in CHROMIUM if Path(one).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        for one in TAKEN:
            page = browser.new_context(viewport={"width": WIDTH, "height": one.height}).new_page()
            yield f"{one.name}: {_taken(page, base, one, folder):,} bytes"
        browser.close()


def _taken(page: Page, base: str, one: Picture, folder: Path) -> int:
    if one.who:
        page.goto(f"{base}/account/login/")
        page.fill("input[name=login]", f"{one.who}@harrowmere.invalid")
        page.fill("main input[name=password]:visible", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_load_state()
    page.goto(f"{base}{one.address}")
    if one.opened:
        page.locator(one.opened).click()
    page.evaluate("scrollTo(0, 0)")
    top = page.locator(one.begins).bounding_box()
    assert top is not None, f"{one.name}: the page has no {one.begins}"
    clip = {"x": 0, "y": max(0, top["y"] - 50 * (one.begins == "h1")), "width": WIDTH, "height": one.height}
    for words in one.shows:
        found = page.locator("main").get_by_text(words).first.bounding_box()
        assert found is not None, f"{one.name}: {words} is not on the page"
        assert clip["y"] <= found["y"] <= clip["y"] + one.height, f"{one.name}: {words} is not in the picture"
    asked = {"format": "webp", "quality": QUALITY, "captureBeyondViewport": True, "clip": clip | {"scale": 1}}
    seen = base64.b64decode(page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)["data"])
    assert len(seen) <= LARGEST, f"{one.name}: {len(seen):,} bytes are too many"
    (folder / f"{one.name}.webp").write_bytes(seen)
    return len(seen)


def main() -> int:
    """Take them all from the demonstration at the address given, or on its usual port."""
    for line in taken(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
