"""Shapes of what is typed about letters."""

from datetime import date

import pytest

from tests.pages import a_day, a_file
from watchbook.governance.letters.forms import LetterForm, NoReplyForm, ReplyForm

LETTER = {
    "sender": "osc",
    "subject": "Social media",
    "concerns_social_media": "yes",
    **a_day("dated_on", date(2017, 3, 20)),
    **a_day("received_on", date(2017, 3, 22)),
}


def faults(form):
    return {name: list(errors) for name, errors in form.errors.items()}


def test_empty_forms_say_what_to_enter():
    assert faults(LetterForm({})) == {
        "sender": ["Select the body that wrote the letter"],
        "subject": ["Enter the subject of the letter"],
        "concerns_social_media": ["Select yes if the letter concerns social media"],
        "dated_on": ["Enter the date on the letter"],
        "received_on": ["Enter the date the letter was received"],
    }
    assert faults(ReplyForm({})) == {"sent_on": ["Enter the date the reply was sent"]}
    assert faults(NoReplyForm({})) == {
        "confirmed": ["Select the box to confirm that no reply was asked for and none was sent"]
    }


def test_a_letter_is_read_with_its_days():
    form = LetterForm(LETTER)
    assert form.is_valid()
    assert form.cleaned_data["dated_on"] == date(2017, 3, 20)
    assert form.cleaned_data["file"] is None


@pytest.mark.parametrize(
    ("changes", "name", "says"),
    [
        ({"sender": "mayor"}, "sender", "Select one of the answers on this page"),
        (
            {"concerns_social_media": "maybe"},
            "concerns_social_media",
            "Select one of the answers on this page",
        ),
        ({"subject": "x" * 201}, "subject", "Enter 200 characters or fewer: your answer has 201"),
        ({"subject": "a\x00b"}, "subject", "Remove the characters that cannot be printed"),
        ({"subject": "   "}, "subject", "Enter the subject of the letter"),
        ({"dated_on_day": "31", "dated_on_month": "2"}, "dated_on", "February 2017 has only 28 days"),
        ({"received_on_year": ""}, "received_on", "must include a year"),
    ],
)
def test_what_has_not_the_shape_is_refused(changes, name, says):
    [(field, [sentence])] = faults(LetterForm(LETTER | changes)).items()
    assert field == name
    assert says in sentence


def test_an_empty_file_is_refused_as_a_file():
    assert faults(ReplyForm(a_day("sent_on", date(2017, 4, 3)), {"file": a_file(data=b"")})) == {
        "file": ["Select a file that is not empty"]
    }
