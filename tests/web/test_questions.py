"""Questions of our forms: what must be answered says so, and what need not may be left empty."""

import pytest

from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_line, ask_text


class QuestionForm(GovukForm):
    """A form of each question, needed and not."""

    line = ask_line("Name", "Enter the name", longest=5)
    text = ask_text("Words", "Enter the words", longest=9, rows=3)
    choice = ask_choice("Which?", [("a", "A"), ("b", "B")], "Select one", initial="a")
    line_or_none = ask_line("Number", longest=5, hint="As in the report.")
    text_or_none = ask_text("More", longest=9)
    choice_or_none = ask_choice("Or?", [("a", "A")])


def test_what_is_needed_says_itself_what_to_enter():
    assert QuestionForm({}).errors == {
        "line": ["Enter the name"],
        "text": ["Enter the words"],
        "choice": ["Select one"],
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"line": "x" * 6}, "line"), ({"text": "x" * 10}, "text"), ({"choice": "c"}, "choice")],
)
def test_what_is_too_long_or_no_answer_is_refused(changes, field):
    assert list(QuestionForm({"line": "x", "text": "x", "choice": "b"} | changes).errors) == [field]


def test_texts_have_lines_and_choices_are_shown():
    fields = QuestionForm().fields
    assert fields["text"].widget.attrs["rows"] == 3
    assert fields["choice"].widget.input_type == "radio"
    assert (fields["choice"].initial, fields["line_or_none"].help_text) == ("a", "As in the report.")
