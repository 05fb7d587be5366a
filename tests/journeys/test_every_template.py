"""Every template, for every duty that opens a page of it: no fault of accessibility, wide and narrow, in light and in forced colours.

The pages come from the test's own process: the browser asks, and the test answers with what a signed-in client gets.
"""

import re
from html import unescape
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.template.backends.jinja2 import Template

from tests.architecture.test_rights_matrix import VISITORS
from tests.journeys.everything import acts, paths
from tests.journeys.looking import AXE, NARROW, OVERFLOWING, WIDE
from tests.pages import browser as of_nobody
from tests.pages import signed_in
from tests.proof_only import in_proof_only

pytestmark = [pytest.mark.browser, in_proof_only]
ORIGIN = "http://testserver"
PUBLIC = "the public"
# Every rule, that of targets included, which axe leaves out unless asked: 24 pixels (WCAG 2.2, 2.5.8).
RULES = {"none": {"rules": {"target-size": {"enabled": True}}}, "active": {"runOnly": ["color-contrast"]}}
RUN_AXE = """async options => (await axe.run({resultTypes: ["violations"], ...options})).violations
  .map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 200)).slice(0, 3).join(" | ")}`)"""
# Marks of HTML that are shown as words.
ESCAPED_TWICE = """() => [...document.body.innerText.matchAll(/<\\/?(span|strong|br|a|p)\\b[^<]*/g)].map(found => found[0])"""
SHOWN = re.compile(r"""<(?:img|script|input|source)\b[^>]*\bsrc="([^"]+)|<link\b[^>]*\bhref="([^"]+)""")
SHEET, SHEETS = "/defensible/", re.compile(rb"/Type\s*/Page\b")
BLANK = 200, b"", "text/html"  # of a frame of another origin


@pytest.fixture
def rendered(monkeypatch):
    """The names of the templates that were rendered, in their order."""
    names, render = [], Template.render

    def told(self, *args, **kwargs):
        names.append(self.template.name)
        return render(self, *args, **kwargs)

    monkeypatch.setattr(Template, "render", told)
    return names


def answered(client, path, posted):
    """The answer of a page, or to its form sent empty; what it wrote is undone."""
    with transaction.atomic():
        answer = client.post(path) if posted else client.get(path)
        transaction.set_rollback(True)
    return answer


def pages_of(client, things, rendered):
    """The first page of each template that opens to somebody, and of each form sent empty: its templates, path and answer."""
    posted, seen = acts(), set()
    for name, path in paths(things):
        for is_sent in (False, True) if name in posted else (False,):
            rendered.clear()
            answer = answered(client, path, is_sent)
            is_page = answer.get("Content-Type", "").startswith("text/html") and rendered
            if is_page and (*rendered, is_sent) not in seen:
                seen.add((*rendered, is_sent))
                yield rendered[:], path, answer


def test_every_template_has_no_fault_in_any_duty(
    committed_people, things, rendered, open_page, record_property
):
    templates, pages, faults = set(), 0, []
    for who in (PUBLIC, *VISITORS):
        client = of_nobody() if who == PUBLIC else signed_in(getattr(committed_people, who))
        page = open_page()
        serves = _served(page, client)
        for names, path, answer in pages_of(client, things, rendered):
            serves(path, answer)
            faults += [f"{who}: {path} ({names[0]}) {one}" for one in _faults(page, path)]
            templates, pages = templates | {*names}, pages + 1
        page.context.close()
    record_property("templates looked at", len(templates))
    record_property("pages looked at, each in 4 ways", pages)
    assert not faults, "\n".join(faults)


def test_the_sheet_on_one_days_standing_prints_on_one_sheet_of_a4(committed_people, things, open_page):
    client, page = signed_in(committed_people.simon), open_page()
    _served(page, client)(SHEET, client.get(SHEET))
    page.goto(f"{ORIGIN}{SHEET}")
    assert page.get_by_role("heading", name="Are we defensible today?").count()
    assert len(SHEETS.findall(page.pdf(format="A4"))) == 1


def _served(page, client):
    """Have a browser get what is put here: an answer, and whatever its page shows besides. Nothing is asked while it waits."""
    here = {}

    def answer_to(route):
        asked = urlsplit(route.request.url)
        is_ours = f"{asked.scheme}://{asked.netloc}" == ORIGIN
        status, body, content_type = (here.get(asked.path) or _file(asked.path)) if is_ours else BLANK
        route.fulfill(status=status, body=body, content_type=content_type)

    def serves(path, answer):
        here[path] = (200, answer.content, answer["Content-Type"])
        for shown in SHOWN.finditer(answer.text):
            at = urlsplit(unescape(shown[1] or shown[2])).path
            if not at.startswith(settings.STATIC_URL):
                here[at] = _page(answered(client, at, False))

    page.route("**/*", answer_to)
    return serves


def _file(path):
    if not path.startswith(settings.STATIC_URL):
        return BLANK
    found = finders.find(path.removeprefix(settings.STATIC_URL))
    return 200, Path(found).read_bytes(), guess_type(found)[0]


def _page(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body, answer.get("Content-Type", "")


def _faults(page, path):
    """What axe says, wide and narrow, in light and in forced colours, in which nothing but colours is another."""
    page.goto(f"{ORIGIN}{path}")
    page.evaluate(AXE.axe_script)
    for colours, options in RULES.items():
        page.emulate_media(forced_colors=colours)
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            for one in (
                page.evaluate(RUN_AXE, options) + page.evaluate(OVERFLOWING) + page.evaluate(ESCAPED_TWICE)
            ):
                yield f"at {size['width']} px, forced colours {colours}: {one}"
    page.emulate_media(forced_colors="none")
