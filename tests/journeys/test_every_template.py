"""Every template, for every duty that opens a page of it: no fault of accessibility, wide and narrow, in light and in forced colours.

The pages come from the test's own process: the browser asks, and the test answers with what a signed-in client gets. One load
serves both widths and both sets of colours. A page whose frame and kinds of content were looked at already, in another duty or in
another process, is counted, not loaded again; so is a further page of a template that its reader has opened.
"""

import re
from collections import Counter
from copy import copy
from hashlib import sha256
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
from tests.journeys.looking import AXE, KINDS, NARROW, OVERFLOWING, WIDE
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
# What is pressed or typed into, but for links in a line of text, of which axe asks for room (WCAG 2.2, 2.5.8), and what is hidden
# until the keyboard comes: how many there are (of one whose own mark covers what is around it, that), and those with less than 24 pixels in one direction.
TARGETS = """() => {
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter(e => e.checkVisibility() && getComputedStyle(e).display !== "inline")
    .map(e => [(getComputedStyle(e, "::after").position === "absolute" ? e.offsetParent : e).getBoundingClientRect(), e])
    .filter(([box]) => box.width > 1 && box.height > 1);
  const small = all.filter(([box]) => box.width < 24 || box.height < 24)
    .map(([box, e]) => `target of ${box.width} by ${box.height} px: ${e.outerHTML.slice(0, 200)}`);
  return [all.length, small];
}"""
SHOWN = re.compile(r"""<(?:img|script|input|source)\b[^>]*\bsrc="([^"]+)|<link\b[^>]*\bhref="([^"]+)""")
SHEET, SHEETS = "/defensible/", re.compile(rb"/Type\s*/Page\b")
BLANK = 200, b"", "text/html"  # of a frame of another origin
OK, REFUSED = 200, 403
EVERYBODY = (PUBLIC, *VISITORS)
GROUPS = 2  # of readers, one for each process of `make proof`
# What is another at each asking in a frame, and nothing to see: tokens, addresses, which item of the menu is current.
PASSING = re.compile(
    r"""<title>.*?</title>| value="\w{64}"| (?:href|action)="[^"]*"| aria-current="true"| govuk-service-navigation__item--active"""
    r"""|</?strong\b[^>]*active-fallback[^>]*>|</strong>(?=</a>)"""
)
ELEMENT = re.compile(r"<[a-z][^>]*>")
KIND = re.compile(r"""^<\w+| (?:class|role|type|open|hidden|disabled|aria-sort|scope)\b(?:="[^"]*")?""")


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
    """The answer of a page, or to its form sent empty; what it wrote is undone, and who signed out is signed in again."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        answer = client.post(path) if posted else client.get(path)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


@pytest.fixture
def is_new(tmp_path_factory, worker_id):
    """Tells whether some words come for the first time in this run, in whichever process."""
    of_this_process = tmp_path_factory.getbasetemp()
    folder = (of_this_process if worker_id == "master" else of_this_process.parent) / "looked-at"
    folder.mkdir(exist_ok=True)

    def tells(words):
        try:
            (folder / sha256(words.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    return tells


def parts(names, page):
    """The frame of a page, as it is; and of what stands in it the template with the kinds of its elements, however many of each."""
    begin, end = page.find("</header>"), page.find("</main>")
    kinds = {"".join(KIND.findall(one)) for one in ELEMENT.findall(page[begin:end])}
    return PASSING.sub("", page[:begin] + page[end:]), f"{names} {sorted(kinds)}"


def pages_of(client, things, rendered, counted, files):
    """The first page of each template that opens to somebody, and of each form sent empty: its templates, path and answer.

    Where a page is refused, its form is not sent: it is refused in the same words (tests/architecture/test_rights_matrix.py).
    An address that gave a file to one reader is no page to the next; `files` has their names.
    """
    posted, seen = acts(), set()
    for name, path in paths(things):
        if name in files:
            continue
        for is_sent in (False, True) if name in posted else (False,):
            rendered.clear()
            answer = answered(client, path, is_sent)
            is_page = answer.get("Content-Type", "").startswith("text/html")
            if answer.status_code == OK and not is_page:
                files.add(name)
            if is_page and rendered:
                is_first = (*rendered, is_sent) not in seen
                seen.add((*rendered, is_sent))
                if is_first:
                    yield rendered[:], path, answer
                counted["further pages of a template opened in the same duty"] += not is_first
            if answer.status_code == REFUSED:
                break


@pytest.mark.parametrize("readers", [EVERYBODY[at::GROUPS] for at in range(GROUPS)], ids=", ".join)
def test_every_template_has_no_fault_in_any_duty(
    readers, committed_people, things, rendered, *, is_new, open_page, record_property
):
    counted, files, seen, faults = Counter(), set(), set(), []
    for who in readers:
        client = of_nobody() if who == PUBLIC else signed_in(getattr(committed_people, who))
        page = open_page()
        serves = _served(page, client)
        for names, path, answer in pages_of(client, things, rendered, counted, files):
            counted["templates looked at"] += sum(is_new(f"template {name}") for name in {*names})
            if set(filter(is_new, parts(names, answer.text))):
                serves(path, answer)
                faults += [f"{who}: {path} ({names[0]}) {one}" for one in _faults(page, path, seen, counted)]
                counted["pages looked at, wide and narrow"] += 1
            else:
                counted["pages of a frame and kinds of content that had been looked at"] += 1
        page.context.close()
    for what, count in counted.items():
        record_property(what, count)
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


def _faults(page, path, seen, counted):
    """What axe says, wide and narrow, in light and in forced colours, in which nothing but colours is another.

    Colours come of what an element and its parent are: in forced colours a page with nothing that is new, to this process, is counted.
    """
    page.goto(f"{ORIGIN}{path}")
    page.evaluate(AXE.axe_script)
    kinds = set(page.evaluate(KINDS))
    for colours, options in RULES.items():
        if colours == "active" and kinds <= seen:
            counted["pages with nothing new in forced colours"] += 1
            continue
        page.emulate_media(forced_colors=colours)
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            targets, small = page.evaluate(TARGETS)
            counted["targets measured"] += targets
            found = page.evaluate(RUN_AXE, options) + page.evaluate(OVERFLOWING) + small
            for one in found + page.evaluate(ESCAPED_TWICE):
                yield f"at {size['width']} px, forced colours {colours}: {one}"
    seen |= kinds
    page.emulate_media(forced_colors="none")
