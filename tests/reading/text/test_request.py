"""What is taken as the text of a request, and what each refusal says."""

import pytest

from tests.each import each
from watchbook.foi.request.refusals import on_one_line, words_of
from watchbook.reading.text.refusals import NotARequest, RequestFault
from watchbook.reading.text.request import CHARACTERS_LIMIT, LINES_LIMIT, decoded, looked_at

PAGE = "<!DOCTYPE html><html><head><title>A</title></head><body><p>1. How often?</p></body></html>"


@each(
    "text",
    [
        "1. How often?",
        "  \n\t1. How often?\r\n",
        "Pa mor aml y mae’r cyngor yn edrych ar gyfryngau cymdeithasol? Ŵyl, tŷ.",
        "كم مرة ينظر المجلس إلى وسائل التواصل الاجتماعي؟",
        "\u202ehow often\u202c? \u200f",
        "1. How often? 🙂\u200d👩 e\u0301",
        "Is 3 < 5 and a <b>bold</b> <i>word</i>?",
        "<p>One tag</p> is no page",
        "\ufeff1. How often?",
        "a\x0bb\x0cc",
        "x" * CHARACTERS_LIMIT,
        "x\n\n" * LINES_LIMIT,
    ],
)
def test_any_writing_is_taken_as_it_is(text):
    assert looked_at(text) is text


@each(
    ("text", "what"),
    [
        ("", "The text is empty."),
        (" \n\t\u00a0\u2003\r\n", "The text is empty."),
        ("x" * (CHARACTERS_LIMIT + 1), "The text is too long."),
        ("x\n\n" * (LINES_LIMIT + 1), "The text is too long."),
        ("x" * (5 * 1024 * 1024), "The text is too long."),
        ("PK\x03\x04\x14", "This is not plain text."),
        ("1. How often?\x00", "This is not plain text."),
        ("1. How\x7f often?", "This is not plain text."),
        ("1. How \x1b[2Joften?", "This is not plain text."),
        ("1. How often? \ud83d", "This is not plain text."),
        (PAGE, "This is the source of a web page."),
        (PAGE.upper(), "This is the source of a web page."),
        ("<div><table><p>", "This is the source of a web page."),
    ],
)
def test_what_is_no_request_is_refused_with_what_why_and_what_next(text, what):
    with pytest.raises(NotARequest) as refused:
        looked_at(text)
    refusal = words_of(refused.value)
    assert refusal.what == what
    assert refusal.why
    assert refusal.next
    assert on_one_line(refused.value) == f"{refusal.what} {refusal.why} {refusal.next}"
    assert len(on_one_line(refused.value)) < 400  # it repeats nothing of what was pasted


def test_a_text_too_long_is_told_how_long_it_is():
    with pytest.raises(NotARequest) as refused:
        looked_at("x" * (CHARACTERS_LIMIT + 1))
    assert "200,001 characters, and the limit for a request is 200,000" in on_one_line(refused.value)


def test_a_file_keeps_its_line_ends():
    assert decoded(b"1. How?\r\n2. Why?\rEnd") == "1. How?\r\n2. Why?\rEnd"


def test_a_mark_at_the_start_of_a_file_is_no_part_of_the_text():
    assert decoded(b"\xef\xbb\xbf1. How often?") == "1. How often?"


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_that_says_so_is_read(order):
    assert decoded("\ufeff1. How often?\r\nTŷ 🙂".encode(order)) == "1. How often?\r\nTŷ 🙂"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe1\x00.",  # UTF-16 that breaks off
        "1. How often?".encode("utf-16-le"),  # and UTF-16 that does not say so
        "1. How often? é".encode("latin-1"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old Word document",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"1. How often? \xed\xa0\xbd",  # half of a pair
    ],
)
def test_a_file_that_is_not_utf_8_is_refused(data):
    with pytest.raises(NotARequest) as refused:
        decoded(data)
    assert "not plain text" in on_one_line(refused.value)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n"])
def test_a_file_without_text_is_refused(data):
    with pytest.raises(NotARequest) as refused:
        decoded(data)
    assert refused.value.fault is RequestFault.NO_TEXT
