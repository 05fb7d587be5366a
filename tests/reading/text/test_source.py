"""A request is read from whatever file it comes in, by what is in the file; what cannot be read is refused."""

import io
import sys
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.each import each
from tests.reading.split.splitting import assert_covers_everything
from tests.reading.text.documents import QUESTIONS, mail, paragraphs, pdf, with_part
from watchbook.foi.reading_commands import read_file
from watchbook.foi.request import source_file
from watchbook.foi.request.refusals import on_one_line, words_of
from watchbook.reading.split.questions import split
from watchbook.reading.text import pdf_pages
from watchbook.reading.text.refusals import NotARequest
from watchbook.reading.text.request import CHARACTERS_LIMIT
from watchbook.reading.text.source import LARGEST_FILE, SourceText

WORD = paragraphs("1. How many hives?", "2. Who tends them?")
PDF = pdf(["1. How many hives?", "2. Who tends them?"])
MAIL = mail()


def refused(data, *, name="request"):
    with pytest.raises(NotARequest) as refusal:
        source_file.read(name, data)
    words = words_of(refusal.value)
    assert all(words)
    return words


def zipped(**parts):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@each(("data", "format"), [(QUESTIONS.encode(), "txt"), (MAIL, "eml"), (WORD, "docx"), (PDF, "pdf")])
@each("name", ["request.txt", "request.eml", "request.docx", "request.pdf", "request", ""])
def test_a_file_is_known_by_its_content_whatever_it_is_called(data, format, name):
    found = source_file.read(name, data)
    assert found.format == format
    assert [question.text for question in split(found.text).questions] == [
        "How many hives?",
        "Who tends them?",
    ]


def test_plain_text_is_taken_as_it_is():
    assert source_file.read("a.txt", b"1. How?\r\n2. Why?\r") == SourceText("1. How?\r\n2. Why?\r", "txt")


def test_text_under_pasted_headers_is_plain_text_unless_it_is_named_a_mail():
    pasted = b"From: Ann\nSubject: Bees\n\nHow many hives?\n"
    assert source_file.read("a.txt", pasted) == SourceText(pasted.decode(), "txt")
    assert source_file.read("a.eml", pasted) == SourceText("How many hives?\n", "eml")


def test_text_without_headers_that_is_named_a_mail_is_plain_text():
    assert source_file.read("a.eml", b"How many hives?").format == "txt"


def spreadsheet():
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


@each(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "an old Office file"),
        (spreadsheet(), "spreadsheet"),
        (zipped(**{"letter.txt": "1. How many?"}), "archive"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "program"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"{\\rtf1 1. How many?}", "rich text"),
        (b"\x00\x01\x02", "binary"),
        (b"\xff\x00how", "UTF-8"),
        (b"", "at least one word"),
    ],
)
@each("name", ["request.docx", "request.pdf", "request.txt"])
def test_what_is_no_request_is_refused_with_the_reason(data, why, name):
    assert why in refused(data, name=name).why


def test_a_text_that_begins_with_the_letters_of_a_program_is_a_text():
    assert source_file.read("a", b"MZ Council, how many hives?").format == "txt"


def test_the_commands_read_files_as_large_as_an_upload_may_be(settings):
    assert LARGEST_FILE == settings.UPLOAD_MAX_BYTES


def test_a_file_that_is_too_large_is_refused_before_it_is_looked_at(settings):
    settings.UPLOAD_MAX_BYTES = 2 * 1024 * 1024
    assert refused(PDF + b"x" * 2 * 1024 * 1024).what == "The file is too large."


@pytest.mark.parametrize(
    "data",
    [
        mail("how " * (CHARACTERS_LIMIT // 4 + 1)),
        paragraphs("how " * (CHARACTERS_LIMIT // 4 + 1)),
        pdf(["how " * (CHARACTERS_LIMIT // 4 + 1)]),
    ],
    ids=["mail", "word", "pdf"],
)
def test_a_request_with_too_many_characters_is_refused_in_every_format(data):
    assert refused(data).what == "The text is too long."


# Files by name


def test_a_file_is_read_by_its_name(tmp_path):
    file = tmp_path / "request.docx"
    file.write_bytes(WORD)
    assert read_file(str(file)) == SourceText("1. How many hives?\n2. Who tends them?", "docx")


def test_standard_input_is_read_by_its_content(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(BytesIO(PDF)))
    assert read_file("-").format == "pdf"


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(NotARequest) as refusal:
        read_file(str(tmp_path / "none"))
    assert "The file cannot be read" in on_one_line(refusal.value)


# Hostile input


def reads_or_refuses(data, *, name="request"):
    """Any other error of a library would come out of this, and fail the test."""
    try:
        text = source_file.read(name, data).text
    except NotARequest as refusal:
        text = on_one_line(refusal)
    assert text.strip()
    assert_covers_everything(text)


@settings(deadline=None)
@given(
    st.sampled_from([b"", b"PK\x03\x04word/document.xml", b"Message-ID: <a>\nContent-Type: "]),
    st.binary(),
)
def test_any_bytes_are_read_or_refused(start, rest):
    reads_or_refuses(start + rest, name="a.eml")


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([WORD, MAIL]), st.data())
def test_a_file_cut_short_is_read_or_refused(whole, data):
    reads_or_refuses(whole[: data.draw(st.integers(0, len(whole)))])


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([WORD, MAIL]), st.data())
def test_a_garbled_file_is_read_or_refused(whole, data):
    garbled = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        garbled[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    reads_or_refuses(bytes(garbled))


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(
        ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels"]
    ),
    st.data(),
)
def test_a_word_document_whose_xml_is_garbled_is_read_or_refused(part, data):
    def garble(xml):
        at = data.draw(st.integers(0, len(xml) - 1))
        return xml[:at] + data.draw(st.binary(max_size=8)) + xml[at + data.draw(st.integers(0, 30)) :]

    reads_or_refuses(with_part(WORD, part, garble))


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_garbled_pdf_is_read_or_refused(data):
    """Within this process, since one for each example takes its time."""
    garbled = bytearray(PDF[: data.draw(st.integers(1, len(PDF)))])
    for _ in range(data.draw(st.integers(0, 8))):
        garbled[data.draw(st.integers(0, len(garbled) - 1))] = data.draw(st.integers(0, 255))
    found = pdf_pages.read(bytes(garbled), characters=100)
    assert found.keys() <= {"text", "hidden", "refused", "pages", "beside", "wordless"}
    assert_covers_everything(str(found.get("text", "")))


@given(st.binary())
def test_any_bytes_that_say_they_are_a_pdf_are_read_or_refused(rest):
    assert pdf_pages.read(b"%PDF-1.7\n" + rest, characters=100).keys() <= {"text", "refused", "pages"}


def test_a_mail_of_a_thousand_mails_in_each_other_is_refused():
    inner = EmailMessage()
    inner.set_content("How many?")
    data = b"Message-ID: <a>\nContent-Type: message/rfc822\n\n" * 1_000 + inner.as_bytes()
    refused(data)


def test_a_mail_of_a_thousand_folds_is_refused():
    data = b"Message-ID: <a>\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(1_000)
    )
    refused(data)
