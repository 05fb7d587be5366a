"""Shapes of what is asked on the way of a spreadsheet into a register."""

from django.utils.datastructures import MultiValueDict

from tests.pages import a_file
from watchbook.files.days import questions
from watchbook.files.spreadsheet import read_sheet
from watchbook.governance.letters.imports import COLUMNS
from watchbook.register.forms import SheetForm, columns_form, days_form, sent_files


def choices(form, name):
    """The words that stand in a question's list of answers."""
    return [words for _value, words in form.fields[name].choices]


def test_a_spreadsheet_comes_with_any_number_of_documents():
    documents = [a_file("a.pdf"), a_file("b.pdf")]
    form = SheetForm({}, MultiValueDict({"sheet": [a_file("a.csv")], "documents": documents}))
    assert form.is_valid()
    assert [file.name for file in sent_files(form)[1]] == ["a.pdf", "b.pdf"]
    alone = SheetForm({}, MultiValueDict({"sheet": [a_file("a.csv")]}))
    assert alone.is_valid()
    assert sent_files(alone)[1] == []


def test_an_empty_document_is_refused_at_its_question():
    form = SheetForm({}, MultiValueDict({"sheet": [a_file("a.csv")], "documents": [a_file("a.pdf", b"")]}))
    assert not form.is_valid()
    assert form.errors == {"documents": ["Select a file that is not empty"]}


def test_a_column_of_the_file_is_known_by_its_heading_and_what_is_in_it():
    sheet = read_sheet(f"From,,Empty,{'x' * 50}\n,b,,\nosc,c,,\n".encode(), name="a.csv")
    form = columns_form(COLUMNS, sheet)()
    assert choices(form, "sender") == [
        "Choose a column",
        "From (such as “osc”)",
        "column 2, without a heading (such as “b”)",
        "Empty",
        "x" * 40,
    ]
    assert choices(form, "reply")[0] == "Not in the file"
    assert form.fields["reply"].label == "Reply (if the file has this column)"
    assert not form.fields["reply"].required


def test_a_way_to_read_days_says_how_many_it_would_lose():
    asked = questions(["20/03/2017", "03/21/2017", "03/22/2017"], column="on")
    form = days_form(asked, {"on": "Date"})()
    assert form.fields["question_0"].label == "How are dates written in “Date”?"
    assert choices(form, "question_0") == [
        "day, month, year: “20/03/2017” is 20 March 2017 (impossible dates in the file if read this way: 2)",
        "month, day, year: “03/22/2017” is 22 March 2017 (impossible dates in the file if read this way: 1)",
    ]
