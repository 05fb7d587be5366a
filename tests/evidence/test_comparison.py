"""Two captures of one page compared: words, posts, links, answers, pictures."""

import io

import pytest

from tests.evidence.captured import ADDRESS, GIF, JPEG, RESOURCES, bundle, files, png
from watchbook.evidence import comparison
from watchbook.evidence.bundle import Bundle, NotReadable
from watchbook.evidence.comparison import SIDE, compared, counted, different, pairs, picture
from watchbook.evidence.rules.comparison import Kind


def opened(**options):
    return Bundle(io.BytesIO(bundle(files(**options))[0]))


BEFORE = """<article>First <b>post</b> <a href="/u/ann">Ann</a></article><div role="article">Second<div>inner</div> post</div>
<a href="/gone">gone</a><script>var x = "<article>no</article>";</script>"""
AFTER = """<article>First post, edited <a href="/u/ann">Ann B</a></article><div role="article">Second<div>inner</div> post</div>
<article>Third</article><a href="/new">new</a>"""


def test_the_same_capture_twice_differs_in_nothing():
    one, other = opened(), opened()
    found = compared(one, other)
    assert found.is_same
    assert different(found.words) == []
    assert [(pair.first, pair.second) for pair in pairs(one, other)] == [(n, SIDE + n) for n in range(5)]


def test_words_posts_links_and_answers_that_differ_are_told():
    resources = {
        "https://board.example/one.gif": ("image/gif", JPEG),
        "https://board.example/new.js": ("text/javascript", b"1"),
    }
    first = opened(dom=BEFORE, text="one\ntwo\nthree")
    second = opened(dom=AFTER, text="one\n2\nthree\nfour", resources=resources)
    found = compared(first, second)
    assert not found.is_same
    assert [(one.before, one.after) for one in different(found.words)] == [
        (("two",), ("2",)),
        ((), ("four",)),
    ]
    assert counted(found.words) == {"added": 1, "removed": 0, "changed": 1}
    assert [(one.before, one.after) for one in different(found.posts)] == [
        (("First post Ann",), ("First post, edited Ann B",)), ((), ("Third",))
    ]  # fmt: skip
    assert found.links.added == {"/new": "new"}
    assert found.links.removed == {"/gone": "gone"}
    assert found.links.changed == {"/u/ann": ("Ann", "Ann B")}
    assert found.answers.added.keys() == {"https://board.example/new.js"}
    assert found.answers.removed.keys() == {ADDRESS}
    assert found.answers.changed.keys() == {"https://board.example/one.gif"}
    assert found.answers.same == 0


def test_posts_and_links_that_never_end_are_read_to_the_end():
    found = compared(opened(dom="<p>x"), opened(dom="<article>open <a href=/a>one<a href=/b>two"))
    assert [one.after for one in different(found.posts)] == [("open onetwo",)]
    assert found.links.added == {"/a": "one", "/b": "two"}


def test_no_more_than_some_are_told_one_by_one():
    lines = [f"{number}" for number in range(3000)]
    found = compared(
        opened(text="\n".join(lines)), opened(text="\n".join(f"{one}\nnew {one}" for one in lines))
    )
    assert counted(found.words)["added"] == 3000
    assert len(different(found.words)) == comparison.TOLD
    assert all(one.kind is not Kind.SAME for one in different(found.words))


def test_pictures_stand_side_by_side_also_where_one_is_missing():
    one, other = opened(pictures=1), opened(pictures=2)
    found = pairs(one, other)
    assert [(pair.first, pair.second) for pair in found] == [
        (0, SIDE), (1, SIDE + 1), (2, SIDE + 3), (None, SIDE + 2)
    ]  # fmt: skip
    assert picture([one, other], 0) == picture([one, other], SIDE) == png()
    assert picture([one, other], SIDE + 2) == JPEG
    for number in (3, SIDE + 4, 2 * SIDE, 999_999):
        with pytest.raises(NotReadable):
            picture([one, other], number)
    assert GIF
    assert RESOURCES
