"""What a browser must find on each page it comes to, whatever the journey is about."""

import os
import re
from pathlib import Path

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

from tests.people import PASSWORD
from tests.proof_only import EVERY_ROW

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
# At both widths in `make proof` (TESTS_EVERY_ROW=1); else at the one at which most goes wrong.
WIDTHS = (WIDE, NARROW) if EVERY_ROW or os.environ.get("JOURNEY_PICTURES") else (NARROW,)
PICTURES = os.environ.get(
    "JOURNEY_PICTURES"
)  # a folder for a picture of each page, for whoever wants to look
AXE = Axe()  # its script, read once
SEEN = set()  # elements within elements, by their classes, whose colours this process has looked at
TALLEST = 2400  # of a picture; the rest of a long page is more of the same


def look_at(page, name):
    """No fault of accessibility at either width (or the narrow one), nothing to scroll sideways on a narrow screen, one heading, a title."""
    for size in WIDTHS:
        page.set_viewport_size(size)
        found = faults(page)
        assert found.violations_count == 0, f"{name} at {size['width']}: {found.generate_report()}"
        over = page.evaluate(OVERFLOWING)
        assert not over, f"{name} at {size['width']} px is too wide: {over}"
        if PICTURES:
            height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            clip = {"x": 0, "y": 0, "width": size["width"], "height": height}
            page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True, clip=clip)
    page.set_viewport_size(WIDE)
    assert page.locator("h1").count() == 1, name
    assert page.title()


def faults(page):
    """The faults of accessibility that axe finds; a page that the browser was just leaving is not looked at, but the next."""
    try:
        return _faults(page)
    except Error:
        page.wait_for_load_state()
        return _faults(page)


def _faults(page):
    """Colours come from classes and a style sheet: those that were looked at are not looked at again, but in `make proof`."""
    page.evaluate(AXE.axe_script)
    kinds = set(page.evaluate(KINDS))
    found = AxeResults(page.evaluate(RUN_AXE, list(kinds if EVERY_ROW else kinds - SEEN)))
    SEEN.update(kinds)
    return found


# The kinds of elements on a page: each with its parent, by their names, classes and styles; and the style sheets.
KINDS = """() => {
  const sheets = [...document.styleSheets].map(e => e.href ?? e.ownerNode.textContent).join();
  const named = e => `${e.tagName}.${e.getAttribute("class")} ${e.getAttribute("style")}`;
  const elements = [...document.querySelectorAll("body *")];
  window.ofKind = Map.groupBy(elements, e => `${named(e.parentElement)} ${named(e)} ${sheets}`);
  return [...ofKind.keys()];
}"""
# The colours are looked at of the elements of these kinds. What passes is left in the page: to tell it takes longer than to find it.
RUN_AXE = """async kinds => {
  const coloured = kinds.flatMap(kind => ofKind.get(kind));
  coloured.forEach(e => e.setAttribute("data-coloured", ""));
  axe.configure({rules: [{id: "color-contrast", selector: "[data-coloured]"}]});
  const found = await axe.run({resultTypes: ["violations"], preload: {assets: ["media"]}});
  coloured.forEach(e => e.removeAttribute("data-coloured"));
  return {violations: found.violations};
}"""
# Names what makes a page wider than its window.
OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > width + 1);
  return wide.map(e => `${e.tagName}.${e.className}`).concat([`${document.documentElement.scrollWidth} > ${width}`]);
}"""


def sign_in(page, service, name, *, at="/"):
    """Sign in as one of the cast, and go to the page where their part begins."""
    enter(page, service, name)
    page.goto(f"{service.address}{at}")


def enter(page, service, name):
    """Sign in by sending the form, and look at no page yet; tests/journeys/test_people.py types into it."""
    address, ask = f"{service.address}/account/login/", page.context.request
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', ask.get(address).text())[1]
    sent = {"csrfmiddlewaretoken": token, "login": service.people.addresses[name], "password": PASSWORD}
    answer = ask.post(address, form=sent, headers={"Referer": address}, max_redirects=0)
    assert (answer.status, answer.headers["location"]) == (302, "/")


def sign_out(page):
    """Leave."""
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()


def fill_day(page, legend, day):
    """Type a day into its three boxes."""
    boxes = page.get_by_role("group", name=legend)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(value))


def open_register(page, name):
    """Go to a register by the page that lists them all."""
    page.get_by_role("link", name="Registers", exact=True).click()
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
