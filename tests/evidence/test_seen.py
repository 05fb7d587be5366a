"""What of a capture is seen, and how custody names it."""

import io
import json

import pytest

from tests.evidence.captured import ADDRESS, DOM, GIF, JPEG, RESOURCES, bundle, files, png
from watchbook.evidence import seen
from watchbook.evidence.bundle import Bundle, NotReadable
from watchbook.evidence.seen import Part, View, part_in_words


def opened(**options):
    return Bundle(io.BytesIO(bundle(files(**options))[0]))


@pytest.mark.parametrize(
    ("view", "named", "words"),
    [
        (View(Part.PICTURES), "pictures", "Pictures"),
        (View(Part.PICTURES, 12), "pictures_12", "Pictures, sheet 12"),
        (View(Part.PAGE, is_blurred=True), "page_blurred", "The page without script, blurred"),
        (View(Part.PICTURES, 2, is_blurred=True), "pictures_2_blurred", "Pictures, sheet 2, blurred"),
    ],
)
def test_a_view_is_named_in_custody_and_read_again(view, named, words):
    assert view.id == named
    assert View.of(named) == view
    assert part_in_words(named) == words


@pytest.mark.parametrize(
    "named", ["", "bundle", "pictures_0", "pictures_", "PAGE", "page_blurred_2", "pictures_1234567"]
)
def test_what_is_no_view_is_none(named):
    assert View.of(named) is None


def test_other_parts_are_told_as_they_are():
    assert part_in_words("sealed_bundle") == "sealed bundle"
    assert part_in_words("") == "all of it"


def test_pictures_come_in_the_order_in_which_a_person_would_have_seen_them():
    found = seen.pictures(opened())
    assert [one.name for one in found] == [
        "visuals/0000.png", *(f"visuals/step-{n:04}.jpg" for n in range(3)), "visuals/tile-000.jpg"
    ]  # fmt: skip
    assert [one.says for one in found][:3] == [
        "The first view, before anything was scrolled",
        "View 1, 0 pixels down, 3 March 2026 at 10:31am",
        "View 2, 800 pixels down, 3 March 2026 at 10:31am",
    ]
    assert found[-1].says == "Part 1 of the page as it stood at the end"


def test_a_step_says_what_its_note_says_and_no_more():
    notes = [
        {"picture": "visuals/step-0000.jpg", "frame": "F1", "offset": 1, "at": "no time"},
        {"picture": "visuals/step-0001.jpg", "offset": "x"},
        "nothing",
    ]
    lines = "\n".join(json.dumps(one) for one in notes).encode()
    found = seen.pictures(opened(**{"steps.jsonl": lines}))
    assert [one.says for one in found[1:4]] == [
        "View 1, 1 pixel down, of a frame in the page",
        "View 2",
        "View 3",
    ]


def test_a_sheet_holds_twelve_and_gives_no_picture_of_another():
    many = opened(pictures=30)
    assert seen.sheets(len(seen.pictures(many))) == 3
    assert seen.sheets(0) == 1
    assert [number for number, _ in seen.sheet(many, 3)] == list(range(24, 32))
    assert seen.picture_on_sheet(many, View(Part.PICTURES), 0) == png()
    assert seen.picture_on_sheet(many, View(Part.PICTURES, 2), 12) == JPEG
    for sheet, number in ((1, 12), (2, 0), (3, 999), (99, 0)):
        with pytest.raises(NotReadable):
            seen.picture_on_sheet(many, View(Part.PICTURES, sheet), number)


def test_the_page_is_built_up_with_its_pictures_from_the_archive():
    one = opened()
    (number,) = [n for n, found in enumerate(one.resources()) if found.address.endswith(".gif")]
    page = seen.page(one)
    assert f'<img src="{number}" alt="a box">' in page
    assert "<h1>Trainers for sale</h1>" in page
    assert "href" not in page
    assert seen.picture_on_page(one, number) == GIF
    with pytest.raises(NotReadable):
        seen.picture_on_page(one, 99)


def test_pictures_are_found_by_what_the_page_says_its_addresses_are_relative_to():
    dom = '<base href="https://cdn.example/a/"><img src="one.gif" alt=""><img src="//[" alt="broken"><img src="/b.gif" alt="lost">'
    one = opened(dom=dom, resources={"https://cdn.example/a/one.gif": ("image/gif", GIF)})
    assert seen.page(one) == '<img src="0" alt="">[broken][lost]'


def test_the_documents_of_frames_follow_with_their_addresses():
    lines = json.dumps({"frame": "F", "url": ADDRESS, "dom": "<p>in it<img src=one.gif alt=x>"}).encode()
    dom = files(
        **{"frames.jsonl": lines}, resources={"https://board.example/thread/one.gif": ("image/gif", GIF)}
    )
    one = Bundle(io.BytesIO(bundle(dom)[0]))
    assert list(seen.frames(one)) == [(ADDRESS, '<p>in it<img src="0" alt="x"></p>')]


def test_words_are_as_they_were_and_what_is_no_utf_8_is_missing():
    assert seen.text(opened()).startswith("Trainers for sale\n")
    broken = files(dom=b"<p>caf\xe9") | {"text.txt": b"caf\xe9"}
    one = Bundle(io.BytesIO(bundle(broken)[0]))
    assert seen.text(one) == "caf\ufffd"
    assert seen.page(one) == "<p>caf\ufffd</p>"


def test_only_answers_that_held_something_are_pictures():
    assert seen._by_address(opened().resources()).keys() == RESOURCES.keys()
    assert DOM
