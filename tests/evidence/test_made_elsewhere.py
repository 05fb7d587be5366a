"""What was made elsewhere is seen like a capture of ours: its page, its words, its pictures, each as far as it can be read."""

import gzip
import io
import zlib
from contextlib import suppress
from functools import partialmethod
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.capture import archives
from tests.capture.archives import record
from tests.evidence.captured import GIF, as_shown, bundle, page_of, png
from watchbook.capture.foreign_index import ForeignIndex
from watchbook.capture.reader import READERS
from watchbook.capture.refusal import CaptureRefused
from watchbook.evidence import seen
from watchbook.evidence.bundle import WORDS, Bundle, NotReadable, Resource

PAGE = b'<h1>Board</h1><div>One&amp;two<br>three <b>four</b></div><img src="/a.gif" alt="a box"><script>no()</script>'


def opened(name, content, *, kind):
    files = {name: content, "arrival.json": b"{}"} if name else {"arrival.json": b"{}"}
    if kind in READERS:
        files |= noted(content, kind=kind)
    return seen.content_of(Bundle(io.BytesIO(bundle(files)[0])), kind=kind)


def noted(content, *, kind):
    """What is noted of it when it comes in, up to where it is refused."""
    with TemporaryDirectory() as name:
        index = ForeignIndex(Path(name))
        with suppress(CaptureRefused):
            for number, one in enumerate(READERS[kind](io.BytesIO(content))):
                index.note(one, number)
        index.close()
        return {f"seen/{path.name}": path.read_bytes() for path in Path(name).iterdir()}


def response(body, *, kind=b"text/html; charset=utf-8", more=b"", status=b"200 OK"):
    return b"HTTP/1.1 " + status + b"\r\nContent-Type: " + kind + b"\r\n" + more + b"\r\n" + body


def a_warc(*records):
    """Of pairs of an address and what answered there."""
    return b"".join(record(block, address=address) for address, block in records)


def of_warc(*records):
    return opened("came.warc", a_warc(*records), kind="WARC")


SITE = "https://site.example/"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("came.wacz", archives.wacz(), "WACZ"),
        ("came.warc", archives.WARC, "WARC"),
        ("came.warc.gz", archives.WARC_GZ, "WARC"),
        ("came.mhtml", archives.MHTML, "MHTML"),
    ],
)
def test_the_page_of_each_kind_of_archive_is_built_up_and_read(name, content, kind):
    one = opened(name, content, kind=kind)
    assert "<h1>Hello" in page_of(one).document
    assert "script" not in page_of(one).document
    assert one.text(WORDS).startswith("Hello")
    assert seen.sheets(one) == [[]]


def test_pictures_on_the_page_come_from_the_same_file():
    one = of_warc((SITE, response(PAGE)), (f"{SITE}a.gif", response(GIF, kind=b"text/plain")))
    assert f'<img src="{as_shown(GIF, "image/gif")}" alt="a box">' in page_of(one).document
    assert one.text(WORDS) == "Board\nOne&two\nthree four"
    assert [found.address for found in one.resources()] == [SITE, f"{SITE}a.gif"]
    with pytest.raises(NotReadable):
        one.answer(Resource(SITE, "", 200, "GET", 0, 1))


def test_a_picture_is_its_own_first_view():
    one = opened("came.png", png(), kind="image")
    assert [(found.says, shown) for found, shown in seen.sheet(one, 1)] == [
        ("The picture as received", as_shown(png()))
    ]
    assert one.size("came.png") == len(png())
    assert (one.text(WORDS), page_of(one).document) == ("", "")


@pytest.mark.parametrize("kind", ["PDF", "WACZ", "image", "MHTML"])
def test_where_nothing_can_be_shown_nothing_is(kind):
    one = opened("came.pdf" if kind == "PDF" else "", b"%PDF-1.7", kind=kind)
    assert seen.sheet(one, 1) == []
    assert (one.text(WORDS), page_of(one).document) == ("", "")
    assert list(one.lines("steps.jsonl")) == []


def test_answers_that_are_packed_or_in_chunks_are_read_as_a_page_got_them():
    chunked = b"5;x=y\r\n<h1>a\r\n6\r\nb</h1>\r\n0\r\n\r\n"
    for body, more in (
        (gzip.compress(b"<h1>ab</h1>"), b"Content-Encoding: gzip\r\n"),
        (zlib.compress(b"<h1>ab</h1>"), b"Content-Encoding: deflate\r\n"),
        (chunked, b"Transfer-Encoding: chunked\r\n"),
        (b"<h1>ab</h1>", b"Transfer-Encoding: chunked\r\n"),
        (b"<h1>ab</h1>", b"Content-Encoding: identity\r\n"),
    ):
        assert page_of(of_warc((SITE, response(body, more=more)))).document == "<h1>ab</h1>"


@pytest.mark.parametrize(
    ("body", "more"),
    [(b"<h1>no", b"Content-Encoding: br\r\n"), (b"\x1f\x8bno", b"Content-Encoding: gzip\r\n")],
)
def test_what_cannot_be_unpacked_is_passed_over(body, more):
    one = of_warc((SITE, response(body, more=more)), (SITE, response(b"<h1>yes")))
    assert one.text(WORDS) == "yes"


def test_what_a_program_has_unpacked_and_still_calls_packed_is_read():
    assert of_warc((SITE, response(b"<h1>here", more=b"Content-Encoding: gzip\r\n"))).text(WORDS) == "here"


def test_only_what_answered_well_is_the_page():
    one = of_warc(
        (SITE, response(b"<h1>gone", status=b"404 Not Found")),
        (SITE, b"GET / HTTP/1.1\r\n\r\n"),
        (SITE, response(b"<h1>here")),
    )
    assert one.text(WORDS) == "here"


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        (b"text/html; charset=ISO-8859-1", "<p>caf\xe9".encode("latin-1"), "caf\xe9"),
        (b"text/html", "<meta charset='windows-1252'><p>\x80".encode("latin-1"), "\u20ac"),
        (b"text/html", "<p>caf\xe9".encode(), "caf\xe9"),
        (b"text/html; charset=utf-7", b"<p>+ADw-script+AD4-", "+ADw-script+AD4-"),
        (b"text/html; charset=no-such", b"<p>\xff", "\ufffd"),
        (b"text/html; charset=utf-16", "<p>x".encode("utf-16"), "x"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_the_letters_it_says_where_they_are_known(kind, body, words):
    assert of_warc((SITE, response(body, kind=kind))).text(WORDS) == words


def test_a_file_that_breaks_off_is_shown_as_far_as_it_goes():
    whole = a_warc((SITE, response(b"<h1>here")), (f"{SITE}b", response(b"x" * 500)))
    assert opened("came.warc", whole[:-200], kind="WARC").text(WORDS) == "here"
    assert opened("came.wacz", b"PK\3\4 no archive", kind="WACZ").text(WORDS) == ""


def test_pictures_beyond_the_room_of_a_view_are_not_kept(monkeypatch):
    monkeypatch.setattr(ForeignIndex, "__init__", partialmethod(ForeignIndex.__init__, room=len(GIF) + 5))
    dom = b"<img src=/a.gif alt=a><img src=/b.gif alt=b>"
    one = of_warc((SITE, response(dom)), *((f"{SITE}{name}.gif", response(GIF)) for name in "ab"))
    assert page_of(one).document == f'<img src="{as_shown(GIF, "image/gif")}" alt="a">[b]'
    assert len(one.resources()) == 3


def test_a_long_page_is_shown_to_its_last_word_one_piece_after_the_other():
    posts = "".join(f"<article>Post {number}</article>" for number in range(300_000)).encode()
    one = of_warc((SITE, response(posts)))
    (told,) = one.documents()
    assert len(told.pieces) == len(told.words) > 1
    assert (told.kept, told.size) == (len(posts), len(posts))
    words = [one.text(name) for name in told.words]
    assert "\n".join(words).split("\n") == [f"Post {number}" for number in range(300_000)]
    assert page_of(one, len(told.pieces)).document.endswith("<article>Post 299999</article>")
    with pytest.raises(NotReadable):
        page_of(one, len(told.pieces) + 1)


def test_every_page_of_an_archive_can_be_seen_with_its_own_pictures():
    one = of_warc(
        (SITE, response(PAGE)),
        (f"{SITE}a.gif", response(GIF, kind=b"image/gif")),
        (f"{SITE}b", response(b"<title>B</title><p>two")),
    )
    assert [(told.address, told.title) for told in one.documents()] == [(SITE, ""), (f"{SITE}b", "B")]
    assert page_of(one, 2).document == "<p>two</p>"
    assert "Board" in page_of(one, 1).document


def test_what_an_earlier_release_kept_of_a_page_is_shown_and_may_be_less_than_all():
    old = {
        name: text
        for name, text in noted(a_warc((SITE, response(PAGE))), kind="WARC").items()
        if name != "seen/pages.jsonl"
    }
    one = seen.content_of(Bundle(io.BytesIO(bundle(old)[0])), kind="WARC")
    assert [(told.address, told.kept == told.size) for told in one.documents()] == [(SITE, True)]
    cut = old | {"seen/dom.html": b"<p>" + b"words " * (2 * 1024**2)}
    one = seen.content_of(Bundle(io.BytesIO(bundle(cut)[0])), kind="WARC")
    assert [told.size for told in one.documents()] == [0]
