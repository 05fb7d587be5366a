"""Two captures of one page compared: words, posts, links, answers, pictures."""

import io

from tests.evidence.captured import ADDRESS, JPEG, as_shown, bundle, files, png
from watchbook.evidence import comparison
from watchbook.evidence.bundle import Bundle
from watchbook.evidence.comparison import compared, pairs
from watchbook.evidence.rules.comparison import ChangeKind


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
    assert found.words.told == []
    assert all(pair.first == pair.second != "" for pair in pairs(one, other))
    assert len(pairs(one, other)) == 5


def test_words_posts_links_and_answers_that_differ_are_told():
    resources = {
        "https://board.example/one.gif": ("image/gif", JPEG),
        "https://board.example/new.js": ("text/javascript", b"1"),
    }
    first = opened(dom=BEFORE, text="one\ntwo\nthree")
    second = opened(dom=AFTER, text="one\n2\nthree\nfour", resources=resources)
    found = compared(first, second)
    assert not found.is_same
    assert [(one.before, one.after) for one in found.words.told] == [
        (("two",), ("2",)),
        ((), ("four",)),
    ]
    assert found.words.counts == {"added": 1, "removed": 0, "changed": 1}
    assert [(one.before, one.after) for one in found.posts.told] == [
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
    assert [one.after for one in found.posts.told] == [("open onetwo",)]
    assert found.links.added == {"/a": "one", "/b": "two"}


def test_no_more_than_some_are_told_one_by_one():
    lines = [f"{number}" for number in range(3000)]
    found = compared(
        opened(text="\n".join(lines)), opened(text="\n".join(f"{one}\nnew {one}" for one in lines))
    )
    assert found.words.counts["added"] == 3000
    assert len(found.words.told) == comparison.TOLD
    assert all(one.kind is not ChangeKind.SAME for one in found.words.told)


def test_pictures_stand_side_by_side_also_where_one_is_missing():
    first, jpeg = as_shown(png()), as_shown(JPEG, "image/jpeg")
    found = [(one.first, one.second) for one in pairs(opened(pictures=1), opened(pictures=2))]
    assert found == [(first, first), (jpeg, jpeg), (jpeg, jpeg), ("", jpeg)]
    assert pairs(opened(pictures=1), opened(pictures=2))[3].says.startswith("View 2")
    assert len(pairs(opened(pictures=30), opened())) == comparison.PAIRS


def test_pages_that_take_long_to_compare_are_compared_by_a_child_within_its_limits(real_child):
    page = "<b><article>" * 100_000
    found = compared(opened(dom=page), opened(dom=f"{page}x"))
    assert found.posts.counts == {"added": 0, "removed": 0, "changed": 1}
