"""HTML cut in one pass, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from watchbook.capture.markup import Tag, Text, cut


def pieces(page):
    return [one.words if isinstance(one, Text) else f"{'/' * one.is_end}{one.name}" for one in cut(page)]


@each(
    ("page", "found"),
    [
        ("a<p>b</p >c", ["a", "p", "b", "/p", "c"]),
        ("<P CLASS=x>b</P>", ["p", "b", "/p"]),
        ("a<!-- <p> -->b<!-->c<!---->d", ["a", "b", "c", "d"]),
        ("a<!-- never", ["a"]),
        ("<!DOCTYPE html><?php x ?>a</3>b</>c", ["a", "b", "c"]),
        ("1 < 2 <3 << <", ["1 < 2 <3 << <"]),
        ("<p", []),
        ("<p title='never>a", []),
        ("<script>a<b></script >c", ["script", "a<b>", "/script", "c"]),
        ("<script></scripty></SCRIPT>c", ["script", "</scripty>", "/script", "c"]),
        ("<style>a", ["style", "a"]),
        ("<title></title>", ["title", "/title"]),
        ("<plaintext>a</plaintext>", ["plaintext", "a</plaintext>"]),
        ("<br/>a<script/>b", ["br", "a", "script", "b"]),
        ("&lt;p&gt; &amp;amp; &eacute;&#233;&#xe9;&#00233;", ["<p> &amp; éééé"]),
        ("", []),
    ],
)
def test_tags_and_texts_are_cut(page, found):
    assert pieces(page) == found


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("<a href='x' b=\"y\" c=z d>", {"href": "x", "b": "y", "c": "z", "d": ""}),
        ("<a href=1 HREF=2>", {"href": "1"}),
        ("<a href = 'x'b='y'>", {"href": "x", "b": "y"}),
        ("<a ='x' =y b>", {"b": ""}),
        ("<a title='a>b' b=&amp;>", {"title": "a>b", "b": "&"}),
        ("<a/b=c/d=e>", {"b": "c/d=e"}),
        ("<a b=>", {"b": ""}),
    ],
)
def test_attributes_are_read_as_browsers_read_them(tag, attributes):
    (found,) = cut(tag)
    assert found == Tag("a", attributes=attributes)


def test_of_very_many_attributes_some_are_passed_over():
    (found,) = cut(f"<a {' '.join(f'a{n}=1' for n in range(500))}>")
    assert len(found.attributes) == 100


@pytest.mark.parametrize("number", ["1" * 6000, "x" + "f" * 6000, "0" * 6000 + "99999999", "99999999"])
def test_a_number_of_no_character_is_a_missing_one(number):
    assert pieces(f"a&#{number};b") == ["a\ufffdb"]


def test_a_number_may_begin_with_noughts():
    assert pieces(f"&#{'0' * 6000}65;&#x{'0' * 6000}42;") == ["AB"]


# Each of these holds Python's own parser, or a careless expression, for hours.
SLOW = [
    "<!--",
    "<a ",
    "<a =",
    "</a",
    "<a b='",
    "<![CDATA[",
    "&#",
    "&a",
    "<script>",
    "<svg>",
    "</p>",
    "<",
    "<a" + " " * 50,
    "<?",
    "<a/",
]


def test_no_input_takes_more_than_one_pass():
    for piece in SLOW:
        assert list(cut(piece * (300_000 // len(piece)))) is not None


@given(st.text(alphabet=st.sampled_from("<>/!-='\"& ascript#x;\0\n"), max_size=200))
def test_anything_is_cut(page):
    for one in cut(page):
        assert isinstance(one, Text | Tag)


@given(st.text(alphabet=st.characters(exclude_characters="<&"), max_size=50))
def test_what_has_no_mark_is_one_text(page):
    assert pieces(page) == ([page] if page else [])
