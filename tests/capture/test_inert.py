"""A page's text in elements of our own: nothing in it runs, loads or leads anywhere."""

import re
from html import escape

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tests.each import each
from watchbook.capture.foreign_pages import words_of
from watchbook.capture.inert import KEPT, inert

HOSTILE = """
<script>alert(1)</script>
<SCRIPT SRC=//evil.example></SCRIPT>
<img src=x onerror=alert(1) alt="a <b>">
<svg><script>alert(1)</script></svg>
<svg/onload=alert(1)>
<a href="javascript:alert(1)" onclick=x>link</a>
<iframe src="http://127.0.0.1/"></iframe><iframe srcdoc="<script>1</script>">
<p style="background:url(//evil)" onmouseover=alert(1)>text
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<!--><script>alert(1)</script>-->
<form action=//evil><input name=x><button>go</button></form>
<meta http-equiv=refresh content="0;url=//evil"><base href=//evil><link rel=stylesheet href=//evil>
<template><script>1</script></template><object data=x></object><embed src=x>
<b<script>alert(1)</script>
&lt;script&gt;alert(1)&lt;/script&gt;
<plaintext><script>
<p/onclick=x><p\x00onclick=x>
<![CDATA[<script>alert(1)</script>]]>
<?php <script> ?>
<textarea></p><script>alert(1)</script></textarea><title></title><script>1</script>
</div></div></table><td>loose
""".strip().split("\n")


@each("page", [*HOSTILE, "\n".join(HOSTILE)])
def test_only_elements_named_come_out_and_none_has_an_attribute(page):
    for tag in re.findall(r"<[^>]*>?", inert(page)):
        assert re.fullmatch(r"</?([a-z0-9]+)>", tag), tag
        assert tag.strip("</>") in KEPT


def test_text_stays_text_and_what_is_opened_is_closed():
    assert inert("<h1>A & B<p>c</h1> d") == "<h1>A &amp; B<p>c</p></h1> d"
    assert inert("<ul><li>one<li>two") == "<ul><li>one<li>two</li></li></ul>"
    assert inert("a<br/>b<hr>c<script/>d") == "a<br>b<hr>cd"
    assert inert('<img alt="x"><img>') == "[x][]"
    assert inert("</b>x</script>") == "x"


def test_a_page_that_nests_without_end_is_flattened():
    assert inert("<div>" * 5000 + "deep").count("<div>") == 200


@pytest.mark.parametrize("page", ["<svg>" * 60_000 + "</p>" * 60_000, "<b>" * 200 + "</q>" * 100_000])
def test_a_page_made_to_be_slow_is_not(page):
    assert "</q>" not in inert(page)


PNG = "data:image/png;base64,iVBORw0KGgo="


def test_a_picture_is_shown_by_the_bytes_that_are_given_for_it():
    asked = []

    def pictured(src):
        asked.append(src)
        return {
            "/one.png": PNG,
            "/two.png": f'{PNG}"onerror="x',
            "/3": "//evil.example/x",
            "/4": "data:text/html;base64,AA",
        }.get(src, "")

    page = '<img src=" /one.png " alt="a <b>"><img src="/two.png"><img src=/3><img src=/4><img>'
    assert inert(page, pictured=pictured) == f'<img src="{PNG}" alt="a &lt;b&gt;">[][][][]'
    assert asked == ["/one.png", "/two.png", "/3", "/4"]


def test_of_a_picture_in_several_sizes_the_first_that_is_there_is_shown():
    there = {"/large.png": PNG}
    page = (
        '<img src=/lazy.gif srcset="/small.png 1x, /large.png 2x,, /x" alt=x><img srcset="/small.png" alt=y>'
    )
    assert inert(page, pictured=lambda src: there.get(src, "")) == f'<img src="{PNG}" alt="x">[y]'
    asked = []
    inert(
        f"<img srcset='{','.join('/a' for _ in range(10_000))}'>",
        pictured=lambda src: asked.append(src) or "",
    )
    assert len(asked) == 20


def test_what_stands_in_a_components_root_is_the_pages_and_in_any_other_template_not():
    page = '<x-post><template shadowrootmode="open"><p>seen</p></template></x-post><template>not</template>'
    assert inert(page) == "<p>seen</p>"


def test_an_element_that_is_never_closed_keeps_nothing_silent():
    assert inert("<embed src=x>seen<svg/>too") == "seentoo"


@each(
    "page",
    [
        "<textarea>I will</textarea>",
        "<xmp>I will</xmp>",
        "<svg><style>no</style><title>no</title><text>I will</text></svg>",
        "<input value='I will'>",
        "<select><option>I will</select>",
        "<iframe srcdoc='&lt;p>I will&lt;script>no&lt;/script>'>no</iframe>",
        "<math><mi>I will</math>",
        "<input type=hidden value=no><plaintext>I will",
    ],
)
def test_words_that_a_reader_of_the_page_sees_are_shown_wherever_they_stand(page):
    shown = re.sub("<[^>]*>", "", inert(f"start {page}"))
    assert " ".join(shown.split()) == "start I will"
    assert words_of(f"start {page}").split() == ["start", "I", "will"]


def test_pages_written_into_each_other_are_shown_to_a_depth():
    page = "last"
    for number in range(6):
        page = f"{number}<iframe srcdoc='{escape(page)}'></iframe>"
    assert inert(page) == "5432"


def test_signs_that_nobody_sees_are_dropped():
    assert inert("a\x00b\x1b[0m\x7fc<img alt='\x00d'>") == "ab[0mc[d]"


@settings(max_examples=200)
@hypothesis_given(st.text(alphabet=st.sampled_from("<>/!-='\"& imgsrcp#x;\0\n"), max_size=300))
def test_anything_comes_out_in_elements_named_without_attributes(page):
    made = inert(page, pictured=lambda src: PNG)
    for tag in re.findall(r"<[^>]*>?", made):
        assert re.fullmatch(
            r'</?([a-z0-9]+)>|<img src="data:image/png;base64,iVBORw0KGgo=" alt="[^"<>]*">', tag
        ), tag
