"""`watchbook foi split` on requests that come as mails, Word documents and PDFs (docs/explanation/architecture.md#commands-and-who-acts)."""

import pytest

from tests.commands import watchbook_here
from tests.reading.text.documents import listed, mail, paragraphs, pdf
from watchbook.config.cli import main


@pytest.fixture
def split(capsys, monkeypatch, tmp_path):
    """Gives the command over files with these bytes."""

    def gave(**files):
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        names = [str(tmp_path / name) for name in files]
        return watchbook_here(main, "foi", "split", *names, capsys=capsys, monkeypatch=monkeypatch)

    return gave


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (mail("Hello,\n\n1. How many hives?\n2. Who tends them?\n"), "eml"),
        (listed(("Hello,", None), ("How many hives?", 0), ("Who tends them?", 0)), "docx"),
        (pdf(["Hello,", "1. How many hives?", "2. Who tends them?"]), "pdf"),
    ],
    ids=["mail", "word", "pdf"],
)
def test_places_are_in_the_text_that_comes_with_them(split, data, form):
    done = split(request=data)
    (said,) = done.lines
    assert (done.code, said["format"], said["unread_attachments"]) == (0, form, [])
    places = [said["source_text"][question["start"] : question["end"]] for question in said["questions"]]
    assert places == ["How many hives?", "Who tends them?"]
    assert [question["number"] for question in said["questions"]] == ["1", "2"]


def test_the_text_of_a_text_file_is_not_said_again(split):
    (said,) = split(request=b"1. How many hives?").lines
    assert said.keys() == {"file", "questions", "other", "law"}


def test_attachments_that_were_not_read_are_named(split):
    (said,) = split(request=mail(attached=["bees.pdf"])).lines
    assert said["unread_attachments"] == ["bees.pdf"]


def test_a_refused_file_is_said_and_the_rest_is_split(split):
    done = split(scan=pdf([]), letter=paragraphs("1. How many hives?"))
    refused, read = done.lines
    assert done.code == 1
    assert refused["error"]["what"] == "The PDF has no text."
    assert read["questions"][0]["text"] == "How many hives?"
