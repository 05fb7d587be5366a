"""A row's cells read into values of their kinds, and everything that is wrong in a row told at once."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from watchbook.files.columns import CellsRefused, Column, ColumnKind, parse
from watchbook.files.upload import Content

LETTER = Content(data=b"%PDF-1.7", name="letter.pdf", media_type="application/pdf")
CHOICES = {"osc": "Surveillance Commissioners", "ico": "Information Commissioner"}


def value(cell, kind, **options):
    """What a cell becomes."""
    column = Column("x", "X", kind, **{"choices": CHOICES} | options)
    return parse({"x": cell}, [column], files={"letter.pdf": LETTER})["x"]


def refusal(cell, kind, **options):
    with pytest.raises(CellsRefused) as refused:
        value(cell, kind, **options)
    [cell_refused] = refused.value.cells
    assert cell_refused.column.name == "x"
    assert str(refused.value) == cell_refused.reason
    return cell_refused.reason


@each(
    ("kind", "cell", "read"),
    [
        (ColumnKind.TEXT, " =1+1 ", "=1+1"),
        (ColumnKind.LONG_TEXT, "a\nb", "a\nb"),
        (ColumnKind.DAY, "2017-03-20", date(2017, 3, 20)),
        (ColumnKind.WHOLE_NUMBER, "-12", -12),
        (ColumnKind.YES_NO, "YES", True),
        (ColumnKind.YES_NO, "n", False),
        (ColumnKind.CHOICE, "OSC", "osc"),
        (ColumnKind.CHOICE, "information commissioner", "ico"),
        (ColumnKind.CHOICES, "ico; Surveillance Commissioners ;; ico", ("ico", "osc")),
        (ColumnKind.EMAIL, "jane@council.invalid", "jane@council.invalid"),
        (ColumnKind.FILE, "letter.pdf", LETTER),
        (ColumnKind.FILE, "S:\\Letters\\2017\\letter.pdf", LETTER),
        (ColumnKind.FILE, "../letter.pdf", LETTER),
    ],
)
def test_a_cell_is_read_as_its_kind(kind, cell, read):
    assert value(cell, kind) == read
    assert type(value(cell, kind)) is type(read)


@each(
    ("kind", "empty"),
    [
        (ColumnKind.TEXT, ""),
        (ColumnKind.LONG_TEXT, ""),
        (ColumnKind.DAY, None),
        (ColumnKind.WHOLE_NUMBER, None),
        (ColumnKind.YES_NO, None),
        (ColumnKind.CHOICE, ""),
        (ColumnKind.CHOICES, ()),
        (ColumnKind.EMAIL, ""),
        (ColumnKind.FILE, None),
    ],
)
def test_an_empty_cell_is_nothing_or_refused_where_it_must_be_filled(kind, empty):
    assert value("", kind, required=False) == empty
    assert value(" \t", kind, required=False) == empty
    assert refusal(" ", kind) == "“x” is empty. Enter a value."
    assert parse({}, [Column("x", "X", kind, required=False)], files={}) == {"x": empty}


@each(
    ("kind", "cell", "reason"),
    [
        (ColumnKind.TEXT, "a\nb", "“x” has several lines. Put the text on one line."),
        (ColumnKind.TEXT, "a\rb", "“x” has several lines. Put the text on one line."),
        (
            ColumnKind.TEXT,
            "y" * 201,
            "“x” has 201 characters. Shorten the text to 200 characters or fewer.",
        ),
        (ColumnKind.LONG_TEXT, "y\n" * 150, "“x” has 299 characters."),
        (
            ColumnKind.DAY,
            "soon",
            "“x” is “soon”. This is not a date. Write the date as 2017-03-20 (year, month, day).",
        ),
        (ColumnKind.WHOLE_NUMBER, "1.5", "“x” is “1.5”. Enter a whole number in digits, such as 12."),
        (ColumnKind.WHOLE_NUMBER, "9" * 5000, "Enter a whole number in digits, such as 12."),
        (ColumnKind.WHOLE_NUMBER, "１２", "Enter a whole number in digits, such as 12."),
        (ColumnKind.YES_NO, "maybe", "“x” is “maybe”. Enter yes or no."),
        (ColumnKind.CHOICE, "mayor" * 20, "“x” is “" + "mayor" * 8 + "”. Enter osc or ico."),
        (ColumnKind.CHOICES, "osc;mayor", "“x” is “mayor”. Enter osc or ico."),
        (ColumnKind.EMAIL, "jane", "“x” is “jane”. Enter an email address, like name@example.com."),
        (ColumnKind.EMAIL, "jane@council.invalid\nbcc: x", "Enter an email address"),
        (
            ColumnKind.FILE,
            "gone.pdf",
            "“x” names “gone.pdf”, but no file of that name was uploaded with the spreadsheet.",
        ),
    ],
)
def test_a_cell_that_is_not_of_its_kind_is_refused_with_what_it_takes(kind, cell, reason):
    assert reason in refusal(cell, kind)


def test_an_address_of_email_is_no_longer_than_it_may_be():
    assert "Shorten the text to 10 characters" in refusal(
        "jane@council.invalid", ColumnKind.EMAIL, longest=10
    )


def test_everything_that_is_wrong_in_a_row_is_told_at_once():
    columns = [Column("a", "A"), Column("b", "B", ColumnKind.YES_NO), Column("c", "C")]
    with pytest.raises(CellsRefused) as refused:
        parse({"a": "", "b": "maybe", "c": "fine"}, columns, files={})
    assert [cell.column.name for cell in refused.value.cells] == ["a", "b"]


def test_days_are_read_as_was_answered_for_their_column():
    columns = [Column("a", "A", ColumnKind.DAY), Column("b", "B", ColumnKind.DAY)]
    readings = {"a.numbers": "day_first", "b.numbers": "month_first"}
    cells = {"a": "03/04/2017", "b": "03/04/2017"}
    assert parse(cells, columns, files={}, day_readings=readings) == {
        "a": date(2017, 4, 3),
        "b": date(2017, 3, 4),
    }


@given(st.sampled_from(ColumnKind), st.text(max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else(kind, cell):
    column = Column("x", "X", kind, choices=CHOICES, required=False)
    with suppress(CellsRefused):
        assert parse({"x": cell}, [column], files={}).keys() == {"x"}
