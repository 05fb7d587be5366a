"""What was typed comes back into the boxes that it came from, and into no others."""

import html

import pytest

from watchbook.web.filled_form import fill

PAGE = """<!doctype html><p>é &amp; more</p>
<form action="/elsewhere/" method="post"><input name="why" value="old"></form>
<form method="post" action="/here/"><input type="hidden" name="of" value="7"><input type="hidden" name="press" value="new">
<input name="why" id="w" value="old" disabled><input type="password" name="password"><input type="file" name="file">
<input type="radio" name="how" value="a" checked><input type="radio" name="how" value="b"><input type="checkbox" name="sure">
<select name="one"><option value="x" selected>X</option><option value="y">Y</option></select>
<textarea name="long" rows="5">
old</textarea><button name="answer" value="yes">Go</button></form><p>end</p>"""
SENT = {"why": ['"a" <b>'], "how": ["b"], "one": ["y"], "long": ["two\nlines </textarea>"], "password": ["x"]}


def filled(page=PAGE, sent=SENT):
    return fill(page, sent, leads_there=lambda action: action == "/here/", says="Kept & shown")


def test_each_box_of_the_form_holds_what_was_sent():
    page = filled()
    assert '<input name="why" id="w" value="&quot;a&quot; &lt;b&gt;" disabled>' in page
    assert (
        '<input type="radio" name="how" value="a"><input type="radio" name="how" value="b" checked>' in page
    )
    assert '<option value="x">X</option><option value="y" selected>Y</option>' in page
    assert html.unescape(page.split('rows="5">\n')[1]).startswith("two\nlines </textarea></textarea>")


def test_nothing_else_of_the_page_changes():
    page = filled()
    begins, ends = PAGE.index('<input type="hidden"'), PAGE.index("<button")
    assert page.startswith(PAGE[:begins] + '<div class="govuk-inset-text">Kept &amp; shown</div>')
    assert page.endswith(PAGE[ends:])
    for left_alone in ('name="press" value="new"', '<input type="password" name="password">', 'name="sure">'):
        assert left_alone in page


@pytest.mark.parametrize(("of", "which"), [("7", 0), ("8", 1)])
def test_of_two_forms_the_one_that_hides_what_was_sent_is_filled(of, which):
    other = PAGE.replace('value="7"', 'value="8"')
    parts = filled(PAGE + other, SENT | {"of": [of]}).split("<p>end</p>")
    assert [("Kept" in part) for part in parts[:2]] == [which == 0, which == 1]


def test_a_page_without_the_form_stays_as_it_is():
    assert filled("<form method=post action=/there/><input name=why></form>") is None
    assert filled("<form action=/here/><input name=why></form>") is None
