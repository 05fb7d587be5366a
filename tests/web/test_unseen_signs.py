"""Signs that turn others or have no width: shown by their number wherever a page prints a text, but in a box, which is sent back."""

import pytest
from django import forms
from django.http import QueryDict
from django.template import engines
from markupsafe import Markup

from tests.foi.answering import received
from tests.pages import signed_in
from watchbook.web.forms import GovukForm

TURNED = "invoice\u202efdp.exe\u202c"
SHOWN = "invoice[U+202E]fdp.exe[U+202C]"


class Words(GovukForm):
    words = forms.CharField(strip=False, required=False)


def rendered(source, **context):
    """What the pages' own environment makes of a template."""
    return engines["jinja2"].from_string(source).render(context)


@pytest.mark.parametrize(
    "source",
    [
        "{{ said }}",
        '<a title="{{ said }}">x</a>',
        "{{ said ~ '!' }}",
        "{{ govukSummaryList({'rows': [{'key': {'text': 'x'}, 'value': {'text': said}}]}) }}",
        "{% from 'web/list.html' import nothing with context %}{{ nothing(said) }}",
    ],
)
def test_a_page_shows_them_by_their_number(source):
    page = rendered(source, said=TURNED)
    assert SHOWN in page
    assert "\u202e" not in page


def test_markup_stays_as_it_is():
    assert rendered("{{ said }}", said=Markup("<b>Siân</b>")) == "<b>Siân</b>"


def test_a_box_sends_back_what_stands_in_it():
    sent = QueryDict(mutable=True)
    sent["words"] = f"{TURNED}<"
    page = rendered("{{ field(form, 'words') }}", form=Words(sent))
    assert f'value="{TURNED}&lt;"' in page


def test_the_words_of_a_requester_are_kept_to_the_letter_and_not_obeyed(people):
    row = received(people, f"1. How often do you look at {TURNED}?")
    assert TURNED in row.text
    page = signed_in(people.bryn).get(f"/foi/requests/{row.reference}/").text
    assert SHOWN in page
    assert "\u202e" not in page
