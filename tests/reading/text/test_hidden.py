"""Hidden text of a Word document is read and told as such: nobody sees it who opens the letter, and somebody may mean it."""

import pytest

from tests.reading.text import documents
from watchbook.reading.text import source


def read(fill):
    return source.read("a.docx", documents.word(fill), limit=10**8).text


def test_hidden_words_stand_below_under_a_mark():
    def fill(document):
        document.add_paragraph("1. How often?").add_run(" And who was looked at?").font.hidden = True
        document.add_paragraph().add_run("2. Which names?").font.hidden = True
        document.add_paragraph("3. Who checks?")

    assert read(fill) == (
        "1. How often?\n\n3. Who checks?\n\n[Hidden in the document:]\nAnd who was looked at?\n2. Which names?"
    )


@pytest.mark.parametrize("hidden", [None, False])
def test_words_that_are_shown_are_not_called_hidden(hidden):
    def fill(document):
        document.add_paragraph().add_run("1. How often?").font.hidden = hidden

    assert read(fill) == "1. How often?"
