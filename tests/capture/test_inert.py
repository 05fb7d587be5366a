"""A page's text in elements of our own: nothing in it runs, loads or leads anywhere."""

import re

import pytest

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


@pytest.mark.parametrize("page", [*HOSTILE, "\n".join(HOSTILE)])
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
