"""What of a capture is seen, and how custody names it."""

import io
import json
import zipfile

import pytest

from tests.evidence.captured import ADDRESS, GIF, JPEG, as_shown, bundle, files, page_of, png
from watchbook.evidence import seen
from watchbook.evidence.bundle import WORDS, Bundle, NotReadable
from watchbook.evidence.seen import CaptureView, Room, View, part_in_words


def opened(**options):
    return Bundle(io.BytesIO(bundle(files(**options))[0]))


@pytest.mark.parametrize(
    ("view", "named", "words"),
    [
        (View(CaptureView.PICTURES), "pictures", "Pictures"),
        (View(CaptureView.PICTURES, 12), "pictures_12", "Pictures, sheet 12"),
        (View(CaptureView.PAGE, is_blurred=True), "page_blurred", "The page without script, blurred"),
        (View(CaptureView.PICTURES, 2, is_blurred=True), "pictures_2_blurred", "Pictures, sheet 2, blurred"),
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
    assert part_in_words("") == "all the content"


def test_pictures_come_in_the_order_in_which_a_person_would_have_seen_them():
    found = seen.pictures(opened())
    assert [one.name for one in found] == [
        "visuals/0000.png", *(f"visuals/step-{n:04}.jpg" for n in range(3)), "visuals/tile-000.jpg"
    ]  # fmt: skip
    assert [one.says for one in found][:3] == [
        "The first view, before any scrolling",
        "View 1, 0 pixels down, 3 March 2026 at 10:31am",
        "View 2, 800 pixels down, 3 March 2026 at 10:31am",
    ]
    assert found[-1].says == "Part 1 of the page as it was at the end of the capture"


def test_a_step_says_what_its_note_says_and_no_more():
    notes = [
        {"picture": "visuals/step-0000.jpg", "frame": "F1", "offset": 1, "at": "no time"},
        {"picture": "visuals/step-0001.jpg", "offset": "x"},
        "nothing",
    ]
    lines = "\n".join(json.dumps(one) for one in notes).encode()
    found = seen.pictures(opened(**{"steps.jsonl": lines}))
    assert [one.says for one in found[1:4]] == [
        "View 1, 1 pixel down, in a frame of the page",
        "View 2",
        "View 3",
    ]


def test_a_sheet_holds_twelve_or_fewer_where_pictures_are_large(monkeypatch):
    many = opened(pictures=30)
    assert [len(one) for one in seen.sheets(many)] == [12, 12, 8]
    assert [one.name for one, _ in seen.sheet(many, 3)][-1] == "visuals/tile-000.jpg"
    assert seen.sheet(many, 1)[0][1] == as_shown(png())
    assert seen.sheet(many, 2)[0][1] == as_shown(JPEG, "image/jpeg")
    with pytest.raises(NotReadable):
        seen.sheet(many, 4)
    monkeypatch.setattr(seen, "VIEW_BYTES", 2 * len(JPEG) + len(png()))
    assert [len(one) for one in seen.sheets(opened(pictures=3))] == [3, 2]
    content = files()
    for name in [one for one in content if one.startswith("visuals/")]:
        del content[name]
    none = Bundle(io.BytesIO(bundle(content)[0]))
    assert seen.sheets(none) == [[]]
    assert seen.sheet(none, 1) == []


def test_a_view_has_room_for_so_many_bytes_and_counts_what_it_leaves_out():
    room = Room(left=len(GIF) + 5)
    assert room.shown(b"<svg onload=x>" * 100) == ""
    assert room.shown(GIF) == as_shown(GIF, "image/gif")
    assert room.shown(GIF) == ""
    assert (room.left, room.left_out) == (5, 1)


def test_the_page_is_built_up_with_its_pictures_from_the_archive():
    page = page_of(opened())
    assert f'<img src="{as_shown(GIF, "image/gif")}" alt="a box">' in page.document
    assert "<h1>Trainers for sale</h1>" in page.document
    assert "href" not in page.document
    assert (page.frames, page.left_out) == ([], 0)


def test_pictures_are_found_by_what_the_page_says_its_addresses_are_relative_to():
    dom = '<base href="https://cdn.example/a/"><img src="one.gif#x" alt=""><img src="//[" alt="broken"><img src="/b.gif" alt="lost">'
    one = opened(dom=dom, resources={"https://cdn.example/a/one.gif": ("image/gif", GIF)})
    assert page_of(one).document == f'<img src="{as_shown(GIF, "image/gif")}" alt="">[broken][lost]'


def test_what_lies_about_its_kind_or_did_not_answer_well_is_no_picture():
    lies = {
        "https://board.example/a.svg": (
            "image/svg+xml",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        ),
        "https://board.example/b.png": ("image/png", b"<script>alert(1)</script>"),
        "https://board.example/c": ("text/html", GIF),
    }
    dom = "".join(f"<img src='{address}' alt='{number}'>" for number, address in enumerate(lies))
    assert (
        page_of(opened(dom=dom, resources=lies)).document
        == f'[0][1]<img src="{as_shown(GIF, "image/gif")}" alt="2">'
    )
    wacz = io.BytesIO()
    index = (
        'a b {"url":"https://board.example/one.gif","digest":"d","status":"%s","offset":"0","length":"9"%s}\n'
    )
    with zipfile.ZipFile(wacz, "w") as made:
        made.writestr(
            "indexes/index.cdx",
            index % ("404", "") + index % ("200", ',"method":"POST"') + index % ("200", ""),
        )
        made.writestr("archive/data.warc.gz", b"broken")
    broken = Bundle(io.BytesIO(bundle(files() | {"capture.wacz": wacz.getvalue()})[0]))
    assert "[a box]" in page_of(broken).document


def test_a_page_of_more_pictures_than_there_is_room_for_says_how_many_it_leaves_out(monkeypatch):
    monkeypatch.setattr(seen, "Room", lambda: Room(left=3 * len(GIF)))
    page = page_of(opened(dom="<img src=/one.gif alt=x>" * 10))
    assert page.document.count("<img") == 3
    assert (page.document.count("[x]"), page.left_out) == (7, 7)


def test_a_document_nested_without_end_or_too_long_is_shown_as_far_as_it_goes():
    page = page_of(opened(dom="<div>" * 100_000 + "deep"))
    assert page.document.startswith("<div>" * 200 + "deep")
    long = opened(dom="<p>" + "words " * 3_000_000)
    (told,) = long.documents()
    assert (told.kept, told.size) == (12 * 1024**2, 18_000_003)
    assert page_of(long).document.endswith("</p>")


def test_the_documents_of_frames_follow_with_their_addresses():
    lines = json.dumps({"frame": "F", "url": ADDRESS, "dom": "<p>in it<img src=one.gif alt=x>"}).encode()
    dom = files(
        **{"frames.jsonl": lines}, resources={"https://board.example/thread/one.gif": ("image/gif", GIF)}
    )
    page = page_of(Bundle(io.BytesIO(bundle(dom)[0])))
    assert page.frames == [(ADDRESS, f'<p>in it<img src="{as_shown(GIF, "image/gif")}" alt="x"></p>')]


def test_a_record_that_says_no_address_is_relative_to_nothing():
    one = opened(**{"capture.json": b'{"address": "none"}'})
    assert "[a box]" in page_of(one).document


def test_words_are_as_they_were_and_what_is_no_utf_8_is_missing():
    assert opened().text(WORDS).startswith("Trainers for sale\n")
    broken = files(dom=b"<p>caf\xe9") | {"text.txt": b"caf\xe9"}
    one = Bundle(io.BytesIO(bundle(broken)[0]))
    assert one.text(WORDS) == "caf\ufffd"
    assert page_of(one).document == "<p>caf\ufffd</p>"
