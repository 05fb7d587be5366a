"""Pages of foreign captures are kept whole, in pieces that read as they do in the whole; what is left out is told."""

import gzip
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.capture import archives
from tests.capture.test_arrival import look as arrival_look
from watchbook.capture.foreign_index import ForeignIndex
from watchbook.capture.foreign_pages import PageWriter, pieces, title_of, words_of
from watchbook.capture.foreign_record import ForeignRecord

PARTS = some.lists(
    some.sampled_from(
        ["<p>one", "<b>two</b>", " three ", "<script>no<p>", "</script>", "<!-- <p>", "-->", "<style>a", "</style>", "x" * 9]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(page=PARTS)
def test_pieces_together_are_the_page(page):
    assert "".join(pieces(page, 20, 60)) == page
    assert all(len(one) <= 60 for one in pieces(page, 20, 60))


def test_a_long_page_reads_the_same_in_pieces_although_a_script_stands_at_a_border():
    post = "<article>Post N<script>if (a < 1) { more('<p>'); }</script><!-- <p>not said --></article>"
    page = "<body>" + "".join(post.replace("N", str(n)) for n in range(500))
    found = list(pieces(page, 250, 2500))
    assert len(found) > 50
    words = "\n".join(filter(None, map(words_of, found)))
    assert words == words_of(page) == "\n".join(f"Post {n}" for n in range(500))


def test_what_cannot_be_cut_earlier_is_cut_at_its_longest():
    assert [len(one) for one in pieces("<script>" + "a" * 100, 20, 60)] == [60, 48]


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<head><title>A &amp; B\n c</title>", "A & B c"),
        ("<TITLE lang=en>x", "x"),
        ("<p>no", ""),
        ("<title></title>", ""),
    ],
)
def test_a_title_is_that_which_the_page_gives_itself(page, title):
    assert title_of(page) == title


look = arrival_look


def html(body, address):
    return ForeignRecord(
        "response", address, "2026", "HTTP/1.1 200 OK", (("Content-Type", "text/html"),), body, "", 0
    )


def test_each_page_of_an_archive_is_noted_and_of_what_has_no_room_how_much_is_kept(tmp_path):
    writer = PageWriter(tmp_path, room=30)
    for number in range(3):
        body = b"<title>%d</title><p>words" % number
        writer.add(html(body, f"https://a.example/{number}"), body, said="", size=len(body))
    writer.close(writer.found)
    found = [json.loads(line) for line in (tmp_path / "pages.jsonl").read_text().splitlines()]
    assert [(one["title"], one["pieces"], one["kept"], one["size"]) for one in found] == [
        ("0", ["dom.html"], 24, 24),
        ("1", ["dom-2.html"], 6, 24),
        ("2", [], 0, 24),
    ]
    assert (tmp_path / "text.txt").read_text() == "words"


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        ({}, [("0", ""), ("1", ""), ("2", "")]),
        (
            {"https://a.example/2": "Two", "https://a.example/1/#top": ""},
            [("1", ""), ("2", "Two"), ("0", "")],
        ),
        ({"https://a.example/9": "Nine"}, [("0", ""), ("1", ""), ("2", "")]),
    ],
)
def test_of_an_archive_with_a_list_of_pages_those_come_first_and_the_others_follow(tmp_path, listed, shown):
    index = ForeignIndex(tmp_path, listed=listed)
    for number in range(3):
        index.note(html(b"<p>words", f"https://a.example/{number}"), number)
    assert [(one.address[-1], one.title) for one in index.noted()] == shown


def test_of_a_page_that_is_longer_than_we_read_the_beginning_is_kept_and_its_length_told(tmp_path):
    index = ForeignIndex(tmp_path)
    index.note(replace(html(b"<p>words", "https://a.example/"), length=90), 0)
    assert [(page.kept, page.size) for page in index.noted()] == [(8, 90)]
    assert index.answers == []


def test_of_a_packed_page_that_breaks_off_it_is_not_said_that_it_is_whole(tmp_path):
    index, whole = ForeignIndex(tmp_path), gzip.compress(b"<p>words" * 9000)
    for number, body in enumerate((whole, whole[:-8])):
        head = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
        address = f"https://a.example/{number}"
        index.note(ForeignRecord("response", address, "2026", "HTTP/1.1 200 OK", head, body, "", 0), number)
    assert [page.kept < page.size for page in index.noted()] == [False, True]


def test_a_page_of_no_address_or_title_is_listed_without(look):
    pages = b'{"url":null}\n{"url":{"a":1}}\n[1]\n{"url":"https://site.example/","title":[1]}'
    found = look(archives.wacz(archives.GOOD | {"pages/pages.jsonl": pages}))
    assert [(one.address, one.title) for one in found.pages] == [("https://site.example/", "")]
