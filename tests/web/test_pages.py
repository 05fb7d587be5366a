"""The frame of every page, and what no page may hold: inline style, inline script, another body's brand."""

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.utils import translation
from jinja2 import UndefinedError

import watchbook
from tests.each import each
from watchbook.config.menu import FrameLink
from watchbook.web.forms import GovukForm

PRODUCT = Path(watchbook.__file__).parent
TEMPLATES = sorted(
    file
    for folder in ("jinja2", "templates")
    for file in PRODUCT.glob(f"*/{folder}/**/*.html")
    if file.is_file()
)
FRAME = {
    "council_name": "Tilling <District> Council",
    "brand_css_url": "/brand.css",
    "navigation": (
        FrameLink("Requests", "/requests/", active=True),
        FrameLink("Registers", "/registers/"),
    ),
    "footer_links": (FrameLink("Help", "/help/"),),
    "signed_in_as": "Ines Okafor",
    "search_url": "/search/",
    "your_sign_in_url": "/organisation/your-sign-in/",
    "csrf_input": "the token",
    "demo": True,
    "rules_not_adopted": "The solicitor has not adopted them.",
    "messages": [Message(messages.SUCCESS, "The look was recorded.")],
    "tabs": [
        {"text": "Summary", "href": "/1/", "active": True},
        {"text": "Looks", "href": "/2/", "active": False},
    ],
}


class Question(GovukForm):
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(label="Why?", error_messages={"required": "Enter why"})


class Upload(Question):
    letter = forms.FileField(label="Letter", error_messages={"required": "Select a letter"})


# Downloaded and opened away from us, or shown on the replay origin, where no style sheet of ours is: each carries its own.
FILES_TO_KEEP = {"letter.html", "document.html"}


@each("file", TEMPLATES, ids=lambda file: str(file.relative_to(PRODUCT)))
def test_no_template_holds_what_the_policy_forbids_or_another_bodys_brand(file):
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", file.read_text(), flags=re.DOTALL)
    styled = r"\sstyle=" if file.name in FILES_TO_KEEP else r"<style|\sstyle="
    assert not re.search(rf"{styled}|\son[a-z]+\s*=\s*[\"']|javascript:", text, re.IGNORECASE)
    assert not re.search(r"<script(?![^>]*\s(?:src=|type=\"application/json\"))", text, re.IGNORECASE)
    assert not re.search(r"GOV\.UK|crown|crest|govuk(Header|Footer|CookieBanner)\b", text)


def test_the_frame_shows_who_where_and_what(render):
    text = render("plain", **FRAME)
    assert '<html lang="en-GB"' in text
    assert "<title>Plain – Watchbook – Tilling &lt;District&gt; Council</title>" in text
    assert "Tilling &lt;District&gt; Council</a>" in text
    assert '<link rel="stylesheet" href="/brand.css">' in text
    assert 'aria-current="true"' in text
    assert "This is all fictional." in text
    assert "The solicitor has not adopted them." in text
    assert "The look was recorded." in text
    assert 'href="/help/"' in text
    assert 'href="/2/"' in text


def test_signing_out_is_a_form_with_its_token(render):
    (form,) = re.findall(
        r'<form method="post" action="[^"]*logout[^"]*">.*?</form>', render("plain", **FRAME), re.S
    )
    assert "the token" in form
    assert "<form" not in render("plain")


def test_the_frame_does_without_everything_that_config_gives(render):
    text = render("plain")
    assert "<title>Plain – Watchbook</title>" in text
    for absent in (
        "brand.css",
        "demonstration",
        "Rules not adopted",
        "notification",
        "watchbook-tabs",
        "Menu",
    ):
        assert absent not in text


def test_the_page_says_its_language(render):
    with translation.override("cy"):
        assert '<html lang="cy"' in render("plain")
    with translation.override(None):
        assert '<html lang="en-GB"' in render("plain")


def test_a_question_with_faults_says_so_first_and_in_its_title(render):
    wrong = render("question", form=Question({}), back_url="/back/", csrf_input="the token")
    assert "<title>Error: When was it?" in wrong
    assert wrong.index("There is a problem") < wrong.index("<h1")
    assert 'href="#id_why"' in wrong
    assert 'href="/back/"' in wrong
    right = render("question", form=Question(), csrf_input="the token")
    assert "<title>When was it?" in right
    assert "There is a problem" not in right
    assert "Back" not in right


def test_a_question_sends_its_hidden_fields_and_files(render):
    text = render("question", form=Upload(), csrf_input="the token", submit_text="Send", caption="Letter")
    assert 'enctype="multipart/form-data"' in text
    assert 'type="hidden" name="hidden"' in text
    assert "Send" in text
    assert "multipart" not in render("question", form=Question(), csrf_input="the token")


def test_check_your_answers_lists_each_with_its_way_back(render):
    answers = [
        {"question": "Why?", "answer": "<Because>", "change_url": "/why/"},
        {"question": "Where?", "lines": ["North", "South"]},
    ]
    text = render("web/check_answers.html", form=GovukForm(), answers=answers, csrf_input="the token")
    assert "&lt;Because&gt;" in text
    assert re.search(r'href="/why/">Change<span class="govuk-visually-hidden"> Why\?</span>', text)
    assert "<li>North</li>" in text
    assert text.count(">Change<") == 1


def test_the_end_of_a_journey_gives_its_reference(render):
    text = render("done", panel_title="Look recorded", reference="WB-1")
    assert "<strong>WB-1</strong>" in text
    assert "<strong>" not in render("done", panel_title="Look recorded")


def test_a_table_says_on_a_narrow_screen_what_each_cell_is(render):
    rows = [[{"text": "WB-<1>", "href": "/1/"}, 3]]
    text = render("list", rows=rows, page=Paginator(range(200), 10).page(7))
    assert '<a class="govuk-link" href="/1/">WB-&lt;1&gt;</a>' in text
    assert 'aria-hidden="true">Looks</span>' in text
    assert 'href="?page=6"' in text
    assert 'aria-label="Page 8"' in text
    assert "None yet." in text
    assert "pagination" not in render("list", rows=rows, page=Paginator(range(5), 10).page(1))


def test_a_misspelt_name_is_a_fault_not_a_gap(render):
    with pytest.raises(UndefinedError):
        render("question", csrf_input="")
