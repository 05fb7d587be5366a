"""Pictures that the browser does not give are said to be missing, and cost nothing where none is wanted."""

import asyncio
import base64
from dataclasses import replace

from watchbook.capture.cdp import Unanswered
from watchbook.capture.plan import Limits
from watchbook.capture.times import Clock
from watchbook.capture.visuals import AT_FIRST, CLOSELY, EACH, TILE, Visuals

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


def visuals(tmp_path, *answers, **changes):
    return Visuals(connection=Browser(*answers), folder=tmp_path, clock=Clock(), limits=Limits(), **changes)


def test_nothing_is_asked_for_where_no_pictures_are_wanted(tmp_path):
    found = visuals(tmp_path, in_full=False)
    asyncio.run(found.tiles(width=10, height=10))
    assert pictured(found, [{}]) == []
    assert (found.connection.asked, found.missing, found.passed) == ([], [], [])


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


def pictured(found, states, *, frame=""):
    """The numbers of the views that were given a picture."""

    async def steps():
        return [
            number
            for number, state in enumerate(states)
            if await found.step(
                {"top": 0, "height": 9, "is_of_document": True} | state, frame=frame, is_pictured=True
            )
        ]

    return asyncio.run(steps())


def test_a_view_that_the_tiles_will_hold_has_a_picture_at_first_and_from_time_to_time_alone(tmp_path):
    found = visuals(tmp_path, *[GIVEN] * 30)
    assert pictured(found, [{}] * (2 * EACH + 1)) == [*range(AT_FIRST), EACH, 2 * EACH]
    assert [note["step"] for note in found.passed[:2]] == [AT_FIRST, AT_FIRST + 1]
    assert found.notes[EACH]["picture"] == f"visuals/step-{EACH:04}.jpg"
    assert found.notes[AT_FIRST]["picture"] is None


def test_where_something_is_gone_that_was_in_view_the_next_views_are_pictured(tmp_path):
    found = visuals(tmp_path, *[GIVEN] * 30)
    lost = AT_FIRST + 2
    states = [{"is_losing": number == lost} for number in range(EACH)]
    assert pictured(found, states) == [*range(AT_FIRST), *range(lost, lost + CLOSELY)]


def test_what_scrolls_by_itself_is_in_no_tile_and_has_a_picture_of_each_view(tmp_path):
    found = visuals(tmp_path, *[GIVEN] * 60)
    assert len(pictured(found, [{}] * EACH, frame="a frame")) == EACH
    assert len(pictured(found, [{"is_of_document": False}] * EACH)) == EACH


def test_what_was_gone_before_it_was_pictured_and_what_was_not_given_is_told(tmp_path):
    gone = visuals(tmp_path)
    assert pictured(gone, [{}]) == []
    gone.gone = 3
    first, second = gone.not_pictured()
    assert first == "visuals/step-0000.jpg (the browser is gone)"
    assert second.startswith("3 places of the page that were in view and had gone or changed")
