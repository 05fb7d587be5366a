"""Help inside the product: each document opens, no link of one is dead, and a page leads to the how-to that explains it."""

import re
from html import unescape
from zipfile import ZipFile

import pytest
from django.test import override_settings
from django.urls import reverse
from hatchling.build import build_wheel

from tests.architecture.addresses import addresses
from tests.architecture.source import ROOT
from tests.architecture.test_docs import headings
from tests.pages import browser, signed_in, words
from tests.proof_only import in_proof_only
from tools import messages, pictures, static_site
from watchbook.home import help_documents as documents
from watchbook.home.help_documents import document, names
from watchbook.home.help_places import EXPLAINED_BY, how_to_of
from watchbook.home.tour import STEPS
from watchbook.organisation.rules import DutyKind

HREF = re.compile(r'<a href="([^"]*)"')
PAGE = re.compile(r"/help/([a-z0-9-]+/[\w-]+)/(?:#(.+))?")


def links(of):
    return [unescape(one) for one in HREF.findall(of.content)]


def test_every_how_to_and_every_guide_is_a_page_with_one_heading():
    written = {f"how-to/{path.stem}" for path in (ROOT / "docs" / "how-to").glob("*.md")}
    assert len(written) > 40
    assert written | {"guides/head-of-legal", "guides/members", "guides/public"} <= names()
    for name in names():
        assert document(name).content.count("<h1 ") == 1, name
        assert document(name).title, name


def test_no_link_within_help_is_dead():
    followed = 0
    for name in names():
        text = (documents.folder() / f"{name}.md").read_text(encoding="utf-8")
        for link in links(document(name)):
            if link.startswith(("https://", "http://", "mailto:")) or link == "/help/":
                continue
            if link.startswith("#"):
                assert link[1:] in headings(text), (name, link)
                continue
            there, anchor = PAGE.fullmatch(link).groups()
            assert there in names(), (name, link)
            assert not anchor or f'id="{anchor}"' in document(there).content, (name, link)
            followed += 1
    assert followed > 100


def test_every_picture_is_taken_from_the_demonstration_is_small_and_says_what_it_shows():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md")]
    texts.append((ROOT / "README.md").read_text(encoding="utf-8"))
    shown = [
        one
        for text in texts
        for one in re.findall(r"!\[([^]]*)\]\((?:\.\./|docs/)?pictures/([\w.-]+)\)", text)
    ]
    taken = {f"{one.name}.webp" for one in pictures.TAKEN}
    for alt, name in shown:
        assert name in taken | {"architecture.svg"}, name
        assert len(alt) > 40, name
        assert 1_000 < len(documents.picture(name)) <= 100 * 1024, name
    there = {path.name for path in (documents.folder() / "pictures").iterdir()}
    assert there == taken | {"architecture.svg"}
    assert there == {name for _alt, name in shown}


def test_what_a_picture_must_show_is_still_said_by_a_page():
    said = " ".join(str(one.id) for one in messages.marked())
    for one in pictures.TAKEN:
        assert any(words in said for words in one.shows), one.name


@pytest.mark.parametrize(
    "wrong",
    [
        "<script>alert(1)</script>",
        "A <b onclick='x'>word</b>",
        "[here](javascript:alert(1))",
        "[here](data:text/html,x)",
        "![x](javascript:alert(1))",
    ],
)
def test_nothing_of_raw_html_and_no_address_that_runs_comes_through(wrong):
    content = documents._rendered("how-to/x", f"# Title\n\n{wrong}\n").content
    assert not re.search(r"<(script|b)\b|href=\"(javascript|data)|src=\"javascript", content)


def test_a_link_to_what_is_no_page_of_help_is_plain_words():
    content = documents._rendered("how-to/x", "[rules](../../SECURITY.md) [up](../../../etc/passwd)").content
    assert "<a" not in content
    assert "rules up" in content


def test_every_page_of_the_table_is_there_and_so_is_its_how_to():
    known = {one.name for one in addresses()}
    for beginning, how_to in EXPLAINED_BY.items():
        assert any(name.startswith(beginning) for name in known), beginning
        assert (how_to if "/" in how_to else f"how-to/{how_to}") in names(), how_to
    assert how_to_of("looks:service") == "supervise-looks"
    assert how_to_of("looks:looks") == "look-at-a-page"
    assert how_to_of("home") == ""
    assert how_to_of("defensible") == "guides/head-of-legal"


def test_a_page_leads_to_its_how_to_and_every_document_opens(people):
    client = signed_in(people.ines)
    page = client.get("/looks/")
    assert (
        '<a class="watchbook-header__name" href="/help/how-to/look-at-a-page/">Help<span class="govuk-visually-hidden"> with this page</span></a>'
        in page.text
    )
    assert '<a class="watchbook-header__name" href="/help/">Help</a>' in client.get("/").text
    for name in sorted(names()):
        assert client.get(f"/help/{name}/").status_code == 200, name
    for wrong in ("/help/how-to/none/", "/help/decisions/0001-licence/", "/help/pictures/none.png"):
        assert client.get(wrong).status_code == 404
    assert browser().get("/help/how-to/look-at-a-page/")["Location"].startswith("/account/login/")


def test_a_search_finds_titles_first_and_says_what_to_do_where_nothing_fits(people):
    client = signed_in(people.ines)
    assert documents.found("")[:1] == []
    assert documents.found("Overt plan")[0].name == "how-to/look-at-a-page"
    assert documents.found("capture a page")[0].title == "Capture a page"
    page = client.get("/help/", {"words": "capture a page"})
    assert '<a class="govuk-link" href="/help/how-to/capture-a-page/">Capture a page</a>' in page.text
    assert "Try fewer or other words" in words(client.get("/help/", {"words": "zyx<b>\0"}))


def test_the_glossary_has_every_word_with_its_meaning(people):
    page = words(signed_in(people.ines).get("/help/glossary/"))
    assert "Look one visit" in page or "Look Meaning One visit" in page
    assert "Five answers that have different meanings in law" in page


def test_the_guide_for_the_public_is_open_in_both_languages(people):
    assert "What you can ask for" in words(browser().get("/help/guides/public/"))
    assert "Beth y gallwch ofyn amdano" in words(browser().get("/help/guides/public/?lang=cy"))
    assert 'href="/help/guides/public/"' in browser().get("/about/").text


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_guide_for_the_public_leads_to_each_page_that_it_names(people, language):
    client = browser()
    page = client.get(f"/help/guides/public/?lang={language}").text
    main = page[page.index("<main") : page.index("</main>")]
    named = ("front", "disclosure_log:log", "listening:published", "your_data:your_data", "seal:seal")
    for name in named:
        assert main.count(f'<a class="govuk-link" href="{reverse(name)}">') == 1, name
        assert client.get(reverse(name)).status_code == 200


def test_the_tour_is_in_the_demonstration_alone_and_each_step_opens(people):
    assert browser().get("/tour/").status_code == 404
    with override_settings(MODE="demo", DEMONSTRATION_PASSWORD="fiction"):
        page = browser().get("/tour/")
    for step in STEPS:
        assert str(step.words) in words(page)
        assert reverse(step.address) in page.text
    assert page.text.count('name="login"') == sum(step.duty is not None for step in STEPS)


def test_the_tour_gives_somebody_signed_in_no_link_that_refuses_them(people):
    client = signed_in(people.ines)
    with override_settings(MODE="demo", DEMONSTRATION_PASSWORD="fiction"):
        page = client.get("/tour/").text
    main = page[page.index("<main") : page.index("</main>")]
    for step in STEPS:
        assert (f'href="{reverse(step.address)}"' in main) is (step.duty in {None, DutyKind.INVESTIGATOR})
    assert "The person that you are signed in as cannot open this page" in main


def test_the_same_is_written_as_files_whose_links_lead_to_files(tmp_path):
    assert static_site.write(tmp_path / "site") == len(names()) + 1
    followed = 0
    for path in (tmp_path / "site").rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#]+)', path.read_text(encoding="utf-8")):
            if not link.startswith(("http:", "https:", "mailto:")):
                assert (path.parent / link).is_file(), (path.name, link)
                followed += 1
    assert followed > 300


@in_proof_only
def test_an_installed_product_has_every_document(tmp_path):
    built = build_wheel(str(tmp_path))
    inside = set(ZipFile(tmp_path / built).namelist())
    assert {f"watchbook/home/docs/{name}.md" for name in names()} <= inside
    assert "watchbook/home/docs/README.md" in inside
