"""Pictures that the browser does not give are said to be missing, and cost nothing where none is wanted."""

import asyncio
import base64
from dataclasses import replace

from watchbook.capture.cdp import Unanswered
from watchbook.capture.plan import Limits
from watchbook.capture.times import Clock
from watchbook.capture.visuals import TILE, Visuals

GIVEN = {"data": base64.b64encode(b"\xff\xd8 a picture").decode()}


class Browser:
    """Answers what it is told to and refuses the rest."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    async def call(self, method, params=None, *, session="", within=0.0):
        self.asked.append(method)
        if not self.answers:
            raise Unanswered("the browser is gone")
        return self.answers.pop(0)

    def ask(self, method, params=None, *, session=""):
        self.asked.append(method)


def visuals(tmp_path, *answers, **changes):
    return Visuals(connection=Browser(*answers), folder=tmp_path, clock=Clock(), limits=Limits(), **changes)


def test_nothing_is_asked_for_where_no_pictures_are_wanted(tmp_path):
    found = visuals(tmp_path, in_full=False)
    for asking in (found.tiles(width=10, height=10), found.begin_views(), found.end_views()):
        asyncio.run(asking)
    assert (found.connection.asked, found.missing) == ([], [])


def test_a_picture_that_is_not_given_is_missing_and_no_further_one_is_asked_for(tmp_path):
    found = visuals(tmp_path, GIVEN)
    asyncio.run(found.tiles(width=10, height=3 * TILE))
    assert [path.name for path in (tmp_path / "visuals").iterdir()] == ["tile-000.jpg"]
    assert found.missing == ["visuals/tile-001.jpg (the browser is gone)"]


def test_what_lies_below_the_limit_of_tiles_is_said_to_be_missing(tmp_path):
    found = visuals(tmp_path, GIVEN)
    found.limits = replace(Limits(), tile_pixels=TILE)
    asyncio.run(found.tiles(width=10, height=TILE + 1))
    assert found.missing == [f"tiles below {TILE} pixels"]


def frame(number, *, drawn):
    return {"sessionId": number, "data": GIVEN["data"], "metadata": {"timestamp": drawn}}


def test_a_step_shows_the_newest_frame_drawn_since_it_even_one_that_is_still_on_its_way(tmp_path):
    async def steps():
        found = visuals(tmp_path)
        found.take_frame(frame(1, drawn=10.0))
        found.take_frame(frame(2, drawn=11.0))
        await found.step({"top": 0, "height": 9, "drawn": 10.5}, frame="", is_pictured=True)
        asyncio.get_running_loop().call_later(0.001, found.take_frame, frame(3, drawn=12.0))
        await found.step({"top": 1, "height": 9, "drawn": 11.5}, frame="", is_pictured=True)
        return found

    found = asyncio.run(steps())
    assert [note["picture"] for note in found.notes] == [
        "visuals/step-0000.jpg",
        "visuals/step-0001.jpg",
    ]
    assert found.connection.asked == ["Page.screencastFrameAck"] * 3


def test_a_page_that_draws_nothing_new_is_asked_for_its_picture(tmp_path):
    async def step(found):
        found.take_frame(frame(1, drawn=10.0))
        await found.step({"top": 0, "height": 9, "drawn": 10.5}, frame="", is_pictured=True)

    given, gone = visuals(tmp_path, GIVEN), visuals(tmp_path)
    asyncio.run(step(given))
    assert given.notes[0]["picture"] == "visuals/step-0000.jpg"
    assert given.connection.asked[1:] == ["Page.captureScreenshot"]
    asyncio.run(step(gone))
    assert gone.notes[0]["picture"] is None
    assert gone.missing == ["visuals/step-0000.jpg (the browser is gone)"]
