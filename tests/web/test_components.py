"""The components give what their makers publish; the style sheet has neither their font nor the crown."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

import watchbook.web
from watchbook.config.templates import ComponentsLoader

ROOT = Path(__file__).parent.parent.parent
FIXTURES = sorted(ROOT.glob("node_modules/govuk-frontend/dist/govuk/components/*/fixtures.json"))
VENDOR = Path(watchbook.web.__file__).parent / "static" / "vendor"


class Elements(HTMLParser):
    """A page's elements, attributes and words, without the white space between them."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, sorted((name, (value or "").split()) for name, value in attrs)))

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")

    def handle_data(self, data):
        self.found.extend(["word", word] for word in data.split())


@pytest.fixture(scope="module")
def macros():
    return ComponentsLoader().macros()


@pytest.mark.skipif(not FIXTURES, reason="node_modules is absent: `npm ci` has not run")
@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.parent.name)
def test_a_component_is_as_its_makers_publish_it(macros, file):
    published = json.loads(file.read_text())
    name = "govuk" + "".join(word.capitalize() for word in published["component"].split("-"))
    for fixture in published["fixtures"]:
        made = Elements(macros[name](fixture["options"])).found
        assert made == Elements(fixture["html"]).found, fixture["name"]


@pytest.mark.skipif(not VENDOR.exists(), reason="the style sheet is not built: tools/assets.sh has not run")
def test_the_built_files_carry_no_font_crown_or_inline_source():
    css = (VENDOR / "watchbook.css").read_text().lower()
    script = (VENDOR / "govuk-frontend.min.js").read_text()
    for forbidden in ("@font-face", "gds transport", "crown", "crest", "url("):
        assert forbidden not in css
    assert "sourceMappingURL" not in script
    assert "Government Digital Service" in (VENDOR / "LICENCE.txt").read_text()
