"""Every picture is drawn by one macro: in each set of colours its marks and words stand out, and at 320 pixels nothing runs over."""

import re
from pathlib import Path

from django.template import engines

from watchbook.web.picture import PictureRow, Shape, bar, columns, upright

ROOT = Path(__file__).parents[2]
STYLES = ROOT / "watchbook" / "web" / "static" / "vendor" / "watchbook.css"
LOOKS = ("plain", "light", "empty", "dark", "red", "amber", "green")
MARKS = ("dot", "ring", "square", "cross", "triangle")
COLOURS = (
    {"media": "screen"},
    {"color_scheme": "dark", "forced_colors": "active"},
    {"color_scheme": "light", "forced_colors": "active"},
    {"media": "print", "forced_colors": "none"},
)
SAMPLE = """
{% from "web/picture.html" import picture, key as meanings with context %}
{{ picture("Sample", "One of everything.", rows, ("1 March 2026", "31 March 2026")) }}{{ meanings(key) }}
"""
SEEN = """
() => {
  const colour = (one, name) => getComputedStyle(one).getPropertyValue(name);
  const behind = colour(document.body, 'background-color');
  const words = [...document.querySelectorAll('.watchbook-drawing p, .watchbook-drawing__key li')];
  const shapes = [...document.querySelectorAll('.watchbook-shape')];
  const strokes = [...document.querySelectorAll('.watchbook-stroke')];
  return {
    behind,
    words: words.map(one => colour(one, 'color')),
    sizes: words.map(one => parseFloat(colour(one, 'font-size'))),
    shapes: shapes.map(one => [colour(one, 'fill'), colour(one, 'stroke')]),
    strokes: strokes.map(one => colour(one, 'stroke')),
    over: document.documentElement.scrollWidth - innerWidth,
  };
}
"""


def drawing():
    """One of everything that a picture may hold, with long words."""
    rows = [
        PictureRow(
            f"A bar that is {look}, with words that are longer than a telephone is wide: 1,234",
            (bar(60, look=look),),
        )
        for look in LOOKS
    ]
    rows += [PictureRow(mark, (Shape(mark, 3), Shape(mark, 97, look="red"), upright(50))) for mark in MARKS]
    rows.append(columns([3, 0, 2], [1, 0, 2]))
    key = [(Shape(mark, 0), mark) for mark in MARKS] + [
        (upright(0), "today"),
        (bar(0, look="light"), "light"),
    ]
    return engines["jinja2"].from_string(SAMPLE).render({"rows": rows, "key": key})


def test_a_picture_is_seen_in_each_set_of_colours_and_fits_a_small_screen(open_page):
    page = open_page()
    page.set_viewport_size({"width": 320, "height": 900})
    page.set_content(
        f"<style>{STYLES.read_text()}</style><main class='govuk-width-container'>{drawing()}</main>"
    )
    for colours in COLOURS:
        page.emulate_media(**colours)
        seen = page.evaluate(SEEN)
        assert len(seen["shapes"]) > len(LOOKS) + 2 * len(MARKS)
        assert all(one != seen["behind"] for one in seen["words"] + seen["strokes"])
        assert all(stroke != seen["behind"] for _fill, stroke in seen["shapes"])
        assert min(seen["sizes"]) >= 14
        assert seen["over"] <= 0


def test_no_page_draws_but_by_the_macro():
    drawn = {
        path.relative_to(ROOT / "watchbook").as_posix()
        for path in (ROOT / "watchbook").rglob("*.html")
        if re.search(r"<svg|<rect|<circle|<polyline", path.read_text(encoding="utf-8"))
        and "demo" not in path.parts
    }
    assert drawn == {
        "web/jinja2/web/picture.html",
        "governance/jinja2/governance/training_matrix.html",  # a bar in a cell of the table that says the same
    }
