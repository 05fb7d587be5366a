"""Rows of an import in words: each kind of value as a person reads it."""

from datetime import date

from tests.each import each
from tests.given import LETTER
from watchbook.files.columns import Column
from watchbook.governance.letters.imports import COLUMNS, LETTERS_RECEIVED
from watchbook.register.spreadsheet import RowRead
from watchbook.register.views.import_rows import in_words, rows_in_words

CHOICES = Column("x", "X", choices={"a": "Alpha", "b": "Beta"})


@each(
    ("value", "words"),
    [
        (None, ""),
        ("", ""),
        ((), ""),
        (True, "Yes"),
        (False, "No"),
        (0, "0"),
        (12, "12"),
        (date(2017, 3, 20), "20 March 2017"),
        (LETTER, "letter.pdf"),
        ("a", "Alpha"),
        ("other", "other"),
        (("b", "a"), "Beta, Alpha"),
        ("x" * 120, "x" * 120),
        ("x" * 121, "x" * 120 + "…"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_value_is_told_in_words(value, words):
    assert in_words(value, CHOICES) == words


def test_a_row_is_told_by_its_line_with_what_is_filled():
    values = dict.fromkeys((column.name for column in COLUMNS), "") | {"subject": "A visit", "dated_on": None}
    assert rows_in_words(LETTERS_RECEIVED, [RowRead(line=7, values=values)]) == [
        (7, [("Subject", "A visit")])
    ]
